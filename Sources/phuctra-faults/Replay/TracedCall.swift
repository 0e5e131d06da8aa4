/// One line of `strace -xx`: a call's name, its arguments and what it returned.
struct TracedCall {
  let name: String
  let result: Int
  private let arguments: [ArraySlice<UInt8>]

  /// Nil where the line is none (a signal, an exit).
  /// - Throws: `FaultError` where the line is malformed.
  init?(_ line: ArraySlice<UInt8>) throws {
    guard let paren = line.firstIndex(of: UInt8(ascii: "(")), let first = line.first,
      (97...122).contains(first)
    else { return nil }
    name = String(decoding: line[line.startIndex..<paren], as: UTF8.self)
    var arguments: [ArraySlice<UInt8>] = []
    var start = paren + 1
    var position = start
    var isQuoted = false
    var depth = 0
    scan: while position < line.endIndex {
      switch line[position] {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case _ where isQuoted: break
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ")"):
        if depth == 0 { break scan }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        arguments.append(line[start..<position])
        start = position + 1
      default: break
      }
      position += 1
    }
    guard position < line.endIndex else {
      throw FaultError("a line of the trace has no end: \(name)")
    }
    arguments.append(line[start..<position])
    self.arguments = arguments.map { $0.drop { $0 == UInt8(ascii: " ") } }
    let rest = String(decoding: line[position...].prefix(60), as: UTF8.self)
    guard let equals = rest.firstIndex(of: "=") else { return nil }
    let word = rest[rest.index(after: equals)...].drop { $0 == " " }
      .prefix { $0 != " " && $0 != "<" }
    // `?`: the process was killed inside the call.
    guard let value = Int(word) else { return nil }
    result = value
  }

  /// An argument as it stands; empty where there is none.
  func words(_ position: Int) -> String {
    position < arguments.count ? String(decoding: arguments[position], as: UTF8.self) : ""
  }

  /// An argument as a number; -1 where it is none.
  func number(_ position: Int) -> Int { Int(words(position)) ?? -1 }

  /// The bytes of an argument that is a string of `\xNN`.
  func content(_ position: Int) -> [UInt8] {
    guard position < arguments.count else { return [] }
    return TracedCall.bytes(arguments[position])
  }

  /// The arguments that are strings, as paths.
  var paths: [String] {
    arguments.filter { $0.first == UInt8(ascii: "\"") }
      .map { String(decoding: TracedCall.bytes($0), as: UTF8.self) }
  }

  private static func bytes(_ quoted: ArraySlice<UInt8>) -> [UInt8] {
    quoted.withUnsafeBufferPointer { text in
      guard text.first == UInt8(ascii: "\"") else { return [] }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count / 4)
      var position = 1
      while position + 3 < text.count {
        bytes.append(digit(text[position + 2]) << 4 | digit(text[position + 3]))
        position += 4
      }
      return bytes
    }
  }

  private static func digit(_ character: UInt8) -> UInt8 {
    character < 58 ? character - 48 : character - 87
  }
}
