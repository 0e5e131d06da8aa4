import Casework
import Foundation
import TestSupport
import Testing

/// What a crew leaves behind, made at the keys of the built program in a real terminal: photos,
/// amended and withdrawn minutes, printed papers; and what it is told before it keys in vain.
@Suite("Evidence, in a real terminal", .serialized)
struct EvidenceLoopTests {
  /// Opens the program and says when it has given the terminal back.
  private static let open = "; echo left-of-$((40 + 2))"

  /// A session with the sample book loaded and the device set up as a test needs it, the worklist
  /// open.
  private func field(
    _ set: (inout DeviceSettings, TerminalSession) throws -> Void = { _, _ in }
  ) throws -> TerminalSession {
    let session = try TerminalSession()
    let list = Environment.asset("sample/so-Q0012.xml").path
    try session.run("worklist import \(list); echo imported-of-$((40 + 2))")
    try session.see("imported-of-42")
    var settings = DeviceSettings()
    try set(&settings, session)
    if settings != DeviceSettings() { try HomeSettings.record(settings, in: session.home) }
    try session.run(Self.open)
    try session.see("PHÚC TRA")
    try session.see("19492492")
    return session
  }

  /// Reads the transposed meter twice, up to its diff.
  private func findWrong(_ session: TerminalSession) throws {
    try session.type("19013325")
    try session.press("Enter")
    try session.see("CÔNG TƠ 19013325")
    try session.type("013074")
    try session.press("Enter")
    try session.see("SỐ NÀY KHÔNG KHỚP")
    try session.type("013074")
    try session.press("Enter")
    try session.see("GHI SAI")
  }

  /// Saves the minutes of the meter whose diff is shown, without a photo, and opens the list of them.
  private func writeMinutes(_ session: TerminalSession) throws {
    try session.type("b")
    try session.see("BIÊN BẢN SỬA SAI")
    try session.type("w")
    try session.see("CHƯA CÓ ẢNH")
    try session.type("2")
    try session.see("ĐÃ LƯU biên bản PE0700-")
    try session.press("Escape")
    try session.see("PHÚC TRA")
    try session.type("m")
    try session.see("-00001  19013325")
  }

  /// What a command of the program prints, after the screens have been left.
  private func after(_ session: TerminalSession, _ arguments: String) throws -> String {
    try session.type("q")
    try session.see("left-of-42")
    try session.run("\(arguments); echo status-$?-of-$((40 + 3))")
    return try session.see("-of-43")
  }

  /// Leaves a photo in the camera's folder, as a camera does.
  private func shoot(_ name: String, _ session: TerminalSession) throws {
    let folder = session.folder.appendingPathComponent("DCIM/100PHOTO")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data("photo \(name)".utf8).write(to: folder.appendingPathComponent(name))
  }

  private func withCamera() throws -> TerminalSession {
    try field { settings, session in
      let folder = session.folder.appendingPathComponent("DCIM")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      settings.camera = folder.path
    }
  }

