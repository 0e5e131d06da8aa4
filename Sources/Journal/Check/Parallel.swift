import Dispatch

/// Work on many values at once, on all processors, with the results in order.
enum Parallel {
  /// Values that one processor takes at a time.
  private static let piece = 32

  /// - Complexity: O(values), divided by the processors.
  static func map<Value: Sendable, Result: Sendable>(
    _ values: [Value], _ transform: @Sendable (Value) -> Result
  ) -> [Result] {
    let pieces = (values.count + piece - 1) / piece
    var results = [[Result]](repeating: [], count: pieces)
    results.withUnsafeMutableBufferPointer { buffer in
      // Each piece writes to its own place.
      nonisolated(unsafe) let results = buffer
      DispatchQueue.concurrentPerform(iterations: pieces) { number in
        let range = number * piece..<min(values.count, (number + 1) * piece)
        results[number] = values[range].map(transform)
      }
    }
    return results.flatMap(\.self)
  }
}
