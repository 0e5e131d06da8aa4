import CoreMetrics
import Synchronization

/// Keeps swift-metrics' counters, gauges and timers in memory and prints them as Prometheus' text.
///
/// The field's own library for this cannot be had here, and the format is a few lines.
final class PrometheusFactory: MetricsFactory, Sendable {
  /// A metric's name and labels, as they are printed.
  struct Key: Hashable, Sendable, Comparable {
    let name: String
    let labels: String

    init(_ name: String, _ dimensions: [(String, String)]) {
      self.name = name
      labels = dimensions.map { name, value in
        let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
          .replacing("\n", with: "\\n")
        return "\(name)=\"\(escaped)\""
      }.joined(separator: ",")
    }

    static func < (left: Key, right: Key) -> Bool {
      (left.name, left.labels) < (right.name, right.labels)
    }
  }

  private let series = Mutex<[Key: PrometheusSeries]>([:])
  private let help: [String: String]

  /// - Parameter help: what the metrics count, by name; one line each.
  init(help: [String: String]) {
    self.help = help
  }

  private func find(_ key: Key, _ kind: PrometheusSeries.Kind) -> PrometheusSeries {
    series.withLock { series in
      if let known = series[key] { return known }
      let made = PrometheusSeries(kind)
      series[key] = made
      return made
    }
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    find(Key(label, dimensions), .counter)
  }

  func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    find(Key(label, dimensions), aggregate ? .histogram : .gauge)
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    find(Key(label, dimensions), .histogram)
  }

  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  /// Everything, by name, each name's help and type first.
  func text() -> String {
    let all = series.withLock { $0 }.sorted { $0.key < $1.key }
    var lines: [String] = []
    var last = ""
    for (key, value) in all {
      if key.name != last {
        if let words = help[key.name] { lines.append("# HELP \(key.name) \(words)") }
        lines.append("# TYPE \(key.name) \(value.kind.rawValue)")
        last = key.name
      }
      lines += value.lines(key)
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// One time series.
final class PrometheusSeries: CounterHandler, RecorderHandler, TimerHandler, Sendable {
  enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// Upper bounds in seconds.
  private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct State {
    var value = 0.0
    var count: Int64 = 0
    var buckets = [Int64](repeating: 0, count: bounds.count)
  }

  let kind: Kind
  private let state = Mutex(State())

  init(_ kind: Kind) {
    self.kind = kind
  }

  func increment(by amount: Int64) { state.withLock { $0.value += Double(amount) } }

  func reset() { state.withLock { $0 = State() } }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    state.withLock { state in
      guard kind == .histogram else {
        state.value = value
        return
      }
      state.value += value
      state.count += 1
      for (index, bound) in PrometheusSeries.bounds.enumerated() where value <= bound {
        state.buckets[index] += 1
      }
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

  func lines(_ key: PrometheusFactory.Key) -> [String] {
    let now = state.withLock { $0 }
    func line(_ suffix: String, _ more: String, _ value: String) -> String {
      let labels = [key.labels, more].filter { !$0.isEmpty }.joined(separator: ",")
      return "\(key.name)\(suffix)\(labels.isEmpty ? "" : "{\(labels)}") \(value)"
    }
    guard kind == .histogram else { return [line("", "", "\(now.value)")] }
    let buckets = zip(PrometheusSeries.bounds, now.buckets).map {
      line("_bucket", "le=\"\($0)\"", "\($1)")
    }
    return buckets + [
      line("_bucket", "le=\"+Inf\"", "\(now.count)"), line("_sum", "", "\(now.value)"),
      line("_count", "", "\(now.count)"),
    ]
  }
}
