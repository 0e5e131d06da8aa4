import Casework
import Documents
import Journal
import Metering
import Screens
import Wording

extension Office {
  /// A paper as lines of at most `columns` columns.
  func paper(_ request: PaperRequest, columns: Int, _ language: Language) throws -> [String] {
    let press = Press(surroundings, journal, in: language)
    let layout = TextLayout(width: columns)
    switch request {
    case .minutes(let number): return layout.lines(try press.minutes(number))
    case .slip(let id):
      guard let row = try journal.row(id: id), let slip = try press.slip(of: row.identity) else {
        throw CommandFailure(.noInput, surroundings.say("error.not-inspected"))
      }
      return layout.lines(slip)
    case .preview(let correction, let id):
      let dossier = try journal.dossier(id: id)
      return layout.lines(
        try press.minutes(
          MinutesContent(
            correction: correction, inspection: dossier?.inspection, stamp: previewStamp,
            entry: "", point: dossier?.point)))
    }
  }

  /// The stamp that an entry made now would have, as far as a paper shows it.
  private var previewStamp: Stamp {
    Stamp(
      time: surroundings.clock.timestamp(), clock: .ok, boot: "", monotonic: 0,
      person: (try? journal.configuration())?.inspector ?? inspector)
  }
}
