import ArgumentParser
import Journal
import Screens
import Sync
import SyncClient
import Wording

/// Sends what waits and takes in what the hub has, once.
struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync",
    abstract: "Đồng bộ với trung tâm / send to and receive from the hub.",
    discussion: """
      Entries first, then what the hub has, then lists and photos. Cut off anywhere, it is simply \
      run again. Exit status 69 where the hub is not reached, 75 where the home is in use, 77 where \
      the hub refuses, 78 where the device is enrolled with no hub.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "Another address of the same hub, for this once.")
  var hub: String?

  @Option(help: "A file of PEM certificates that vouch for the hub, for this once.")
  var ca: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let given = try hub.map { text throws(TransportError) in try HubAddress(text) }
      let journal = try surroundings.openJournal()
      guard let enrolment = try journal.enrolment else {
        throw CommandFailure(.badConfiguration, say("sync-command.not-enrolled"))
      }
      let address = try given ?? HubAddress(enrolment.address)
      let transport = try HTTPTransport(
        address, trust: HubTrust(journal.home).file(given: ca))
      defer { transport.close() }
      let progress = Progress(say("sync-command.syncing", address.description))
      let result = try HubVisit(
        journal, hub: enrolment.hub, access: DirectAccess(), transport: transport
      ) { come in
        progress.note(
          say("sync.entries", say.number(come.sent), say.number(come.total)) + "  "
            + say("sync.stage.\(come.stage.rawValue)"))
      }.run()
      progress.end()
      let standing = try SyncStatus(journal)
      var output = LineOutput()
      for line in json
        ? [SyncCommand.object(result, standing, address)] : SyncCommand.lines(result, standing, say)
      { try output.line(line) }
      try output.flush()
      guard let status = result.outcome.status else { return }
      throw CommandFailure(status, SyncCommand.words(result, say))
    }
  }

  /// Why it did not end well, what to do, and the exact words for whoever looks after the hub.
  private static func words(_ result: HubVisit.Result, _ say: Wording) -> String {
    let key = "sync.outcome.\(result.outcome.rawValue)"
    let detail = result.detail.isEmpty ? "" : "\n  (\(result.detail))"
    return "\(say(key))\n  \(say("\(key).do")) \(say("sync.safe"))\(detail)"
  }

  private static func lines(
    _ result: HubVisit.Result, _ status: SyncStatus?, _ say: Wording
  ) -> [String] {
    var sent = say("sync.sent", say.number(Int(result.report.sentEntries)))
    if result.report.sentPhotos > 0 {
      sent += ", " + say("sync.sent-photos", say.number(result.report.sentPhotos))
    }
    if let receipt = result.report.receipt {
      sent += " (" + say("sync.receipt", receipt.received) + ")"
    }
    var lines = [sent]
    if let held = result.report.hubLostAfter {
      lines.append(say("sync-command.hub-lost", say.number(held)))
    }
    if result.arrived.isEmpty, result.outcome == .complete { lines.append(say("sync.nothing-new")) }
    lines += result.arrived.map { $0.text(say) }
    if let status, status.waitingEntries + status.waitingPhotos > 0 {
      lines.append(
        say(
          "sync-command.waiting", say.number(status.waitingEntries),
          say.number(status.waitingPhotos)))
    }
    return lines
  }

  private static func object(
    _ result: HubVisit.Result, _ status: SyncStatus?, _ address: HubAddress
  ) -> String {
    let report = result.report
    var object = JSONObject()
    object.add("hub", address.description)
    object.add("outcome", result.outcome.rawValue)
    object.add("detail", result.detail.isEmpty ? nil : result.detail)
    object.add("sentEntries", report.sentEntries)
    object.add("sentPhotos", report.sentPhotos)
    if let held = report.hubLostAfter { object.add("hubLostAfter", held) }
    object.add("receivedEntries", report.receivedEntries)
    object.add("receivedLists", report.receivedLists)
    if let receipt = report.receipt {
      object.add("epoch", receipt.epoch)
      object.add("seq", receipt.sequence)
      object.add("received", receipt.received)
    }
    object.add("arrived", result.arrived.map(\.object))
    object.add("waitingEntries", status?.waitingEntries ?? 0)
    object.add("waitingPhotos", status?.waitingPhotos ?? 0)
    object.add("standing", status?.standing.rawValue)
    return object.text
  }
}

extension SyncStatus.Arrival {
  /// What came, as an object for scripts.
  fileprivate var object: JSONObject {
    var object = JSONObject()
    switch self {
    case .list(let name, let points):
      object.add("what", "list")
      object.add("name", name)
      object.add("points", points)
    case .dispute(let meter):
      object.add("what", "dispute")
      object.add("meter", meter)
    case .quarantined(let sequence, let reason):
      object.add("what", "quarantined")
      object.add("seq", sequence)
      object.add("reason", reason)
    case .blobRefused(let why):
      object.add("what", "blobRefused")
      object.add("why", why)
    case .entries(let count):
      object.add("what", "entries")
      object.add("count", count)
    }
    return object
  }
}