  @Test("a deviating meter's photo goes from the camera's folder into the signed minutes")
  func photo() throws {
    let session = try withCamera()
    defer { session.close() }
    // What lay there before is nobody's photo of this meter.
    try shoot("IMG_0001.jpg", session)
    let old = session.folder.appendingPathComponent("DCIM/100PHOTO/IMG_0001.jpg").path
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: old)
    try findWrong(session)
    try session.type("p")
    try session.see("Không có ảnh mới")
    try session.type("b")
    try session.see("BIÊN BẢN SỬA SAI")
    try shoot("IMG_0042.jpg", session)
    try session.type("w")
    try session.see("CHƯA CÓ ẢNH MẶT CÔNG TƠ")
    try session.type("1")
    try session.see("✓ ảnh IMG_0042.jpg · có 1 ảnh")
    // The same file is not taken twice.
    try session.type("p")
    try session.see("Không có ảnh mới")
    kill(try session.program(), SIGKILL)
    try session.see("Killed")
    try session.restoreAfterKill()
    try session.run(Self.open)
    try session.see("19492492")
    try session.type("19013325")
    try session.press("Enter")
    try session.see("viết dở")
    try session.type("b")
    try session.see("1 ảnh · IMG_0042.jpg")
    try session.type("w")
    try session.see("ĐÃ LƯU biên bản PE0700-")
    let blobs = try FileManager.default.contentsOfDirectory(
      atPath: session.home.appendingPathComponent("blobs").path)
    #expect(blobs.count == 2)
    try session.press("Escape")
    try session.see("PHÚC TRA")
    #expect(try after(session, "journal verify").contains("status-0-of-43"))
  }

  @Test("a capture command is run, and one that fails is named")
  func capture() throws {
    let session = try field { settings, session in
      let source = session.folder.appendingPathComponent("lens").path
      settings.capture = "cp \(source) \"$1\""
    }
    defer { session.close() }
    try session.press("Enter")
    try session.see("CÔNG TƠ 19492492")
    try session.type("p")
    try session.see("Lệnh chụp ảnh không thành: kết thúc với mã 1")
    try Data("a dial".utf8).write(to: session.folder.appendingPathComponent("lens"))
    try session.type("p")
    try session.see("✓ ảnh capture-")
    try session.type("2")
    try session.see("1 ảnh")
  }

  @Test("too little room refuses a reading before it is keyed; lists and journal go on")
  func noRoom() throws {
    let session = try field { settings, _ in settings.reserve = 900_000_000 }
    defer { session.close() }
    try session.see("KHÔNG GHI ĐƯỢC: hết bộ nhớ")
    try session.press("Enter")
    try session.see("phải chừa 900000000 MB")
    try session.press("Escape")
    try session.see("19492492")
    try session.type("g")
    try session.see("NHẬT KÝ")
    try session.see("so-Q0012.xml")
  }

  @Test("minutes are printed to the printer that is set, and without one the reason is said")
  func printed() throws {
    let session = try field { settings, session in
      settings.printer = session.folder.appendingPathComponent("printer").path
    }
    defer { session.close() }
    try findWrong(session)
    try writeMinutes(session)
    try session.press("Enter")
    try session.see("Sửa biên bản")
    try session.type("i")
    try session.see("Không thấy máy in")
    let printer = session.folder.appendingPathComponent("printer")
    try Data().write(to: printer)
    try session.type("i")
    try session.see("đã gửi tới máy in")
    let job = try Data(contentsOf: printer)
    #expect(job.starts(with: [0x1B, 0x40]))
    #expect(job.range(of: Data("19013325".utf8)) != nil)
  }

  @Test("minutes are amended: the new ones have their own number, the old are marked")
  func amend() throws {
    let session = try field()
    defer { session.close() }
    try findWrong(session)
    try writeMinutes(session)
    try session.press("Enter")
    try session.see("Sửa biên bản")
    try session.type("a")
    try session.see("SỬA BIÊN BẢN")
    try session.type("31")
    try session.see("còn nguyên")
    try session.type("w")
    try session.see("-00002  19013325")
    try session.see("→ đã thay")
    try session.press("Escape")
    try session.see("PHÚC TRA")
    let listed = try after(session, "minutes list")
    #expect(listed.contains("-00001"))
    #expect(listed.contains("-00002"))
  }

  @Test("minutes are withdrawn with a reason, by another key than Enter")
  func withdraw() throws {
    let session = try field()
    defer { session.close() }
    try findWrong(session)
    try writeMinutes(session)
    try session.type("x")
    try session.see("Rút lại vì sao?")
    try session.type("3")
    try session.see("Rút lại mục này vì “chọn nhầm nguyên nhân”?")
    try session.press("Enter")
    try session.see("Rút lại mục này", gone: true)
    try session.type("x3")
    try session.see("Rút lại mục này")
    try session.type("1")
    try session.see("↩ đã rút")
    try session.press("Escape")
    try session.see("ghi sai")
    let verified = try after(session, "journal verify")
    #expect(verified.contains("status-0-of-43"))
  }
}
