import Casework
import Frames
import Screens
import TestSupport
import Testing
import Wording

@Suite("What the screens look like")
struct FrameSnapshotTests {
  /// A screen by name, and the keys that lead to it from the worklist.
  static let screens: [(String, String)] = [
    ("worklist", ""), ("elsewhere", "⏎⎋"), ("elsewhere-details", "⏎⎋▼"), ("reading", "⏎013"),
    ("second-look", "▼⏎013074⏎"),
    ("diff", "▼⏎013074⏎013074⏎"), ("form", "▼⏎013074⏎013074⏎⏎"), ("saved", "⏎013074⏎"),
    ("confirmed", "⏎013074⏎⎋▲d"), ("three-rates", "▼▼⏎0016800073"), ("no-reading", "n"),
    ("menu", "."), ("help", "?"), ("details", "d"), ("journal", "⏎013074⏎⎋g"),
    ("minutes", "▼⏎013074⏎013074⏎⏎w2⎋m"), ("other-meter", "⏎x"),
    ("choice", "▼⏎013074⏎013072⏎013079⏎"), ("reading-photo", "⏎013p"),
    ("diff-photo", "▼⏎013074⏎013074⏎p"), ("form-photo", "▼⏎013074⏎013074⏎⏎p"),
    ("photo-due", "▼⏎013074⏎013074⏎⏎w"), ("paper-minutes", "▼⏎013074⏎013074⏎⏎w2⎋m⏎"),
    ("paper-menu", "▼⏎013074⏎013074⏎⏎w2⎋m⏎."), ("amend", "▼⏎013074⏎013074⏎⏎w2⎋m⏎a"),
    ("minutes-states", "▼⏎013074⏎013074⏎⏎w2⎋m⏎aw▼⏎⎋"),
    ("signing", "▼⏎013074⏎013074⏎⏎w2⎋m⏎s"), ("signing-refused", "▼⏎013074⏎013074⏎⏎w2⎋m⏎s12w"),
    ("minutes-signed", "▼⏎013074⏎013074⏎⏎w2⎋m⏎s11wp1w⎋"),
    ("withdraw-confirm", "▼⏎013074⏎013074⏎⎋g⏎x1"), ("device-warnings", "⏎⎋"),
    ("no-room", "⏎"), ("no-room-list", "⏎⎋"), ("read-only", "⏎"),
    ("overrule", "▼⏎013074⏎013074⏎o1"), ("overruled", "▼⏎013074⏎013074⏎o13"),
    ("journal-overruled", "▼⏎013074⏎013074⏎o13⎋g"), ("basis", "▼⏎013074⏎013074⏎⏎2"),
    ("agreed", "▼⏎013074⏎013074⏎⏎24"), ("diff-omission", "▼▼▼▼▼⏎363106⏎363106⏎"),
    ("diff-swapped", "▼▼▼▼▼▼⏎146741⏎146741⏎"),
    ("diff-swapped-both", "▼▼▼▼▼▼▼⏎071204⏎071204⏎⎋▲⏎146741⏎146741⏎"),
    ("begun", "⏎013⎋⏎"), ("no-serial", "1290⏎"), ("undone-entry", "⏎013074⏎u⎋g▼⏎"),
    ("rate-wrong", "▼▼⏎00168000990005300294⏎00168000990005300294⏎▲▲"),
    ("rate-choice", "▼▼⏎00168000990005300294⏎00168000940005300294⏎00168000970005300294⏎"),
  ]

  /// What a screen needs besides its keys.
  private static func prepare(_ screen: String, _ driver: inout FieldDriver) {
    switch screen {
    case "reading-photo", "diff-photo", "form-photo", "minutes-signed":
      driver.office.camera = [PhotoTests.photo("IMG_0042.jpg"), PhotoTests.photo("IMG_0043.jpg")]
    case "elsewhere", "elsewhere-details":
      driver.office.seen[0] = SeenByOther(
        tag: "H11", person: "H11", state: .confirmed, time: "2026-06-16T10:05:00+07:00")
      driver.office.disputed = [1]
    case "device-warnings":
      driver.office.device = DeviceStatus(
        battery: .init(percent: 14, isCharging: false), lowRoom: 812, isMirrorMissing: true)
    case "no-room", "no-room-list":
      driver.office.device = DeviceStatus(
        battery: .init(percent: 64, isCharging: true), lowRoom: 12,
        problem: .noRoom(free: 12, reserve: 32))
    case "read-only": driver.office.device = DeviceStatus(problem: .readOnly)
    default: break
    }
  }

  static func shown(
    _ screen: (String, String), _ columns: Int, _ rows: Int, _ language: Language
  ) throws -> Frame {
    var points = try Route.all()
    if ["diff-omission", "diff-swapped", "diff-swapped-both"].contains(screen.0) {
      points += try Route.mistakes()
    }
    points[1].hazard = "CHO_DU"
    points[3].reason = .complaint
    let isIssued = ["minutes-s", "signing", "paper-menu"].contains { screen.0.hasPrefix($0) }
    if isIssued { points[1].invoice = .issued }
    var driver = try FieldDriver(points, columns: columns, rows: rows, language: language)
    prepare(screen.0, &driver)
    driver.press(screen.1)
    return driver.app.render()
  }

  @Test("at every size, in Vietnamese", arguments: screens, [(40, 15), (80, 24), (132, 43)])
  func sizes(screen: (String, String), size: (Int, Int)) throws {
    let frame = try Self.shown(screen, size.0, size.1, .vietnamese)
    expectSnapshot(frame.text, named: "\(screen.0)-\(size.0)x\(size.1)-vi")
  }

  @Test("in English", arguments: screens)
  func english(screen: (String, String)) throws {
    let frame = try Self.shown(screen, 80, 24, .english)
    expectSnapshot(frame.text, named: "\(screen.0)-80x24-en")
  }

  @Test("with its roles, which are all that colour says", arguments: screens)
  func roles(screen: (String, String)) throws {
    let frame = try Self.shown(screen, 80, 24, .vietnamese)
    expectSnapshot(frame.roles, named: "\(screen.0)-80x24-roles")
  }

  @Test("every state has a word or sign besides its role", arguments: screens)
  func wordsBesideRoles(screen: (String, String)) throws {
    let frame = try Self.shown(screen, 80, 24, .vietnamese)
    let coloured = Set<Role>([.good, .warning, .bad, .alert, .selected])
    for row in 0..<frame.rows {
      let cells = (0..<frame.columns).map { frame[row, $0] }
      for role in coloured where cells.contains(where: { $0.role == role }) {
        let text = cells.filter { $0.role == role }.map { String($0.character) }.joined()
        #expect(text.contains { !$0.isWhitespace }, "row \(row) of \(screen.0)")
      }
    }
  }
}
