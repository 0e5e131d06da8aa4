/// Goes through a worklist's rows, whatever its layout.
struct WorklistScan {
  let input: ByteInput
  let format: WorklistFormat

  /// Calls `body` with every row of the right shape; `body` says whether to go on.
  ///
  /// Faults of single rows are added to `faults`.
  /// - Parameter header: asked once, before the first CSV row, for faults of the header.
  /// - Throws: what ends the scan.
  func run(
    faults: inout FaultCollector, header: (CSVHeaderCheck) -> [FormatFault] = { _ in [] },
    _ body: (RowFields, inout FaultCollector) -> Bool
  ) throws(ScanStop) {
    switch format.layout {
    case .xml: try runXML(faults: &faults, body)
    case .csv: try runCSV(faults: &faults, header: header, body)
    }
  }

  /// Tells whether the header has a wanted column.
  typealias CSVHeaderCheck = (WorklistColumn) -> Bool

  private func runCSV(
    faults: inout FaultCollector, header: (CSVHeaderCheck) -> [FormatFault],
    _ body: (RowFields, inout FaultCollector) -> Bool
  ) throws(ScanStop) {
    var table = try CSVTable(input, wanted: WorklistColumn.names)
    let present = Set(WorklistColumn.allCases.filter { table.has($0.rawValue) })
    let missing = header { present.contains($0) }
    for fault in missing { faults.add(fault) }
    // Without its columns every row would be a fault of its own.
    guard missing.isEmpty else { return }
    while let row = try table.next(faults: &faults) {
      guard body(row, &faults) else { return }
    }
  }

  private func runXML(
    faults: inout FaultCollector, _ body: (RowFields, inout FaultCollector) -> Bool
  ) throws(ScanStop) {
    // The closure does not outlive the scanner, which does not outlive this call.
    let result = withoutActuallyEscaping(body) { body -> (FaultCollector, ScanStop?) in
      do throws(ScanStop) {
        let scanner = try XMLScanner(
          input, encoding: format.encoding, wanted: WorklistColumn.names, faults: faults,
          body: body)
        do throws(ScanStop) {
          try scanner.run()
          return (scanner.faults, nil)
        } catch {
          return (scanner.faults, error)
        }
      } catch {
        return (faults, error)
      }
    }
    faults = result.0
    if let stop = result.1 { throw stop }
  }
}
