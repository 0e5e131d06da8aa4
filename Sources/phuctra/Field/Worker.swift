import Dispatch
import Screens
import Synchronization
import Terminal

/// Runs effects one after another on a thread of its own and leaves the answers for the loop, so
/// that neither a slow card nor a big list ever stands between a key and its echo.
final class Worker: Sendable {
  private let queue = DispatchQueue(label: "phuctra.effects")
  private let waiting = Mutex<[Effect]>([])
  private let answers = Mutex<[Answer]>([])
  private let carryOut: @Sendable (Effect) -> Answer?

  init(_ carryOut: @escaping @Sendable (Effect) -> Answer?) {
    self.carryOut = carryOut
  }

  /// Queues effects in order. A draft that has been overtaken by a newer one of its point, with
  /// nothing in between, and a page of rows that a newer request replaces, are not carried out.
  func post(_ effects: [Effect]) {
    guard !effects.isEmpty else { return }
    waiting.withLock { waiting in
      for effect in effects {
        if let last = waiting.last, Worker.replaces(effect, last) { waiting.removeLast() }
        waiting.append(effect)
      }
    }
    queue.async { self.carryOutNext() }
  }

  /// Does a long job piece by piece while nothing else is asked for; `piece` says whether more is left.
  func doWhenIdle(_ piece: @escaping @Sendable () -> Bool) {
    queue.async {
      self.carryOutNext()
      if piece() { self.doWhenIdle(piece) }
    }
  }

  /// Works out an answer piece by piece while nothing else is asked for; `piece` gives nil until it is
  /// there.
  func answerWhenIdle(_ piece: @escaping @Sendable () -> Answer?) {
    doWhenIdle {
      guard let answer = piece() else { return true }
      self.leave(answer)
      return false
    }
  }

  /// The answers that have come since the last call.
  func collect() -> [Answer] {
    answers.withLock { answers in
      defer { answers.removeAll() }
      return answers
    }
  }

  /// Does one short piece of work for another thread, behind what is queued, and gives what it gives.
  func slice<Value>(_ work: () throws -> Value) throws -> Value {
    try queue.sync {
      self.carryOutNext()
      return try work()
    }
  }

  /// Returns once everything queued has been carried out.
  func drain() {
    queue.sync { self.carryOutNext() }
  }

  private func carryOutNext() {
    TerminalDriver.guardThread()
    while let effect = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
      guard let answer = carryOut(effect) else { continue }
      leave(answer)
    }
  }

  private func leave(_ answer: Answer) {
    answers.withLock { $0.append(answer) }
    TerminalDriver.wake()
  }

  private static func replaces(_ new: Effect, _ old: Effect) -> Bool {
    switch (new, old) {
    case (.keepDraft(let point, _), .keepDraft(let before, _)): point == before
    case (.loadRows(_, .start, _), .loadRows(_, .start, _)): true
    default: false
    }
  }
}
