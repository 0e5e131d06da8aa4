import Casework
import Foundation
import Frames
import Metering
import Screens
import TestSupport
import Testing
import Wording

/// An inspector at the keys: presses them on the real reducer, runs effects in memory, sees frames.
///
/// Time passes only when a key is pressed: half a second each, so that no test waits for a clock.
struct FieldDriver {
  private(set) var app: App
  var office: MemoryOffice
  private(set) var now = Moment(monotonic: 1_000_000, local: FieldDriver.noon)
  /// Keys pressed so far.
  private(set) var presses = 0
  private(set) var hasQuit = false
  /// What the program said when it left of its own accord.
  private(set) var farewell: String?

  static let noon =
    LocalMinute("2026-06-16T12:00") ?? LocalMinute(startOf: Day(number: 0))

  init(
    _ points: [MeteringPoint], columns: Int = 80, rows: Int = 24,
    language: Language = .vietnamese, asksWho: Bool = false
  ) throws {
    try self.init(
      MemoryOffice(points), columns: columns, rows: rows, language: language, asksWho: asksWho)
  }

  /// On a store that holds something already; as a supervisor where `root` is the queue.
  init(
    _ office: MemoryOffice, root: App.Root = .worklist, columns: Int = 80, rows: Int = 24,
    language: Language = .vietnamese, asksWho: Bool = false
  ) throws {
    self.office = office
    let shared = Shared(
      wordings: try FieldDriver.wordings(), language: language,
      size: Size(columns: columns, rows: rows), inspector: root == .review ? "S01" : "H07",
      unit: "PE0700", moment: now, tariffs: Prices.book)
    app = App(shared: shared, root: root, asksWho: asksWho)
    run(app.start(at: now))
  }

  static func wordings() throws -> [Language: Wording] {
    var wordings: [Language: Wording] = [:]
    for language in Language.allCases {
      var catalogue = Catalogue.empty
      for file in ["screens", "domain", "report"] {
        let path = Environment.asset("locales/\(language.rawValue)/\(file).txt")
        catalogue = catalogue.merging(
          try Catalogue(parsing: String(contentsOf: path, encoding: .utf8)))
      }
      wordings[language] = Wording(language: language, catalogue: catalogue)
    }
    return wordings
  }

  /// What the screen shows, as lines.
  var screen: String { app.render().text }
  /// The roles of the screen, a letter a cell.
  var roles: String { app.render().roles }
  /// The top line.
  var topLine: String { app.render().line(0) }

  /// Presses keys written as text: `⏎`, `⌫`, `▲`, `▼`, `▶`, `⎋` stand for theirs, all else for itself.
  mutating func press(_ keys: String, after milliseconds: Int64 = 500) {
    for character in keys {
      press(FieldDriver.key(character), after: milliseconds)
    }
  }

  mutating func press(_ key: Key, after milliseconds: Int64 = 500) {
    now.monotonic += milliseconds
    presses += 1
    run(app.reduce(.key(key, now)))
  }

  mutating func resize(columns: Int, rows: Int) {
    run(app.reduce(.resized(Size(columns: columns, rows: rows))))
  }

  /// Something has changed between the device and its hub.
  mutating func tell(_ status: SyncStatus?) {
    office.sync = status
    run(app.reduce(.answered(.sync(status))))
  }

  /// Starts the program anew on the same store, as after a kill -9.
  mutating func restart() throws {
    let kept = office
    let shared = Shared(
      wordings: try FieldDriver.wordings(), language: .vietnamese, size: app.render().size,
      inspector: "H07", unit: "PE0700", moment: now, tariffs: Prices.book)
    app = App(shared: shared, asksWho: false)
    office = kept
    run(app.start(at: now))
  }

  /// Presses keys without letting the office answer: what is typed while a save is under way.
  mutating func pressWhileBusy(_ keys: String) -> [Effect] {
    var effects: [Effect] = []
    for character in keys {
      now.monotonic += 500
      effects += app.reduce(.key(FieldDriver.key(character), now))
    }
    return effects
  }

  mutating func run(_ effects: [Effect]) {
    var queue = effects
    while !queue.isEmpty {
      let effect = queue.removeFirst()
      if effect == .quit { hasQuit = true }
      if case .leave(let words) = effect { farewell = words }
      guard let answer = office.carryOut(effect) else { continue }
      queue += app.reduce(.answered(answer))
    }
  }

  private static func key(_ character: Character) -> Key {
    switch character {
    case "⏎": .enter
    case "⌫": .backspace
    case "▲": .up
    case "▶": .right
    case "▼": .down
    case "⎋": .escape
    default: .character(character)
    }
  }
}
