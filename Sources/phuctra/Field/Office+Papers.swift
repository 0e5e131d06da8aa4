import Documents
import Screens
import Wording

extension Office {
  /// A paper as lines of at most `columns` columns.
  func paper(_ request: PaperRequest, columns: Int, _ language: Language) throws -> [String] {
    let press = Press(surroundings, journal, in: language)
    return TextLayout(width: columns).lines(try press.paper(request))
  }

  /// How the minutes stand that a request asks for; nil for other papers.
  func minutesRow(of request: PaperRequest) throws -> MinutesRow? {
    guard case .minutes(let number) = request, let entry = try journal.minutes(number: number)
    else { return nil }
    return try minutesRow(entry)
  }

  /// Makes a paper's bytes and hands them to the printer on a thread of its own: a printer that is off
  /// or out of paper keeps no save waiting. What comes of it is delivered when it comes.
  func print(_ request: PaperRequest, _ language: Language) -> Answer? {
    let say = surroundings.wordings[language] ?? surroundings.say
    do {
      let press = Press(surroundings, journal, in: language)
      let printer = try press.printer()
      let job = try press.bytes(request, format: .escpos)
      printing.post(
        {
          do {
            try printer.send(job)
            return .printed(failure: nil)
          } catch {
            return .printed(failure: CommandFailure(error, say).firstLine)
          }
        })
      return nil
    } catch {
      return .printed(failure: CommandFailure(error, say).firstLine)
    }
  }
}
