import Foundation

/// Measured values, in milliseconds or any other unit.
struct Samples {
  private(set) var values: [Double] = []

  mutating func add(_ value: Double) { values.append(value) }

  var median: Double { percentile(50) }

  var mean: Double { values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count) }

  var greatest: Double { values.max() ?? .nan }

  /// The value that `rank` per cent of all values do not exceed (nearest rank).
  func percentile(_ rank: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted()
    let position = Int((rank / 100 * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(0, position), sorted.count - 1)]
  }
}

/// A number with so many decimals.
func text(_ value: Double, _ decimals: Int = 2) -> String {
  String(format: "%.\(decimals)f", value)
}

/// A count with thousands separated.
func text(_ count: Int) -> String {
  let digits = Array(String(count))
  return digits.enumerated().map { offset, digit in
    offset > 0 && (digits.count - offset) % 3 == 0 ? ",\(digit)" : "\(digit)"
  }.joined()
}
