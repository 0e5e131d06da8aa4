/// A header, bundle, receipt, certificate, grant or feed page that is not written as its format
/// demands.
package struct FormError: Error, Hashable, Sendable {
  /// Which format was broken.
  package enum Code: String, Hashable, Sendable {
    case header, bundle, receipt, certificate, grant, feed
  }

  package let code: Code
  /// The line, from 1; within a larger text counted from its first line.
  package let line: Int
  /// What stands there, cut to 80 bytes, unprintable bytes as `\xNN`.
  package let value: String
  /// What should stand there.
  package let expected: String

  package init(code: Code, line: Int, value: some Sequence<UInt8>, expected: String) {
    self.code = code
    self.line = line
    self.value = FormError.printable(value)
    self.expected = expected
  }

  /// The same fault seen from an enclosing format, whose line `offset` + 1 is the inner first one.
  func within(_ code: Code, offset: Int) -> FormError {
    FormError(code: code, line: line + offset, value: value.utf8, expected: expected)
  }

  private static func printable(_ bytes: some Sequence<UInt8>) -> String {
    var text = ""
    for byte in bytes.prefix(80) {
      if (32..<127).contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + Hex.text([byte])
      }
    }
    return text
  }
}

extension FormError: CustomStringConvertible {
  package var description: String {
    "\(code.rawValue), line \(line): found “\(value)”, expected \(expected); "
      + "the copy is damaged or cut off: export it again from where it came"
  }
}
