import Metering

/// Readers by small numbers: a city has some hundreds of them.
struct ReaderNames {
  private var numbers: [String: Int] = [:]
  private var names: [String] = []
  private var last: (name: [UInt8], number: Int)?

  mutating func number(_ name: RegisterRow.Text) -> Int {
    if let last, last.name.elementsEqual(name) { return last.number }
    let text = String(decoding: name, as: UTF8.self)
    let number = numbers[text] ?? names.count
    if number == names.count {
      names.append(text)
      numbers[text] = number
    }
    last = (Array(name), number)
    return number
  }

  func name(_ number: Int) -> String { names.indices.contains(number) ? names[number] : "" }
}

/// What the rows of one list say that the tables do not keep, by their places in its file.
struct ListRecords {
  /// Ascending, as the file streams by.
  private var offsets: [Int64] = []
  /// Reader, method and class packed: the lowest two bits the class, the next two the method.
  private var codes: [UInt32] = []

  struct Record {
    var reader: Int
    var isResidential: Bool?
    var method: ReadingMethod?
  }

  mutating func take(_ row: RegisterRow, _ readers: inout ReaderNames) {
    let isHousehold = row.customerClass.elementsEqual("SH".utf8)
    let kind: UInt32 = row.customerClass.isEmpty ? 0 : isHousehold ? 1 : 2
    let method: UInt32 =
      switch row.method {
      case nil: 0
      case .byHand: 1
      case .remote: 2
      }
    offsets.append(row.span.offset)
    codes.append(UInt32(truncatingIfNeeded: readers.number(row.reader)) << 4 | method << 2 | kind)
  }

  /// - Complexity: O(log rows).
  func record(at offset: Int64) -> Record? {
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    guard low < offsets.count, offsets[low] == offset else { return nil }
    let code = codes[low]
    let methods: [ReadingMethod?] = [nil, .byHand, .remote, nil]
    return Record(
      reader: Int(code >> 4), isResidential: code & 3 == 0 ? nil : code & 3 == 1,
      method: methods[Int(code >> 2 & 3)])
  }
}
