import Explanations
import Metering
import TestSupport
import Testing

@Suite("Digit under digit")
struct DigitRowsTests {
  static func rows(
    _ recorded: String, _ likely: String?, _ reread: String?, digits: Int?, decimals: Int = 0
  ) throws -> [String] {
    let dial = digits.flatMap { Dial(integerDigits: $0, decimals: decimals) }
    return DigitRows(
      recorded: try #require(Index(recorded)), likely: try likely.map { try #require(Index($0)) },
      reread: try reread.map { try #require(Index($0)) }, dial: dial
    ).rows.map { $0.text(decimalMark: ",") }
  }

  @Test(
    "digits of one place stand under one another, the differing ones marked",
    arguments: [
      (
        "1920", "1290", "1307.4", 5, 1,
        [" 0  1 [9  2] 0", " 0  1 [2  9] 0", " 0  1  3  0  7 , 4"]
      ),
      ("1290", nil, "1307", 5, 1, [" 0  1  2  9  0", " 0  1  3  0  7 , 0"]),
      ("1290.8", "1290", nil, 5, 0, [" 0  1  2  9  0 ,[8]", " 0  1  2  9  0"]),
      (
        "13074", "1307.4", "1310", nil, 0,
        ["[1  3  0  7  4]", "   [1  3  0  7],[4]", "    1  3  1  0"]
      ),
      (
        "130742", "30742", "30760", 5, 0,
        ["[1] 3  0  7  4  2", "    3  0  7  4  2", "    3  0  7  6  0"]
      ),
      ("0", "980", "12", 5, 0, [" 0  0 [0  0] 0", " 0  0 [9  8] 0", " 0  0  0  1  2"]),
    ] as [(String, String?, String?, Int?, Int, [String])])
  func layout(
    recorded: String, likely: String?, reread: String?, digits: Int?, decimals: Int,
    expected: [String]
  ) throws {
    #expect(
      try Self.rows(recorded, likely, reread, digits: digits, decimals: decimals) == expected)
  }

  @Test(
    "a digit lost or added is marked alone, and the others stand under one another",
    arguments: [
      (
        Cause.omission, "3629", "36290", "36310.6", 1,
        [" 3  6  2  9 [_]", " 3  6  2  9 [0]", " 3  6  3  1  0 , 6"]
      ),
      (
        .omission, "190", "1290", "1307", 0,
        [" 0  1 [_] 9  0", " 0  1 [2] 9  0", " 0  1  3  0  7"]
      ),
      (
        .insertion, "12990", "1290", "1307.4", 1,
        [" 0  1  2  9 [9] 0", " 0  1  2  9     0", " 0  1  3  0     7 , 4"]
      ),
      (
        .decimalShift, "233416", "23341", "23358.2", 1,
        [" 2  3  3  4  1  [6]", " 2  3  3  4  1", " 2  3  3  5  8 , 2"]
      ),
      // Two digits too many are no single shift: place by place then.
      (
        .decimalShift, "2334161", "23341", "23358.2", 1,
        ["[2  3  3  4  1  6] 1", "      [2  3  3  4] 1", "       2  3  3  5  8 , 2"]
      ),
    ] as [(Cause, String, String, String, Int, [String])])
  func shifted(
    cause: Cause, recorded: String, likely: String, reread: String, decimals: Int,
    expected: [String]
  ) throws {
    let rows = DigitRows(
      recorded: try #require(Index(recorded)), likely: Index(likely),
      reread: Index(reread), dial: Dial(integerDigits: 5, decimals: decimals),
      cause: cause
    ).rows
    #expect(rows.map { $0.text(decimalMark: ",") } == expected)
    #expect(Set(rows.map(\.cells.count)).count == 1)
  }

  @Test("rows are equally long, and marks stand where two indices differ and nowhere else")
  func property() throws {
    var random = SeededGenerator.fresh()
    for _ in 0..<500 {
      let range: ClosedRange<Int64> = 0...9_999_999
      let recorded = try #require(Index(thousandths: Int64.random(in: range, using: &random)))
      let likely = try #require(Index(thousandths: Int64.random(in: range, using: &random)))
      let dial = Dial(
        integerDigits: Int.random(in: 1...9, using: &random),
        decimals: Int.random(in: 0...3, using: &random))
      let rows = DigitRows(recorded: recorded, likely: likely, reread: recorded, dial: dial).rows
      #expect(Set(rows.map(\.cells.count)).count == 1, "seed \(random.seed)")
      #expect(rows[0].hasMarks == (recorded != likely), "seed \(random.seed)")
      #expect(!rows[2].hasMarks, "seed \(random.seed)")
      for (left, right) in zip(rows[0].cells, rows[1].cells) {
        func digit(_ cell: DigitRows.Cell) -> Character {
          cell.character == " " ? "0" : cell.character
        }
        #expect(left.isMarked == (digit(left) != digit(right)), "seed \(random.seed)")
      }
    }
  }
}
