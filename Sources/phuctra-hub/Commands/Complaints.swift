import ArgumentParser
import Casework
import Hub
import Metering

/// The complaints that there are, and how each stands.
struct Complaints: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Các khiếu nại và tình trạng / the complaints and how they stand.")

  @OptionGroup var options: HubOptions

  @Flag(help: "One JSON object a line.")
  var json = false

  private struct Line: Encodable {
    var customer: String
    var meter: String
    var period: String
    var made: String
    var state: String
  }

  func run() async throws {
    try await options.run { hub, say in
      for file in try await hub.complaints() {
        let identity = file.complaint.point.identity
        let line = Line(
          customer: file.complaint.customer, meter: identity.meter,
          period: identity.period.description, made: file.complaint.time,
          state: file.standing.state.rawValue)
        print(
          json
            ? try JSONLine.text(line)
            : say(
              "hub.complaint.line", line.made, line.customer, line.meter, line.period,
              say("hub.standing.\(line.state)")))
      }
    }
  }
}
