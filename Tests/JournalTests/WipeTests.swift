import Casework
import Evidence
import Foundation
import Journal
import TestSupport
import Testing

@Suite("Wiping and tidying a home")
struct WipeTests {
  private func withWorkedHome(_ body: (TestHome) throws -> Void) throws {
    try withHome { (home) throws in
      try home.withJournal { (journal) throws in
        try journal.load(fileAt: home.file(SampleList(points: 1..<8)))
        for point in 1..<6 { try journal.inspect(point, .confirmed) }
      }
      try body(home)
    }
  }

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  @Test("is refused while no receipt covers every entry, and says how many")
  func refused() throws {
    try withWorkedHome { (home) throws in
      let hub = TestHub()
      try home.withJournal { (journal) throws in
        try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey)
        try journal.inspect(6, .confirmed)
        try journal.inspect(7, .confirmed)
        for typed in [nil, "", "7", String(repeating: "0", count: 32)] as [String?] {
          let error = try #require(throws: JournalError.self) {
            try journal.wipe(evenWithout: typed)
          }
          #expect(error.code == .wipeRefused && error.code.exitStatus == 77)
          #expect(error.message.contains("2 "), "\(error.message)")
        }
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test("is refused while the hub has not confirmed every photo, whatever its receipt covers")
  func unconfirmedPhotos() throws {
    try withWorkedHome { (home) throws in
      let hub = TestHub()
      let journal = try home.open()
      let photos = try (1...2).map { try home.photo(journal, $0) }
      guard case .inspection(var inspection) = try journal.inspection(6, .confirmed) else { return }
      inspection.photos = photos
      try journal.append([.inspection(inspection)])
      try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey)
      for count in [2, 1] {
        let error = try #require(throws: JournalError.self) { try journal.wipe() }
        #expect(error.code == .wipeRefused)
        #expect(error.message.hasPrefix("\(count) photos were not confirmed"), "\(error.message)")
        try journal.noteBlobSent(try #require(ContentHash(hex: photos[count - 1].sha256)))
      }
      let report = try journal.wipe()
      #expect(report.uncovered == 0 && report.unconfirmedPhotos == 0 && !exists(home.home.path))
    }
  }

  @Test(
    "under a receipt, or with the device named, leaves nothing behind", arguments: [true, false])
  func wiped(isReceipted: Bool) throws {
    try withWorkedHome { (home) throws in
      let journal = try home.open()
      let hub = TestHub()
      if isReceipted { try journal.keep(hub.receipt(journal.head), hub: hub.key.publicKey) }
      for name in ["phuctra.log", "reserve", ".device.key.new", "journal.sqlite-journal"] {
        try Data([1]).write(to: URL(fileURLWithPath: "\(home.home.path)/\(name)"))
      }
      let report = try journal.wipe(evenWithout: isReceipted ? nil : journal.device.hex)
      #expect(report.strangers.isEmpty && !report.mirrorRemoved)
      #expect(report.uncovered == (isReceipted ? 0 : 6))
      #expect(!exists(home.home.path))
    }
  }

  @Test("leaves what is not the program's, and the second copy unless told")
  func strangers() throws {
    for withMirror in [false, true] {
      try withWorkedHome { (home) throws in
        let card = home.folder.appendingPathComponent("card")
        try FileManager.default.createDirectory(
          at: card.appendingPathComponent("blobs"), withIntermediateDirectories: true)
        let journal = try home.open()
        var settings = DeviceSettings()
        settings.mirror = card.path
        try journal.append([
          .deviceConfigured(.init(inspector: "H1", unit: nil, settings: settings))
        ])
        for name in ["\(journal.device)-1.phuctra", "blobs/00", "holiday.jpg"] {
          try Data([1]).write(to: card.appendingPathComponent(name))
        }
        try Data([1]).write(to: URL(fileURLWithPath: "\(home.home.path)/notes.txt"))
        let report = try journal.wipe(evenWithout: journal.device.hex, withMirror: withMirror)
        #expect(report.strangers == ["notes.txt"] && report.mirrorRemoved == withMirror)
        #expect(
          try FileManager.default.contentsOfDirectory(atPath: home.home.path) == ["notes.txt"])
        #expect(exists(card.path + "/\(journal.device)-1.phuctra") != withMirror)
        #expect(exists(card.path + "/holiday.jpg"))
      }
    }
  }

