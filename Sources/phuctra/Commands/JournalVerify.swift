import ArgumentParser
import Evidence
import Journal
import Wording

/// Checks the whole journal.
struct JournalVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Kiểm tra toàn vẹn của nhật ký / check that the journal is sound.",
    discussion: """
      Checks every entry's signature, place in the chain and body, the files that entries name, and \
      that the tables are what the journal makes them. Exit status 1 where anything is wrong; the \
      first entry at fault is named. What a device alone cannot prove is that nothing was cut off \
      the journal's end before a hub or a second copy had it.
      """)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal(mayMake: false)
      let progress = Progress(surroundings.say("command-line.verifying"))
      defer { progress.end() }
      let result = try journal.verify()
      progress.end()
      var output = LineOutput()
      let lines = json ? [object(result)] : JournalVerify.lines(result, surroundings.say)
      for line in lines { try output.line(line) }
      try output.flush()
      guard result.isSound else { throw ExitCode(CommandFailure.Status.foundWrong.rawValue) }
    }
  }

  private func object(_ result: JournalVerification) -> String {
    var object = JSONObject()
    object.add("sound", result.isSound)
    object.add("device", result.head.device.hex)
    object.add("entries", result.entries)
    object.add("epoch", result.head.epoch)
    object.add("seq", result.head.sequence)
    object.add("head", result.head.hash.hex)
    if let fault = result.firstFault {
      object.add("firstBadSeq", fault.sequence)
      object.add("fault", fault.fault.description)
    }
    object.add("findings", result.findings.map(\.description))
    object.add("dropped", result.dropped)
    return object.text
  }

  private static func lines(_ result: JournalVerification, _ say: Wording) -> [String] {
    guard !result.isSound else {
      return [
        say(
          "journal-verify.sound", say.number(result.entries), result.head.device.hex,
          result.head.hash.hex)
      ] + dropped(result, say)
    }
    var lines = [say("journal-verify.wrong", say.number(result.entries))]
    if let fault = result.firstFault {
      lines.append(say("journal-verify.entry", String(fault.sequence), "\(fault.fault)"))
    }
    lines += result.findings.map { say("journal-verify.finding", "\($0)") }
    lines += dropped(result, say)
    lines.append(say("journal-verify.next"))
    return lines
  }

  private static func dropped(_ result: JournalVerification, _ say: Wording) -> [String] {
    result.dropped == 0 ? [] : [say("journal-verify.dropped", say.number(result.dropped))]
  }
}
