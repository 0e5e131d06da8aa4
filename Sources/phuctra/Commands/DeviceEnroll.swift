import ArgumentParser
import Evidence
import Foundation
import Journal
import Sync
import SyncClient
import Wording

/// Has a hub certify this device's key, with a one-use code that never travels.
struct DeviceEnroll: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enroll",
    abstract: "Ghi danh máy với trung tâm / enrol the device with a hub.",
    discussion: """
      The code comes from the office (phuctra-hub enroll), is good for one device and names its hub: \
      no other hub is believed. Enrol again after the hub has frozen the device, or its home was \
      put back from a backup. Exit status 69 where the hub is not reached, 77 where it refuses.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "Where the hub answers, as https://hub.example:8443.")
  var hub: String

  @Option(help: "The code from the office: six groups of five letters.")
  var code: String

  @Option(help: "A file of PEM certificates that vouch for the hub; kept for later syncs.")
  var ca: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let say = surroundings.say
      let address = try HubAddress(hub)
      let code = try parsed(say)
      let journal = try surroundings.openJournal()
      if !address.isEncrypted, !address.isLoopback {
        LineOutput.complain("phuctra: " + say("enroll.not-encrypted", address.description))
      }
      let trust = HubTrust(journal.home)
      let checked = try ask(address, code, journal, trust: trust.file(given: ca), say)
      let appended = try journal.enrol(
        (checked.hub, checked.certificate, checked.receipt, checked.grant),
        address: address.description)
      if let ca { try trust.keep(ca, say) }
      try tell(checked.certificate, address, isNew: !appended.isEmpty, say)
    }
  }

  private func parsed(_ say: Wording) throws -> EnrolmentCode {
    if let code = EnrolmentCode(code) { return code }
    let words =
      switch CodeTypo(in: code, isCode: { EnrolmentCode($0) != nil }) {
      case .length(let count): say("enroll.typo.length", say.number(count))
      case .letter(let letter, let group):
        say("enroll.typo.letter", String(letter), say.number(group))
      case .groups(let groups):
        say("enroll.typo.groups", groups.map { say.number($0) }.joined(separator: ", "))
      case .anywhere: say("enroll.typo.anywhere")
      }
    throw CommandFailure(.usage, say("enroll.typo") + "\n  " + words)
  }

  private func ask(
    _ address: HubAddress, _ code: EnrolmentCode, _ journal: Journal, trust: String?,
    _ say: Wording
  ) throws -> CheckedEnrolment {
    let transport = try HTTPTransport(address, trust: trust)
    defer { transport.close() }
    let progress = Progress(say("enroll.asking", address.description))
    defer { progress.end() }
    let key = journal.signingKey.publicKey
    let body = try JSONEncoder().encode(EnrolmentRequest(key: key, code: code))
    let answer = try transport.send(
      HTTPRequest(
        .post, "/v1/enrolments", fields: [("Content-Type", "application/json")],
        body: .bytes(Array(body))))
    guard answer.status == 200 else { throw refusal(answer, address, say) }
    guard let enrolment = try? JSONDecoder().decode(EnrolmentAnswer.self, from: Data(answer.body))
    else { throw DeviceEnroll.notHub(address, say) }
    do {
      return try enrolment.checked(for: key, code: code)
    } catch {
      switch error {
      case .otherHub: throw CommandFailure(.refused, say("enroll.other-hub", address.description))
      case .otherDevice, .unsound:
        throw CommandFailure(.refused, say("enroll.unsound", address.description, "\(error)"))
      }
    }
  }

  private func refusal(
    _ answer: HTTPAnswer, _ address: HubAddress, _ say: Wording
  ) -> CommandFailure {
    guard let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(answer.body)) else {
      return answer.status >= 500
        ? CommandFailure(.unavailable, say("enroll.busy", address.description))
        : DeviceEnroll.notHub(address, say)
    }
    switch refusal.code {
    case .codeUnknown: return CommandFailure(.refused, say("enroll.code-unknown"))
    case .busy: return CommandFailure(.unavailable, say("enroll.busy", address.description))
    default:
      return CommandFailure(
        .refused, say("enroll.refused", address.description, refusal.message))
    }
  }

  private static func notHub(_ address: HubAddress, _ say: Wording) -> CommandFailure {
    CommandFailure(.unavailable, say("enroll.not-hub", address.description))
  }

  private func tell(
    _ certificate: Certificate, _ address: HubAddress, isNew: Bool, _ say: Wording
  ) throws {
    var output = LineOutput()
    if json {
      var object = JSONObject()
      object.add("device", certificate.device.hex)
      object.add("hub", address.description)
      object.add("hubKey", certificate.hub.hex)
      object.add("unit", certificate.unit)
      object.add("role", certificate.role.rawValue)
      object.add("inspector", certificate.person)
      object.add("tag", certificate.tag)
      object.add("serial", certificate.serial)
      object.add("new", isNew)
      try output.line(object.text)
    } else {
      try output.line(say(isNew ? "enroll.done" : "enroll.known", address.description))
      let columns = TextColumns(20, 0)
      for (key, value) in [
        ("inspector", certificate.person), ("unit", certificate.unit), ("tag", certificate.tag),
        ("role", say("enroll.role.\(certificate.role.rawValue)")),
      ] {
        try output.line(columns.line([say("enroll.\(key)"), value]))
      }
      try output.line(say("enroll.next"))
    }
    try output.flush()
  }
}
