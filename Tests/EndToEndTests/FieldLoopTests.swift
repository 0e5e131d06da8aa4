import Foundation
import TestSupport
import Testing

/// The field loop on the built program in a real terminal, on the keys of the reference pad alone:
/// digits, `.`, ⌫, Enter, ▲, ▼.
@Suite("The field loop, in a real terminal", .serialized)
struct FieldLoopTests {
  /// A session with the sample book loaded and the worklist open. The book was read on 12 June 2026;
  /// these tests run on any day, so they use what holds on any: the honest meter is read on paper's
  /// day through `demo`.
  private func demo(columns: Int = 80, rows: Int = 24) throws -> TerminalSession {
    let session = try TerminalSession(columns: columns, rows: rows)
    try session.run("demo")
    try session.see("19492492")
    return session
  }

  @Test("an honest meter: its digits and one Enter, and the next field is open")
  func honest() throws {
    let session = try demo()
    defer { session.close() }
    try session.press("Enter")
    try session.see("CÔNG TƠ 19492492")
    try session.type("206849")
    try session.press("Enter")
    let screen = try session.see("ĐÃ LƯU 1 · 19492492 · 20684,9 · đúng")
    #expect(screen.contains("CÔNG TƠ 18801127"))
  }

  @Test("a wrong meter: two looks, the diff, and minutes saved from the form's last row")
  func wrong() throws {
    let session = try demo()
    defer { session.close() }
    try openForm(session)
    try session.press("Up")
    try session.press("Enter")
    try session.see("CHƯA CÓ ẢNH")
    try session.type("2")
    try session.see("ĐÃ LƯU biên bản PE0700-")
  }

  @Test("the inspector overrules the verdict with a reason, and the journal tells both")
  func overruled() throws {
    let session = try demo(columns: 100)
    defer { session.close() }
    try readTransposed(session)
    try session.type("o")
    try session.see("Kết luận của bạn?")
    try session.type("1")
    try session.see("Vì sao?")
    try session.type("3")
    try session.see("ĐÃ LƯU kết luận của bạn: đúng")
    try session.see("Chương trình: ghi sai. Người phúc tra: đúng")
    try session.press("Escape")
    try session.see("PHÚC TRA")
    try session.type("g")
    try session.see("kết luận lại: ghi sai → đúng (ảnh lúc ghi đúng với số đã ghi)")
  }

  @Test("an unread meter: the menu, the code, and it goes last")
  func unread() throws {
    let session = try demo()
    defer { session.close() }
    try session.press("Enter")
    try session.see("CÔNG TƠ 19492492")
    try session.type(".1")
    try session.see("vắng nhà")
    try session.type("1")
    try session.see("ĐÃ LƯU 19492492 · vắng nhà")
  }

  @Test("undo takes back the last save from the next meter's empty field")
  func undo() throws {
    let session = try demo()
    defer { session.close() }
    try session.press("Enter")
    try session.see("CÔNG TƠ 19492492")
    try session.type("206849")
    try session.press("Enter")
    try session.see("CÔNG TƠ 18801127")
    try session.type(".")
    try session.see("Lấy lại")
    let menu = try session.screen()
    let line = try #require(menu.split(separator: "\n").first { $0.contains("Lấy lại") })
    let digit = line.first { $0.isNumber }
    try session.type(String(try #require(digit)))
    try session.see("Đã lấy lại")
    try session.see("CÔNG TƠ 19492492")
  }

  @Test("a three-rate meter is keyed on one screen")
  func threeRates() throws {
    let session = try demo()
    defer { session.close() }
    try session.type("16604419")
    try session.press("Enter")
    try session.see("CÔNG TƠ 16604419")
    try session.see("SG")
    try session.press("BSpace")
    try session.see("PHÚC TRA")
  }

  @Test("the screen follows a resize at any moment, and what was typed stays")
  func resize() throws {
    let session = try demo()
    defer { session.close() }
    try session.press("Enter")
    try session.see("CÔNG TƠ 19492492")
    try session.type("20")
    try session.see("┃ 2 ┃ 0 ┃ _ ┃")
    try session.resize(columns: 40, rows: 15)
    try session.see("2 0 _")
    try session.resize(columns: 30, rows: 10)
    try session.see("Màn hình nhỏ quá")
    try session.resize(columns: 132, rows: 43)
    try session.see("┃ 2 ┃ 0 ┃ _ ┃")
  }

  @Test("kill -9 in the middle of a reading, start again: the digits are there")
  func killed() throws {
    let session = try TerminalSession()
    defer { session.close() }
    let list = Environment.asset("sample/so-Q0012.xml").path
    try session.run("worklist import \(list); echo imported-of-$((40 + 2))")
    try session.see("imported-of-42")
    try session.run("")
    try session.see("19492492")
    try session.press("Enter")
    try session.see("CÔNG TƠ 19492492")
    try session.type("206")
    try session.see("┃ 2 ┃ 0 ┃ 6 ┃ _ ┃")
    // The draft is kept by the worker; a screen that was asked for afterwards proves that it is done.
    try session.press("Escape")
    try session.see("PHÚC TRA")
    try session.press("Enter")
    try session.see("Có số bấm dở 206")
    kill(try session.program(), SIGKILL)
    try session.see("Killed")
    try session.restoreAfterKill()
    try session.run("")
    try session.see("19492492")
    try session.press("Enter")
    try session.see("┃ 2 ┃ 0 ┃ 6 ┃ _ ┃")
  }

  @Test("kill -9 in the middle of a form, start again: the form is taken up where it was")
  func killedInForm() throws {
    let session = try TerminalSession()
    defer { session.close() }
    let list = Environment.asset("sample/so-Q0012.xml").path
    try session.run("worklist import \(list); echo imported-of-$((40 + 2))")
    try session.see("imported-of-42")
    try session.run("")
    try session.see("19492492")
    try openForm(session)
    try session.type("31")
    try session.see("còn nguyên")
    kill(try session.program(), SIGKILL)
    try session.see("Killed")
    try session.restoreAfterKill()
    try session.run("")
    try session.see("19492492")
    try session.type("19013325")
    try session.press("Enter")
    try session.see("viết dở")
    try session.press("Down")
    try session.press("Enter")
    try session.see("còn nguyên")
    try session.type("w")
    try session.see("CHƯA CÓ ẢNH")
    try session.type("2")
    try session.see("ĐÃ LƯU biên bản PE0700-")
  }

  /// Reads the transposed meter twice, up to its diff. Its dial stands below the record, which is a
  /// proof on any day.
  private func readTransposed(_ session: TerminalSession) throws {
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

  /// Opens the form of the transposed meter.
  private func openForm(_ session: TerminalSession) throws {
    try readTransposed(session)
    // An Enter within 150 ms of the last would be taken for a bounce; after another key it is not.
    try session.press("Down")
    try session.press("Enter")
    try session.see("BIÊN BẢN SỬA SAI")
  }

  @Test("the terminal is sane after SIGTERM and after a crash", arguments: [SIGTERM, SIGSEGV])
  func saneTerminal(signal: Int32) throws {
    let session = try demo()
    defer { session.close() }
    kill(try session.program(), signal)
    try session.see("19492492", gone: true)
    // Echo works, a line ends at Enter, and the shell's own screen is back.
    try session.type("echo sane-$((40 + 2))")
    try session.press("Enter")
    try session.see("sane-42")
  }
}
