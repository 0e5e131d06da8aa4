/// How a sync comes to the journal: one short piece of work at a time, so that a save never waits for
/// a network.
protocol JournalAccess: Sendable {
  /// Does one piece of work on the journal and gives what it gives.
  func slice<Value>(_ work: () throws -> Value) throws -> Value
}

/// A command's own journal, which nobody else uses.
struct DirectAccess: JournalAccess {
  func slice<Value>(_ work: () throws -> Value) throws -> Value { try work() }
}

extension Worker: JournalAccess {}
