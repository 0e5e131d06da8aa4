extension XMLScanner {
  /// Scans one row's element without its document.
  /// - Returns: the names of the row's fields, in order.
  static func scanFragment(
    _ row: SourceRow, encoding: TextEncoding, faults: inout FaultCollector,
    _ body: (RowFields, inout FaultCollector) -> Bool
  ) throws(ScanStop) -> [String] {
    let bytes = encoding.utf8(row.bytes)
    let outcome = withoutActuallyEscaping(body) { body -> Outcome in
      do throws(ScanStop) {
        let scanner = try XMLScanner(
          .bytes(bytes), encoding: .utf8, wanted: WorklistColumn.names, faults: faults,
          isFragment: true, firstLine: row.line, body: body)
        do throws(ScanStop) {
          try scanner.run()
        } catch {
          return Outcome(names: [], faults: scanner.faults, stop: error)
        }
        let names = scanner.nameNumbers.map { scanner.names[$0].text }
        return Outcome(names: names, faults: scanner.faults, stop: nil)
      } catch {
        return Outcome(names: [], faults: faults, stop: error)
      }
    }
    faults = outcome.faults
    if let stop = outcome.stop { throw stop }
    return outcome.names
  }

  private struct Outcome {
    let names: [String]
    let faults: FaultCollector
    let stop: ScanStop?
  }
}