  @Test("that was stopped half-way is finished; a home that does not open needs its device named")
  func unfinished() throws {
    try withWorkedHome { (home) throws in
      let device = try home.withJournal { $0.device.hex }
      try Data(repeating: 0x55, count: 8192).write(to: URL(fileURLWithPath: home.home.database))
      #expect(home.refusal() == .damaged)
      let error = try #require(throws: JournalError.self) {
        try home.home.wipeUnopened(evenWithout: "yes")
      }
      #expect(error.code == .wipeRefused && exists(home.home.keyFile))
      try Data().write(to: URL(fileURLWithPath: home.home.path + "/wiping"))
      try Data().write(to: URL(fileURLWithPath: home.home.keyFile))
      #expect(home.home.isBeingWiped && home.refusal() != nil)
      _ = try home.home.finishWipe()
      #expect(!exists(home.home.path))
      _ = device
    }
    try withWorkedHome { (home) throws in
      let device = try home.withJournal { $0.device.hex }
      try Data(repeating: 0x55, count: 8192).write(to: URL(fileURLWithPath: home.home.database))
      _ = try home.home.wipeUnopened(evenWithout: device)
      #expect(!exists(home.home.path))
    }
  }

  /// Makes a file as old as given.
  private func age(_ path: String, to date: String) throws {
    let date = try #require(ISO8601DateFormatter().date(from: date))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
  }

  @Test("photos that nobody saved go after a day; those a draft or an entry names stay")
  func orphans() throws {
    try withWorkedHome { (home) throws in
      try home.withJournal { (journal) throws in
        let photos = try (1...4).map { try home.photo(journal, $0) }
        let paths = try photos.map { photo in
          journal.blobs.path(try #require(ContentHash(hex: photo.sha256)))
        }
        for path in paths.dropLast() { try age(path, to: "2026-06-15T07:00:00+07:00") }
        try age(paths[3], to: "2026-06-16T07:00:00+07:00")
        try journal.saveDraft("013 \(photos[1].sha256)", for: SampleList.identity(7))
        guard case .inspection(var inspection) = try journal.inspection(6, .confirmed) else {
          return
        }
        inspection.photos = [photos[2]]
        try journal.append([.inspection(inspection)])
        #expect(try journal.tidy() == Tidied(orphans: 1, dropped: 0))
        #expect(paths.map(exists) == [false, true, true, true])
        #expect(try journal.tidy() == Tidied(orphans: 0, dropped: 0))
        #expect(try journal.verify().isSound)
      }
    }
  }

  @Test(
    "photos that the hub has go by retention under an old receipt alone, and verify tells them from missing ones"
  )
  func retention() throws {
    try withWorkedHome { (home) throws in
      let hub = TestHub()
      let photos = try home.withJournal { (journal) throws -> [Photo] in
        let photos = try (1...4).map { try home.photo(journal, $0) }
        // The receipt covers the fourth as well, but no hub has confirmed that it came.
        for photo in photos.dropLast() {
          try journal.noteBlobSent(try #require(ContentHash(hex: photo.sha256)))
        }
        func save(_ point: Int, _ photos: [Photo]) throws {
          guard case .inspection(var inspection) = try journal.inspection(point, .confirmed) else {
            return
          }
          inspection.photos = photos
          try journal.append([.inspection(inspection)])
        }
        try save(6, [photos[0], photos[1], photos[3]])
        try journal.keep(
          hub.receipt(journal.head, received: "2026-06-01T08:00:00+07:00"),
          hub: hub.key.publicKey)
        // Named again above the receipt, and one only there.
        try save(7, [photos[1], photos[2]])
        #expect(try journal.tidy().dropped == 0)
        var settings = DeviceSettings()
        settings.retention = 30
        try journal.append([
          .deviceConfigured(.init(inspector: "H1", unit: nil, settings: settings))
        ])
        #expect(try journal.tidy().dropped == 0)
        settings.retention = 10
        try journal.append([
          .deviceConfigured(.init(inspector: "H1", unit: nil, settings: settings))
        ])
        #expect(try journal.tidy() == Tidied(orphans: 0, dropped: 1))
        let head = journal.head
        #expect(try journal.tidy() == Tidied(orphans: 0, dropped: 0))
        #expect(journal.head == head)
        return photos
      }
      try home.withJournal { (journal) throws in
        let there = photos.map {
          ContentHash(hex: $0.sha256).map { exists(journal.blobs.path($0)) } ?? false
        }
        #expect(there == [false, true, true, true])
        let result = try journal.verify()
        #expect(result.isSound && result.dropped == 1)
        try journal.rebuild()
        #expect(try journal.verify().isSound)
        // What no entry let go is missing all the same.
        journal.blobs.remove(photos[1])
        #expect(try journal.verify().findings.count == 2)
      }
    }
  }

  @Test("an entry that drops photos without a receipt that allows it is found")
  func unproven() throws {
    try withWorkedHome { (home) throws in
      try home.withJournal { (journal) throws in
        let hub = TestHub()
        let photo = try home.photo(journal, 1)
        let early = try hub.receipt(journal.head)
        guard case .inspection(var inspection) = try journal.inspection(6, .confirmed) else {
          return
        }
        inspection.photos = [photo]
        try journal.append([.inspection(inspection)])
        for (receipt, key) in [
          (early, hub.key.publicKey), (early, DeviceKey().publicKey),
        ] {
          try journal.append([
            .blobsDropped(
              BlobDropping(
                blobs: [photo.sha256], receipt: String(decoding: receipt.bytes, as: UTF8.self),
                hub: key.hex, days: 1))
          ])
        }
        let findings = try journal.verify().findings
        #expect(findings.count == 2)
        #expect("\(findings[0])".contains("entry 7 is above the receipt"), "\(findings)")
        #expect("\(findings[1])".contains("no sound receipt"), "\(findings)")
      }
    }
  }
}

extension Blobs {
  fileprivate func remove(_ photo: Photo) {
    try? FileManager.default.removeItem(atPath: "\(folder)/\(photo.sha256)")
  }
}
