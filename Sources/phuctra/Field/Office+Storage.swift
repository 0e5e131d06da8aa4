import Journal
import Screens
import Wording

extension Office {
  /// Carries out an effect. Where the storage fails, the journal is opened again and checked, and the
  /// person is told what became of the work in hand: what turned out to be on the disk is answered as
  /// saved, what is not there has to be asked for again.
  /// - Throws: `CommandFailure` that says so, or what `work` throws.
  func keepingStorage(_ effect: Effect, _ work: () throws -> Answer?) throws -> Answer? {
    do {
      if effect.isRecorded, journal.fault != nil || journal.isReadOnly { try reopen() }
      return try work()
    } catch let error as JournalError where error.code == .noRoom {
      throw storageFailure(error)
    } catch let error as JournalError where error.code.poisons {
      let found = try reopen()
      if effect.isRecorded, found.arrived.isEmpty {
        throw CommandFailure(
          .inputOutput,
          surroundings.say(
            "storage.reopened", surroundings.say("error.journal.\(error.code.rawValue)")))
      }
      return try work()
    }
  }

  /// - Throws: `CommandFailure` where the storage is not sound yet.
  @discardableResult
  private func reopen() throws -> Reopening {
    do {
      return try journal.reopen()
    } catch let error as JournalError {
      throw storageFailure(error)
    }
  }

  private func storageFailure(_ error: JournalError) -> CommandFailure {
    let say = surroundings.say
    let code = error.code
    let next = code.poisons || code == .noRoom ? code : .inputOutput
    let words = [say("error.journal.\(code.rawValue)"), say("storage.next.\(next.rawValue)")]
    let message =
      code == .noRoom || code == .readOnly
      ? words.joined(separator: ". ") : say("storage.stopped", words[0], words[1])
    return CommandFailure(.inputOutput, message)
  }
}

extension Effect {
  /// True for what becomes an entry.
  fileprivate var isRecorded: Bool {
    switch self {
    case .saveInspection, .saveCorrection, .saveSigning, .attachPhoto, .withdraw, .configure,
      .decide:
      true
    default: false
    }
  }
}
