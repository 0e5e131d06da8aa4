package import Casework
import Evidence
import Foundation
package import Metering

/// A customer's complaint as a clerk takes it.
package struct ComplaintRequest: Sendable {
  /// MA_KHANG.
  package var customer: String
  package var text: String
  /// A month's book to look the customer up in, where no list has him.
  package var file: String?
  /// Whom the visit goes to, a device (32 hex digits) or a unit; nil: who has the meter on a list already,
  /// else its unit.
  package var receiver: String?
  /// A visit also where the meter was inspected in this period already.
  package var again: Bool
  /// Where lists may be staged.
  package var folder: String

  package init(
    customer: String, text: String, file: String? = nil, receiver: String? = nil,
    again: Bool = false, folder: String
  ) {
    self.customer = customer
    self.text = text
    self.file = file
    self.receiver = receiver
    self.again = again
    self.folder = folder
  }
}

/// What came of a complaint at one metering point.
package struct ComplainedPoint: Hashable, Sendable {
  package var identity: PointIdentity
  /// How it stood when the complaint was made.
  package var state: Standing.State
  /// The device or unit that the visit goes to; nil where the meter had been inspected already.
  package var visitor: String?
}

extension Hub {
  /// Takes a complaint in and has each meter of the customer visited, also where nobody flagged it.
  ///
  /// A meter that is on somebody's list is visited by who has it, so that nobody goes there twice; one
  /// that was inspected in this period already has its answer and is not visited again, unless that is
  /// asked for. The visit comes as a supplement: what the receiver has of the book stays.
  /// - Throws: `HubRequestError`: `badWords`, `unknownCustomer`, `unknownReceiver`, `onAnothersList`;
  ///   nothing is taken in then. `FormatError`, `FileReadError` of the file; `HubStoreError`.
  /// - Complexity: O(rows of the lists that are held).
  package func complain(_ request: ComplaintRequest) async throws -> [ComplainedPoint] {
    try ComplaintRequest.check(request)
    let found = try await CustomerSearch(hub: self, request: request).find()
    guard !found.isEmpty else {
      throw HubRequestError(code: .unknownCustomer, value: request.customer)
    }
    // Whom each visit goes to is settled before anything is written.
    var visits: [(CustomerSearch.Found, Visitor?)] = []
    for one in found { visits.append((one, try await visitor(of: one, request))) }
    var told: [ComplainedPoint] = []
    for (one, visitor) in visits { told.append(try await record(one, visitor, request)) }
    return told
  }

  private struct Visitor {
    var unit: String
    var device: DeviceIdentity?
    var name: String { device?.hex ?? unit }
  }

  /// Nil where the meter has been inspected already.
  private func visitor(
    of found: CustomerSearch.Found, _ request: ComplaintRequest
  ) async throws -> Visitor? {
    if found.state != .unvisited, found.state != .unread, !request.again { return nil }
    let unit = found.point.identity.unit
    let devices = try await devicesHeld().filter { $0.state == .active }
    let holder = found.holder.flatMap { holder in devices.first { $0.identity == holder } }
    guard let receiver = request.receiver else {
      guard devices.contains(where: { $0.unit == unit }) else {
        throw HubRequestError(code: .unknownReceiver, value: unit)
      }
      return Visitor(unit: unit, device: holder?.identity)
    }
    if let holder, holder.identity.hex != receiver {
      throw HubRequestError(
        code: .onAnothersList, value: found.point.identity.meter, detail: holder.tag)
    }
    if let device = devices.first(where: { $0.identity.hex == receiver }) {
      return Visitor(unit: device.unit, device: device.identity)
    }
    guard devices.contains(where: { $0.unit == receiver }) else {
      throw HubRequestError(code: .unknownReceiver, value: receiver)
    }
    return Visitor(unit: receiver)
  }

  private func record(
    _ found: CustomerSearch.Found, _ visitor: Visitor?, _ request: ComplaintRequest
  ) async throws -> ComplainedPoint {
    let identity = found.point.identity
    let (now, text, customer) = (surroundings.now(), request.text, request.customer)
    let records: @Sendable (String) -> [OfficeRecord] = { list in
      let point = PointReference(identity: identity, list: String(list.prefix(16)))
      return [
        .complaintMade(
          Complaint(point: point, customer: customer, text: text, list: list, time: now))
      ]
    }
    let part = "\(request.folder)/complaint-\(ProcessInfo.processInfo.processIdentifier).xml"
    defer { try? FileManager.default.removeItem(atPath: part) }
    try found.list.write([found.point], reason: .complaint, to: part)
    let period = identity.period
    let name = "khieu-nai-\(identity.point)-\(period.year)-\(period.month)-\(period.cycle).xml"
    if let visitor {
      _ = try await assign(
        found.list, part, name, unit: visitor.unit, device: visitor.device, [found.point],
        isSupplement: true, beside: records)
    } else {
      let (hash, _) = try Hub.hash(ofFile: part)
      try await keep(hash, file: part, unit: identity.unit)
      try await write { _, office in
        for record in records(hash.hex) {
          try office.append(record, unit: identity.unit, to: "")
        }
      }
    }
    return ComplainedPoint(identity: identity, state: found.state, visitor: visitor?.name)
  }
}

extension ComplaintRequest {
  /// - Throws: `HubRequestError` (`badWords`).
  fileprivate static func check(_ request: ComplaintRequest) throws {
    let isEmpty = !request.text.contains { !$0.isWhitespace }
    if isEmpty || request.text.utf8.count > Complaint.longestText
      || request.text.unicodeScalars.contains(where: {
        $0.properties.generalCategory == .control && $0 != "\n"
      })
    {
      throw HubRequestError(code: .badWords, value: String(request.text.prefix(40)))
    }
  }
}
