import Casework
import Foundation
import Journal
import Metering

/// Makes the records of a session's steps and appends them.
struct SessionRecorder {
  let journal: Journal
  let list: String
  let photos: String
  let settings: DeviceSettings

  private static let listName = "0011223344556677"

  /// Makes one step durable.
  /// - Throws: `JournalError`, or `FaultError` where the sample is malformed.
  func record(_ step: SessionScript.Step) throws -> [Journal.Appended] {
    switch step {
    case .configuration:
      return try journal.append([
        .deviceConfigured(
          DeviceConfiguration(inspector: "H07", unit: "PE0700", settings: settings))
      ])
    case .list:
      return try journal.load(fileAt: list).entry.map { [$0] } ?? []
    case .inspection(let point, let drafted, let photographed):
      if drafted { try journal.saveDraft("013", for: SessionList.identity(point)) }
      let taken = photographed ? [try photo(point)] : []
      return try journal.append([.inspection(try inspection(point, photos: taken))])
    case .correction(let point):
      return try journal.append([.correction(try correction(point))])
    case .inspectionWithCorrection(let point):
      return try journal.append([
        .inspection(try inspection(point, photos: [])), .correction(try correction(point)),
      ])
    case .withdrawal(let point):
      return try journal.append([
        .withdrawal(
          Withdrawal(
            point: try reference(point), entry: try lastEntry(point, of: .inspection),
            reason: .stated("nhầm nhà")))
      ])
    case .attachment(let point):
      return try journal.append([
        .attachment(
          Attachment(
            point: try reference(point), entry: try lastEntry(point, of: .correction),
            photos: [try photo(point)]))
      ])
    }
  }

  private func reference(_ point: Int) throws -> PointReference {
    PointReference(identity: try SessionList.identity(point), list: SessionRecorder.listName)
  }

  private func lastEntry(_ point: Int, of kind: Casework.Record.Kind) throws -> String {
    let entries = try journal.entries(of: SessionList.identity(point))
    guard let last = entries.last(where: { $0.body.record.kind == kind }) else {
      throw FaultError("point \(point) has no \(kind.rawValue) to name")
    }
    return last.hash
  }

  private func inspection(_ point: Int, photos: [Photo]) throws -> Inspection {
    let isWrong = point % 10 == 3
    return Inspection(
      point: try reference(point), verdict: isWrong ? .deviates : .confirmed,
      probabilityRecordRight: isWrong ? 300 : 999_000,
      registers: [
        InspectedRegister(
          register: .single, old: try index("1180"),
          recorded: try index("\(SessionList.recorded(point))"), attempts: [try index("1307.4")])
      ], readAt: try moment("2026-06-16T08:00"), photos: photos)
  }

  private func correction(_ point: Int) throws -> Correction {
    Correction(
      point: try reference(point), inspection: "",
      registers: [
        CorrectedRegister(
          register: .single, old: try index("1180"), recorded: try index("1920"),
          reinspected: try index("1307.4"), corrected: try index("1307.4"), basis: .reread,
          consumptionBefore: .zero, consumptionAfter: .zero, causeSuggested: .transposition,
          causeChosen: .transposition)
      ],
      invoice: InvoiceKnowledge(state: .notIssued, asOf: "2026-06-16T07:10:00+07:00"))
  }

  /// A photo of a few kilobytes, the same for the same point, taken into the blobs.
  private func photo(_ point: Int) throws -> Photo {
    var random = SeededGenerator(seed: UInt64(point))
    let size = 2000 + Int(random.next() % 6000)
    let bytes = (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    let path = "\(photos)/photo-\(point).jpg"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let (hash, count) = try journal.blobs.add(fileAt: path)
    return Photo(
      sha256: hash.hex, bytes: Int(count), name: "photo-\(point).jpg",
      taken: "2026-06-16T08:00:00+07:00")
  }

  private func index(_ text: String) throws -> Index {
    guard let index = Index(text) else { throw FaultError("\(text) is no index") }
    return index
  }

  private func moment(_ text: String) throws -> LocalMinute {
    guard let moment = LocalMinute(text) else { throw FaultError("\(text) is no moment") }
    return moment
  }
}
