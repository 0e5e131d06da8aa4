import ArgumentParser
import Casework
import Foundation
import Hub
import Wording

/// Takes a customer's complaint in, or answers it.
struct Complain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "complaint",
    abstract: "Khách hàng khiếu nại: ghi nhận, trả lời / a customer's complaint: take in, answer.",
    discussion: """
      With --text each meter of the customer gets a visit, also one that nobody flagged: by who has it \
      on a list already, else by --to, else by its unit. A customer of no list is looked up in --from, a \
      month's book. A meter that was inspected in this period already has its answer; --again sends \
      somebody all the same. Without --text the answer is printed, as a text to send.
      """)

  @OptionGroup var options: HubOptions

  @Argument(help: "The customer's code (MA_KHANG).")
  var customer: String

  @Option(help: "What the customer says.")
  var text: String?

  @Option(help: "A month's book, CMIS XML or CSV, to look the customer up in.")
  var from: String?

  @Option(help: "Who visits: a device (32 hex digits) or a unit.")
  var to: String?

  @Flag(help: "Visit also where the meter was inspected already.")
  var again = false

  @Flag(help: "Print JSON, one object a meter.")
  var json = false

  private struct Line: Encodable {
    var customer: String
    var unit: String
    var point: String
    var meter: String
    var period: String
    var state: String
    var visitor: String?
    var text: String?
    var made: String?
  }

  func validate() throws {
    if let text, !text.contains(where: { !$0.isWhitespace }) {
      throw ValidationError("--text: say what the customer complains of")
    }
    if text == nil, from != nil || to != nil || again {
      throw ValidationError("--from, --to and --again go with --text")
    }
  }

  func run() async throws {
    try await options.run { hub, say in
      try await withStagingFolder { folder in
        if let text {
          let request = ComplaintRequest(
            customer: customer, text: text, file: from, receiver: to, again: again,
            folder: folder)
          for point in try await hub.complain(request) { print(try line(point, say)) }
          return
        }
        let files = try await hub.complaints(of: customer, folder: folder)
        guard !files.isEmpty else {
          throw HubFailure(.noInput, say("hub.complaint.none", customer))
        }
        let desk = try AnswerDesk(options.lang)
        // Of several complaints about one meter the last is answered.
        let last = Dictionary(files.map { ($0.complaint.point.identity, $0) }) { $1 }
        for file in last.values.sorted(by: { $0.complaint.time < $1.complaint.time }) {
          print(json ? try object(file) : desk.answer(file))
        }
      }
    }
  }

  private func line(_ point: ComplainedPoint, _ say: Wording) throws -> String {
    let identity = point.identity
    if json {
      return try JSONLine.text(
        Line(
          customer: customer, unit: identity.unit, point: identity.point, meter: identity.meter,
          period: identity.period.description, state: point.state.rawValue,
          visitor: point.visitor))
    }
    let state = say("hub.standing.\(point.state.rawValue)")
    return point.visitor.map { say("hub.complaint.visit", identity.meter, $0) }
      ?? say("hub.complaint.known", identity.meter, state, customer)
  }

  private func object(_ file: ComplaintFile) throws -> String {
    let identity = file.complaint.point.identity
    return try JSONLine.text(
      Line(
        customer: customer, unit: identity.unit, point: identity.point, meter: identity.meter,
        period: identity.period.description, state: file.standing.state.rawValue,
        text: file.complaint.text, made: file.complaint.time))
  }
}
