import Glibc
import Journal
import Metering

/// A source that knows one plain form of CSV: a header, commas, fields without quotes inside.
struct PlainCSVSource: WorklistSource {
  struct Malformed: Error, Equatable {
    var line: Int
  }

  func registers(in list: ListFile, each: (RegisterRow) throws -> Void) throws -> String {
    let descriptor = open(list.path, O_RDONLY)
    guard descriptor >= 0 else { throw Malformed(line: 0) }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var filled = 0
    var offset: Int64 = 0
    var line = 0
    var columns = Columns()
    while true {
      let count = buffer.withUnsafeMutableBytes {
        read(descriptor, $0.baseAddress.map { $0 + filled }, $0.count - filled)
      }
      filled += max(0, count)
      if filled == 0 { return "csv" }
      var start = 0
      try buffer.withUnsafeBufferPointer { bytes in
        while let end = bytes[start..<filled].firstIndex(of: UInt8(ascii: "\n")) {
          line += 1
          let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
          if line == 1 {
            columns = Columns(header: text)
          } else {
            let span = RowSpan(offset: offset + Int64(start), length: end - start)
            guard let row = columns.row(text, span) else { throw Malformed(line: line) }
            try each(row)
          }
          start = end + 1
        }
      }
      guard count > 0 else { throw Malformed(line: line + 1) }
      buffer.removeSubrange(..<start)
      buffer.append(contentsOf: repeatElement(0, count: start))
      filled -= start
      offset += Int64(start)
    }
  }

  func point(in list: ListFile, rows: [RowSpan]) throws -> MeteringPoint {
    let descriptor = open(list.path, O_RDONLY)
    defer { close(descriptor) }
    func bytes(_ span: RowSpan) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: span.length)
      _ = pread(descriptor, &bytes, span.length, off_t(span.offset))
      return bytes
    }
    let header = bytes(RowSpan(offset: 0, length: 4096)).prefix { $0 != UInt8(ascii: "\n") }
    let names = Columns.fields(Array(header))
    let fields = try rows.map { row in
      let values = Columns.fields(bytes(row))
      guard values.count == names.count else { throw Malformed(line: 0) }
      return Dictionary(uniqueKeysWithValues: zip(names, values))
    }
    guard let first = fields.first else { throw Malformed(line: 0) }
    let registers = try fields.map(register)
    guard
      let period = BillingPeriod(
        year: number(first["NAM"]), month: number(first["THANG"]), cycle: number(first["KY"]))
    else { throw Malformed(line: 0) }
    var point = MeteringPoint(
      identity: PointIdentity(
        unit: first["MA_DVIQLY"] ?? "", point: first["MA_DDO"] ?? "",
        meter: first["SERY_CTO"] ?? "", period: period),
      registers: registers)
    point.address = first["DIA_CHI"]
    point.invoice = first["TT_HDON"] == "DA_PH" ? .issued : .notIssued
    return point
  }

  private func number(_ text: String?) -> Int { text.flatMap { Int($0) } ?? 0 }

  private func register(_ fields: [String: String]) throws -> RecordedRegister {
    guard let kind = RegisterKind(rawValue: fields["LOAI_BCS"] ?? ""),
      let old = Index(fields["CS_CU"] ?? ""), let recorded = Index(fields["CS_MOI"] ?? ""),
      let date = LocalMinute(fields["NGAY_MOI"] ?? "")
    else { throw Malformed(line: 0) }
    return RecordedRegister(kind: kind, old: old, recorded: recorded, recordedDate: date)
  }
}

/// Where the wanted columns stand in a header.
private struct Columns {
  private static let wanted = [
    "MA_DVIQLY", "MA_DDO", "SERY_CTO", "NAM", "THANG", "KY", "LOAI_BCS", "MA_KHANG", "MA_QUYEN",
    "MA_TRAM", "DIA_CHI", "MA_COT", "SO_HOM", "CANH_BAO", "STT", "LY_DO", "TT_HDON", "CS_CU",
    "CS_MOI", "SL_CU", "SL_MOI", "NGAY_MOI", "HSN",
    "MA_NVGCS", "MA_NN", "PT_GHI",
  ]
  private var places = [Int](repeating: -1, count: Columns.wanted.count)
  private var count = 0

  init() {}

  init(header: UnsafeBufferPointer<UInt8>) {
    let names = Columns.fields(Array(header))
    count = names.count
    for (number, name) in Columns.wanted.enumerated() {
      places[number] = names.firstIndex(of: name) ?? -1
    }
  }

  static func fields(_ line: [UInt8]) -> [String] {
    line.withUnsafeBufferPointer { line in
      split(line).map { String(decoding: $0, as: UTF8.self) }
    }
  }

  static func split(_ line: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
    var fields: [UnsafeBufferPointer<UInt8>] = []
    fields.reserveCapacity(48)
    var start = 0
    var position = 0
    var quoted = false
    func take(_ end: Int) {
      let bare = end > start && line[start] == UInt8(ascii: "\"")
      fields.append(
        UnsafeBufferPointer(rebasing: line[(bare ? start + 1 : start)..<(bare ? end - 1 : end)]))
    }
    while position < line.count {
      let byte = line[position]
      if byte == UInt8(ascii: "\"") { quoted.toggle() }
      if byte == UInt8(ascii: ","), !quoted {
        take(position)
        start = position + 1
      }
      position += 1
    }
    take(line.count)
    return fields
  }

  func row(_ line: UnsafeBufferPointer<UInt8>, _ span: RowSpan) -> RegisterRow? {
    let fields = Columns.split(line)
    guard fields.count == count else { return nil }
    func text(_ number: Int) -> RegisterRow.Text {
      places[number] < 0 ? RegisterRow.Text(start: nil, count: 0) : fields[places[number]]
    }
    func word(_ number: Int) -> String { String(decoding: text(number), as: UTF8.self) }
    func integer(_ number: Int) -> Int { text(number).reduce(0) { $0 * 10 + Int($1 & 15) } }
    guard let kind = RegisterKind(rawValue: word(6)), !text(17).isEmpty, !text(18).isEmpty,
      text(18).allSatisfy({ $0 == UInt8(ascii: ".") || (48...57).contains($0) })
    else { return nil }
    var record = Fingerprint()
    for number in 17...22 { record.add(text(number)) }
    var row = RegisterRow(
      span: span, unit: text(0), point: text(1), meter: text(2), year: integer(3),
      month: integer(4), cycle: integer(5), kind: kind, record: record.value)
    row.customer = text(7)
    row.book = text(8)
    row.transformer = text(9)
    row.address = text(10)
    row.pole = text(11)
    row.box = text(12)
    row.hazard = text(13)
    row.walkOrder = text(14).isEmpty ? nil : integer(14)
    row.reason = FlagReason(rawValue: word(15))
    row.invoice = word(16) == "DA_PH" ? .issued : word(16).isEmpty ? .unknown : .notIssued
    row.reader = text(23)
    row.customerClass = text(24)
    row.method = ReadingMethod(rawValue: word(25))
    return row
  }
}
