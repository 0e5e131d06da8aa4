import Documents
import Screens
import Wording

extension Office {
  /// A paper as lines of at most `columns` columns.
  func paper(_ request: PaperRequest, columns: Int, _ language: Language) throws -> [String] {
    let press = Press(surroundings, journal, in: language)
    return TextLayout(width: columns).lines(try press.paper(request))
  }
}
