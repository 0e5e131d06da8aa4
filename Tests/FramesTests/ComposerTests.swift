import Foundation
import Frames
import TestSupport
import Testing

@Suite("Vietnamese text")
struct ComposerTests {
  @Test(
    "marks typed as characters of their own become one letter",
    arguments: [
      ("e\u{302}\u{323}", "ệ"), ("e\u{323}\u{302}", "ệ"), ("u\u{31B}\u{303}", "ữ"),
      ("o\u{301}\u{31B}", "ớ"), ("a\u{306}\u{300}", "ằ"), ("\u{EA}\u{323}", "ệ"),
      ("D\u{323}", "Ḍ"), ("đ", "đ"), ("Lu\u{303}y Ba\u{301}n Bi\u{301}ch", "Lũy Bán Bích"),
      ("\u{301}a", "\u{301}a"), ("a\u{340}", "à"), ("q\u{323}\u{307}", "q\u{323}\u{307}"), ("", ""),
    ])
  func normalised(text: String, expected: String) {
    #expect(Array(Composer.normalised(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("any Latin text is normalised as Foundation does it")
  func likeFoundation() {
    var random = SeededGenerator.fresh()
    let marks: [UInt32] = [
      0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x309, 0x30A, 0x30C, 0x31B, 0x323,
      0x327, 0x328, 0x331,
    ]
    for _ in 0..<20_000 {
      var text = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        let value =
          switch Int.random(in: 0..<4, using: &random) {
          case 0: UInt32.random(in: 0x41...0x7A, using: &random)
          case 1: UInt32.random(in: 0xC0...0x233, using: &random)
          case 2: UInt32.random(in: 0x1EA0...0x1EF9, using: &random)
          default: marks.randomElement(using: &random) ?? 0x300
          }
        if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      }
      let given = String(text)
      let expected = given.precomposedStringWithCanonicalMapping
      let got = Composer.normalised(given)
      let same = Array(got.unicodeScalars) == Array(expected.unicodeScalars)
      #expect(same, "seed \(random.seed), \(given.unicodeScalars.map(\.value))")
    }
  }

  @Test(
    "search ignores accents, case and the stroke of đ",
    arguments: [
      ("Lũy Bán Bích", "luy ban bich"), ("ĐƯỜNG Tân Sơn Nhì", "duong tan son nhi"),
      ("e\u{302}\u{323}", "e"), ("374/2 HẺM", "374/2 hem"), ("Çà Ö ñ", "ca o n"), ("ЖЁ", "жё"),
    ])
  func folded(text: String, expected: String) {
    #expect(Composer.folded(text) == expected)
  }

  private func typed(_ keys: String, _ method: InputMethod) -> String {
    keys.reduce("") { Composer.typed($1, after: $0, method: method) }
  }

  @Test(
    "Telex",
    arguments: [
      ("tieengs Vieetj", "tiếng Việt"), ("ddieenj luwcj", "điện lực"), ("coong tow", "công tơ"),
      ("thuowngf", "thường"), ("thuwowngf", "thường"), ("thuowr", "thuở"), ("hoaf", "hòa"),
      ("hoafn", "hoàn"), ("hoacwj", "hoặc"), ("muaw", "mưa"), ("quys", "quý"), ("gias", "giá"),
      ("gif", "gì"), ("nghieengf", "nghiềng"), ("Luxy", "Lũy"), ("LUXY", "LŨY"), ("dodf", "đò"),
      ("khuyeens", "khuyến"), ("cuoocs", "cuốc"), ("ruowuj", "rượu"), ("huwu", "hưu"),
      ("ass", "as"), ("aaa", "aa"), ("ddd", "dd"), ("uww", "uw"), ("asz", "a"), ("CCTT", "CCTT"),
      ("box H3", "bõ H3"), ("file", "file"), ("wifi", "wifi"), ("camera", "camera"),
      ("toaf nhaf", "tòa nhà"), ("dauas", "dấu"), ("chieeuf", "chiều"), ("xoongs", "xống"),
      ("quaanj", "quận"), ("quawngj", "quặng"), ("nguwowif", "người"), ("yeeus", "yếu"),
    ])
  func telex(keys: String, expected: String) {
    #expect(typed(keys, .telex) == expected)
  }

  @Test(
    "VNI",
    arguments: [
      ("tie6ng1 Vie6t5", "tiếng Việt"), ("d9ie6n5 lu7c5", "điện lực"), ("co6ng to7", "công tơ"),
      ("thuong72", "thường"), ("ho8ac5", "ho8ạc"), ("hoa8c5", "hoặc"), ("mua7", "mưa"),
      ("Lu4y", "Lũy"), ("a11", "a1"), ("a10", "a"), ("374", "374"), ("C72", "C72"), ("d99", "d9"),
    ])
  func vni(keys: String, expected: String) {
    #expect(typed(keys, .vni) == expected)
  }

  @Test("with the input method off, letters stay and loose marks are composed")
  func off() {
    #expect(typed("tieengs", .off) == "tieengs")
    #expect(Composer.typed("\u{323}", after: "Viê", method: .off) == "Việ")
    #expect(Composer.typed("\u{301}", after: "Viê", method: .telex) == "Viế")
  }

  @Test("any keys give composed text that keeps what stood before the word")
  func anyKeys() {
    var random = SeededGenerator.fresh()
    let keys = Array("aeiouydwsfrxjzngthc AĐơ0123456789")
    for _ in 0..<5_000 {
      var text = "cột 7 "
      for _ in 0..<12 {
        let method = InputMethod.allCases.randomElement(using: &random) ?? .off
        let key = keys.randomElement(using: &random) ?? "a"
        text = Composer.typed(key, after: text, method: method)
        #expect(text.hasPrefix("cột 7 "), "seed \(random.seed)")
        #expect(Composer.normalised(text) == text, "seed \(random.seed), \(text)")
      }
    }
  }
}
