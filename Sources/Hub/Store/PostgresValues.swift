import CPostgres

/// Parameters as libpq takes them: numbers and text as text, bytes as they are.
struct PostgresParameters {
  private let values: [SQLValue]

  init(_ values: [SQLValue]) {
    self.values = values
  }

  /// Calls `body` with pointers that are good for its time.
  func with<Result>(
    _ body: (
      Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Result
  ) -> Result {
    var content: [UInt8] = []
    var places: [(start: Int, length: Int)?] = []
    for value in values {
      let start = content.count
      switch value {
      case .null:
        places.append(nil)
        continue
      case .integer(let number): content += Array("\(number)".utf8)
      case .text(let text): content += Array(text.utf8)
      case .bytes(let bytes): content += bytes
      }
      places.append((start, content.count - start))
      content.append(0)
    }
    let lengths = places.map { Int32($0?.length ?? 0) }
    let formats = values.map { value -> Int32 in if case .bytes = value { 1 } else { 0 } }
    return content.withUnsafeBytes { raw in
      let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers = places.map { place -> UnsafePointer<CChar>? in
        guard let place, let base else { return nil }
        return UnsafePointer(base + place.start)
      }
      return pointers.withUnsafeBufferPointer { pointers in
        lengths.withUnsafeBufferPointer { lengths in
          formats.withUnsafeBufferPointer { formats in
            body(
              Int32(values.count), pointers.baseAddress, lengths.baseAddress, formats.baseAddress)
          }
        }
      }
    }
  }
}

/// An answer of libpq in binary form, freed with this value's last owner.
final class PostgresResult {
  private let result: OpaquePointer?

  init(_ result: OpaquePointer?) {
    self.result = result
  }

  deinit { PQclear(result) }

  /// How many rows the statement changed.
  var changed: Int { result.map(PostgresResult.changed) ?? 0 }

  static func changed(_ result: OpaquePointer) -> Int {
    Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  /// - Throws: `HubStoreError` where a column has a type that the hub's tables do not have.
  func rows() throws(HubStoreError) -> [SQLRow] {
    guard let result else { return [] }
    let columns = PQnfields(result)
    var rows: [SQLRow] = []
    for row in 0..<PQntuples(result) {
      var values: [SQLValue] = []
      for column in 0..<columns { values.append(try value(result, row, column)) }
      rows.append(SQLRow(values))
    }
    return rows
  }

  private func value(
    _ result: OpaquePointer, _ row: Int32, _ column: Int32
  ) throws(HubStoreError) -> SQLValue {
    guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else {
      return .null
    }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
    // The types' numbers in PostgreSQL's catalogue, fixed by its protocol.
    switch PQftype(result, column) {
    case 20, 23:
      let unsigned = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return .integer(
        bytes.count == 4
          ? Int64(Int32(truncatingIfNeeded: unsigned)) : Int64(bitPattern: unsigned))
    case 17: return .bytes(Array(bytes))
    case 25, 1043: return .text(String(decoding: bytes, as: UTF8.self))
    case let type:
      throw HubStoreError(code: .unexpected, message: "a column has PostgreSQL's type \(type)")
    }
  }
}
