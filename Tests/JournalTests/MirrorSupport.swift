import Casework
import Evidence
import Foundation
import TestSupport
import Testing

@testable import Journal

/// A home and the folder of its second copy.
struct MirroredHome {
  let home: TestHome
  var card: URL { home.folder.appendingPathComponent("card") }

  /// The copy's one bundle.
  func file(_ journal: Journal) -> URL {
    URL(fileURLWithPath: MirrorFile.path(in: card.path, journal.head))
  }

  func setUp(_ journal: Journal) throws {
    let path = card.path
    try journal.append([configured { $0.mirror = path }])
  }

  /// What the copy must be: one bundle of all entries.
  func due(_ journal: Journal) throws -> Data {
    var bytes = Bundle.opening
    try journal.entries(epoch: 1, after: 0) { entry in
      bytes += Bundle.bytes(of: entry)
      return true
    }
    return Data(bytes)
  }

  func expectCopy(_ journal: Journal, _ note: String = "") throws {
    #expect(try Data(contentsOf: file(journal)) == due(journal), "\(note)")
    #expect(
      journal.mirrorState
        == .ok(
          upTo: journal.head.sequence,
          sharesStorage: MirrorOpening.sharesStorage(card.path, journal.home)), "\(note)")
  }
}

/// Runs `body` on a new home with a folder for its copy, not set up yet.
func withMirroredHome(_ body: (MirroredHome) throws -> Void) throws {
  try withHome { (home) throws in
    let mirrored = MirroredHome(home: home)
    try FileManager.default.createDirectory(at: mirrored.card, withIntermediateDirectories: false)
    try body(mirrored)
  }
}
