import Casework
import Evidence
import Foundation
import Sync

/// What became of one file of a stick.
package struct StickLine: Hashable, Sendable {
  package enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// Entries or a photo were taken in, or were here already.
    case taken
    /// A receipt, a page or a list was put onto the stick.
    case written
    /// Of a bundle that was taken: entries that are kept and do not count.
    case apart
    /// Cut off, altered, foreign or unreadable; nothing of it was taken.
    case refused

    package var isRefusal: Bool { self == .refused }
  }

  package var file: String
  package var outcome: Outcome
  package var detail: String
}

extension Hub {
  /// Takes in what a courier brings, and puts receipts, feeds and lists onto the same stick.
  ///
  /// Sticks may be cut off, altered, foreign or brought twice: each file stands for itself, and what
  /// was taken once is not taken again.
  /// - Parameter path: the stick, its folder `phuctra`, or a folder that was exported.
  /// - Throws: `HubStoreError`; what writing to the stick throws.
  package func importStick(_ path: String) async throws -> [StickLine] {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    let inner = "\(path)/phuctra"
    let folder = manager.fileExists(atPath: inner, isDirectory: &isFolder) ? inner : path
    let files = ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).sorted(by: Hub.inOrder)
    var lines: [StickLine] = []
    var devices: Set<DeviceIdentity> = []
    for file in files {
      if let name = file.split(separator: ".").first?.split(separator: "-").first,
        let device = DeviceIdentity(hex: String(name))
      {
        devices.insert(device)
      }
      guard file.hasSuffix(".phuctra") else { continue }
      lines += try await takeBundle(folder, file)
    }
    let known = try await devicesHeld().filter { devices.contains($0.identity) }
    if let first = known.first {
      lines += try await takeBlobs("\(folder)/blobs", unit: first.unit)
    }
    for device in known {
      let photos = try await brought("\(folder)/blobs", unit: device.unit)
      lines += try await write(folder, for: device, confirming: photos)
    }
    return lines
  }

  /// The files on the stick that the hub has for a unit, whenever they came.
  private func brought(_ folder: String, unit: String) async throws -> [ContentHash] {
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    var found: [ContentHash] = []
    for hash in files.compactMap({ ContentHash(hex: $0) })
    where try await hasBlob(hash, unit: unit) {
      found.append(hash)
    }
    return found
  }

  /// By device, epoch and first sequence, so that a bundle comes after those that it continues.
  private static func inOrder(_ left: String, _ right: String) -> Bool {
    func key(_ name: String) -> (String, Int, Int) {
      let parts = name.split(separator: ".").first?.split(separator: "-") ?? []
      guard parts.count == 4 else { return (name, 0, 0) }
      return (String(parts[0]), Int(parts[1]) ?? 0, Int(parts[2]) ?? 0)
    }
    return key(left) < key(right)
  }

  private func takeBlobs(_ folder: String, unit: String) async throws -> [StickLine] {
    var lines: [StickLine] = []
    let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    for file in files {
      guard let hash = ContentHash(hex: file), try await !hasBlob(hash, unit: unit)
      else { continue }
      do {
        try await keep(hash, file: "\(folder)/\(file)", unit: unit)
        lines.append(StickLine(file: file, outcome: .taken, detail: ""))
      } catch let refusal as Refusal {
        lines.append(StickLine(file: file, outcome: .refused, detail: refusal.message))
      }
    }
    return lines
  }

  /// What a device has not seen: from the cursor that it left on the stick, else from the start.
  private func write(
    _ folder: String, for device: HeldDevice, confirming photos: [ContentHash]
  ) async throws -> [StickLine] {
    var lines: [StickLine] = []
    let words = try? String(
      contentsOfFile: "\(folder)/\(device.identity).cursor", encoding: .utf8)
    var after = words.flatMap { Int64($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
    var isFirst = true
    while true {
      let page = try await feed(
        for: device.identity, after: max(0, after), confirming: isFirst ? photos : [])
      guard isFirst || page.cursor > after else { break }
      isFirst = false
      let name = "feed-\(device.identity)-\(page.cursor).phuctra-feed"
      try StickFile.write(page.bytes, to: "\(folder)/\(name)")
      lines.append(StickLine(file: name, outcome: .written, detail: "\(page.cursor)"))
      lines += try await writeLists(of: page, folder, device.identity)
      after = page.cursor
      if !page.more { break }
    }
    return lines
  }

  private func writeLists(
    of page: FeedPage, _ folder: String, _ device: DeviceIdentity
  ) async throws -> [StickLine] {
    let content = try JSONDecoder().decode(FeedContent.self, from: Data(page.content))
    var lines: [StickLine] = []
    for entry in content.entries {
      guard let list = Hub.list(namedIn: entry), let hash = ContentHash(hex: list.hash) else {
        continue
      }
      let blobs = "\(folder)/blobs"
      try FileManager.default.createDirectory(atPath: blobs, withIntermediateDirectories: true)
      var bytes: [UInt8] = []
      var piece = 0
      while let next = try await blob(hash, for: device, piece: piece) {
        bytes += next
        piece += 1
      }
      guard !bytes.isEmpty else { continue }
      try StickFile.write(bytes, to: "\(blobs)/\(hash)")
      lines.append(
        StickLine(file: "blobs/\(hash)", outcome: .written, detail: list.name))
    }
    return lines
  }

  /// The list that an entry names: one that is given to a device, or one that a supervisor signed.
  private static func list(namedIn entry: FeedEntry) -> (hash: String, name: String)? {
    let kinds: [Record.Kind] = [.listAssigned, .bookSigned]
    guard let kind = kinds.first(where: { entry.header.contains("\nkind: \($0.rawValue)\n") })
    else { return nil }
    let body = try? RecordBody.read(Array(entry.body.utf8), kind: kind.rawValue)
    switch body?.record {
    case .office(.listAssigned(let assignment)):
      return (assignment.list.sha256, assignment.list.name)
    case .bookSigned(let signing): return (signing.closedList, signing.book)
    default: return nil
    }
  }
}
