/// Keeps texts that do not stand in the file as they are wanted (composed letters, the list's own
/// unit) at a fixed place in memory while a caller looks at their row.
final class RowScratch {
  private var kept: [UnsafeMutableBufferPointer<UInt8>] = []
  /// The list's unit, kept for all rows; empty where there is none.
  let unit: UnsafeMutableBufferPointer<UInt8>

  init(unit: String?) {
    self.unit = RowScratch.copy(unit ?? "")
  }

  deinit {
    clear()
    unit.deallocate()
  }

  /// The text's bytes, good until `clear()`.
  func keep(_ text: String) -> UnsafeBufferPointer<UInt8> {
    let copy = RowScratch.copy(text)
    kept.append(copy)
    return UnsafeBufferPointer(copy)
  }

  /// Lets go of everything kept for the row before.
  func clear() {
    guard !kept.isEmpty else { return }
    for copy in kept { copy.deallocate() }
    kept.removeAll(keepingCapacity: true)
  }

  private static func copy(_ text: String) -> UnsafeMutableBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = copy.initialize(from: text.utf8)
    return copy
  }
}
