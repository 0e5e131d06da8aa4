import Frames
import TestSupport
import Testing

@Suite("What changed between two frames")
struct FrameDiffTests {
  private func frame(_ lines: String..., columns: Int = 10) -> Frame {
    var frame = Frame(Size(columns: columns, rows: lines.count))
    for (row, line) in lines.enumerated() { frame.write(line, row: row, column: 0) }
    return frame
  }

  @Test("one changed digit is one run of one cell")
  func digit() {
    let runs = frame("0 1 3 _", "x").diff(from: frame("0 1 _ _", "x"))
    #expect(runs == [FrameRun(row: 0, column: 4, text: "3", role: .text)])
  }

  @Test("the same frame needs nothing, a first frame or another size everything")
  func wholes() {
    let shown = frame("ab", columns: 2)
    #expect(shown.diff(from: shown) == [])
    #expect(shown.diff(from: nil) == [FrameRun(row: 0, column: 0, text: "ab", role: .text)])
    #expect(shown.diff(from: frame("ab", columns: 3)).count == 1)
  }

  @Test("a role ends a run; a wide grapheme is never sent by halves")
  func boundaries() {
    var next = frame("電ab")
    next.paint(row: 0, column: 3, columns: 1, role: .bad)
    #expect(
      next.diff(from: frame("xxab")) == [
        FrameRun(row: 0, column: 0, text: "電", role: .text),
        FrameRun(row: 0, column: 3, text: "b", role: .bad),
      ])
    #expect(frame("xxab").diff(from: frame("電ab")).first?.text == "xx")
  }

  @Test("the runs turn any frame into any other")
  func anyFrames() {
    var random = SeededGenerator.fresh()
    let letters = Array("ab đệ電力 .")
    func scribble(_ frame: inout Frame) {
      for _ in 0..<6 {
        let text = String((0..<5).map { _ in letters.randomElement(using: &random) ?? "a" })
        let role = Role.allCases.randomElement(using: &random) ?? .text
        let row = Int.random(in: -1...4, using: &random)
        let column = Int.random(in: -3...12, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: frame.paint(row: row, column: column, columns: 3, role: role)
        case 1: frame.fill(row: row, column: column, columns: 3, role: role)
        default: frame.write(text, row: row, column: column, role: role)
        }
      }
    }
    for _ in 0..<3_000 {
      var old = Frame(Size(columns: 12, rows: 4))
      scribble(&old)
      var new = old
      scribble(&new)
      var shown = old
      for run in new.diff(from: old) {
        shown.write(run.text, row: run.row, column: run.column, role: run.role)
      }
      #expect(shown == new, "seed \(random.seed)")
    }
  }
}
