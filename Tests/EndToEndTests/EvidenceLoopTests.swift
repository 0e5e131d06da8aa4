import Foundation
import TestSupport
import Testing

/// What a crew leaves behind, made at the keys of the built program in a real terminal: photos,
/// amended and withdrawn minutes, printed papers; and what it is told before it keys in vain.
@Suite("Evidence, in a real terminal", .serialized)
struct EvidenceLoopTests {
  /// A session with the sample book loaded, set up by `device set` where a test needs it, the
  /// worklist open.
  private func field(_ settings: String = "") throws -> TerminalSession {
    let session = try TerminalSession()
    try session.run("worklist import \(Environment.asset("sample/so-Q0012.xml").path)")
    try session.see("41")
    if !settings.isEmpty {
      try session.run("device set --inspector H07 \(settings) && echo configured-$((40 + 2))")
      try session.see("configured-42")
    }
    try session.run("")
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
    try session.see("PHÚC TRA", gone: true)
    try session.type("clear")
    try session.press("Enter")
    try session.run("\(arguments); echo status-$?-$((40 + 2))")
    return try session.see("-42")
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
    #expect(verified.contains("status-0-42"))
  }
}
