import Frames
import Terminal
import Testing

@Suite("What roles look like")
struct ThemeTests {
  @Test(
    "the selection is reverse video or its own background in every theme", arguments: Theme.allCases
  )
  func selection(theme: Theme) {
    let selected = theme.style(for: .selected)
    #expect(selected.reverse || selected.background != theme.style(for: .text).background)
  }

  @Test("what must be told apart looks different in every theme", arguments: Theme.allCases)
  func differences(theme: Theme) {
    for colours in [0, 8] {
      let text = theme.style(for: .text, colours: colours)
      for role in [Role.selected, .bad, .digitDiffers, .alert, .large, .title, .field, .footerKey] {
        #expect(theme.style(for: role, colours: colours) != text, "\(role)")
      }
      #expect(theme.style(for: .selected, colours: colours) != theme.style(for: .digitDiffers))
    }
  }

  @Test("without colours, or with too few, no role has one", arguments: Role.allCases)
  func noColours(role: Role) {
    for theme in Theme.allCases {
      let style = theme.style(for: role, colours: 2)
      #expect(style == style.withoutColours)
    }
    let mono = Theme.monochrome.style(for: role)
    #expect(mono == mono.withoutColours)
  }

  @Test("the linux console underlines nothing that is coloured", arguments: Role.allCases)
  func linux(role: Role) {
    for theme in Theme.allCases {
      let style = theme.style(for: role, isLinuxConsole: true)
      #expect(!(style.underline && style.foreground != nil))
    }
    #expect(Theme.standard.style(for: .redDigit).underline)
  }

  @Test("sunlight: nothing is faint in the high-contrast theme", arguments: Role.allCases)
  func sunlight(role: Role) {
    let style = Theme.highContrast.style(for: role)
    #expect(!style.dim)
    #expect(style.foreground != style.background)
  }
}

@Suite("Screens in ASCII alone")
struct ASCIITextTests {
  @Test(
    "every grapheme becomes a likeness of the same width",
    arguments: [
      ("✓ đúng", "+ dung"), ("Phúc Tra ĐÃ LƯU", "Phuc Tra DA LUU"), ("▶ 47 ○ ⚠", "> 47 o !"),
      ("┏━━━┳━┓│┃", "+---+-+||"), ("██▓░", "###."), ("740 kWh …", "740 kWh ~"), ("電力", "????"),
      ("q\u{323}\u{307}", "q"), ("−2.187.432 ₫", "-2.187.432 d"), ("plain", "plain"), ("Ж", "?"),
    ])
  func likeness(text: String, expected: String) {
    #expect(ASCIIText.of(text) == expected)
    #expect(DisplayWidth.of(text) == expected.utf8.count)
  }
}
