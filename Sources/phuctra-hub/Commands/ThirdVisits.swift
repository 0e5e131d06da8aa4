import ArgumentParser
import Evidence
import Foundation
import Hub

/// Third visits that supervisors ordered: who has them, and giving them to somebody.
struct ThirdVisits: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "third-visits",
    abstract: "Các lần phúc tra thứ ba / third visits that supervisors ordered.",
    discussion: """
      With --to those of the device's unit that nobody has yet go to that device, as a list beside what \
      it has. Whoever has been at one of the meters is refused (exit status 77).
      """)

  @OptionGroup var options: HubOptions

  @Option(help: "Give them to this device (32 hex digits).")
  var to: String?

  @Flag(help: "One JSON object a line.")
  var json = false

  private struct Line: Encodable {
    var unit: String
    var point: String
    var meter: String
    var period: String
    var supervisor: String
    var reason: String?
    var due: String?
    var persons: [String]
    var assigned: String?
  }

  func run() async throws {
    try await options.run { hub, say in
      var visits: [OrderedVisit] = []
      if let to {
        guard let device = DeviceIdentity(hex: to) else {
          throw HubRequestError(code: .unknownReceiver, value: to)
        }
        visits = try await withStagingFolder { folder in
          try await hub.assignVisits(to: device, folder: folder)
        }
      } else {
        visits = try await hub.orderedVisits()
      }
      for visit in visits {
        let line = Line(
          unit: visit.identity.unit, point: visit.identity.point, meter: visit.identity.meter,
          period: visit.identity.period.description, supervisor: visit.supervisor,
          reason: visit.reason, due: visit.due?.description, persons: visit.persons,
          assigned: visit.assigned)
        print(
          json
            ? try JSONLine.text(line)
            : say(
              "hub.third-visit", line.meter, line.supervisor,
              line.persons.joined(separator: ", "), line.due ?? "—",
              line.assigned ?? say("hub.third-visit.nobody")))
      }
      if !json, visits.isEmpty { print(say("hub.third-visit.none")) }
    }
  }
}
