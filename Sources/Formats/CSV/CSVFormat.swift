/// How a CSV file is written: its delimiter and the names of its header, in order.
package struct CSVFormat: Hashable, Sendable {
  /// Comma, semicolon or tab.
  package var delimiter: UInt8
  /// The header's names as written, without blanks at either end.
  package var header: [String]

  package init(delimiter: UInt8, header: [String]) {
    self.delimiter = delimiter
    self.header = header
  }

  /// The delimiter that the first line holds most of outside quotes; a comma where it holds none.
  static func delimiter(of text: some Sequence<UInt8>) -> UInt8 {
    var counts: [(delimiter: UInt8, count: Int)] = [",", ";", "\t"].map { (UInt8(ascii: $0), 0) }
    var quoted = false
    var begun = false
    for byte in text {
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if !quoted, byte == UInt8(ascii: "\n") {
        if begun { break }
        continue
      }
      if byte > 0x20 { begun = true }
      for place in counts.indices where !quoted && counts[place].delimiter == byte {
        counts[place].count += 1
      }
    }
    var best = counts[0]
    for candidate in counts.dropFirst() where candidate.count > best.count { best = candidate }
    return best.delimiter
  }

  /// For each wanted name the number of its field, or -1; names are compared without regard to case.
  /// - Throws: `columnTwice` for a name that stands there twice.
  func positions(of wanted: [String]) throws(ScanStop) -> [Int16] {
    var known: [String: Int] = [:]
    for (number, name) in header.enumerated() where !name.isEmpty {
      guard known.updateValue(number, forKey: name.uppercased()) == nil else {
        throw .fault(FormatFault(.columnTwice, line: 1, field: name))
      }
    }
    return wanted.map { known[$0].map { Int16($0) } ?? -1 }
  }
}
