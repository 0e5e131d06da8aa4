import ArgumentParser
import Hub

struct Holds: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hoá đơn phải giữ lại / invoices to withhold until what was found is settled.",
    discussion: """
      Of meters found wrong or doubtful, in dispute or withheld by a supervisor, until the case is \
      closed or billing has applied the correction.
      """)

  @OptionGroup var options: HubOptions

  @Flag(help: "One JSON object a line.")
  var json = false

  private struct Line: Encodable {
    var unit: String
    var point: String
    var meter: String
    var period: String
    var state: String
    var minutes: String?
    var tag: String
    var since: String
    var invoice: String
    var number: String?
  }

  func run() async throws {
    try await options.run { hub, say in
      let holds = try await hub.holds()
      for hold in holds {
        let line = Line(
          unit: hold.point.unit, point: hold.point.point, meter: hold.point.meter,
          period: hold.point.period.description, state: hold.state.rawValue,
          minutes: hold.minutes, tag: hold.tag, since: hold.since, invoice: hold.invoice.rawValue,
          number: hold.invoiceNumber)
        print(
          json
            ? try JSONLine.text(line)
            : say(
              "hub.hold", line.point, line.meter, line.period, say("hub.hold.\(line.state)"),
              line.minutes ?? "—", say("hub.invoice.\(line.invoice)")))
      }
      if !json { print(say("hub.holds", "\(holds.count)")) }
    }
  }
}
