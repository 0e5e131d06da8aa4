import Wording

/// What one look at the device found, and what to do about it.
struct HealthCheck: Hashable {
  enum State: String, Comparable {
    case good, warning, bad

    static func < (left: State, right: State) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .good: 0
      case .warning: 1
      case .bad: 2
      }
    }
  }

  /// What was looked at: the key of its name in the texts.
  var subject: String
  var state: State
  /// What was found, in words.
  var found: String
  /// What to do; nil where nothing is to be done.
  var advice: String?

  init(_ subject: String, _ state: State, _ found: String, advice: String? = nil) {
    self.subject = subject
    self.state = state
    self.found = found
    self.advice = state == .good ? nil : advice
  }
}

/// Looks at one thing; sees the machine only through what it was made with.
protocol Examination {
  func checks(_ say: Wording) -> [HealthCheck]
}
