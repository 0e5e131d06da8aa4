import ArgumentParser
import Casework
import Journal

/// The books of the home's lists: how far each is, and who signed it.
struct BookListing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Các sổ và tiến độ / the books and how far they are.",
    discussion: "With --json, one object a line.")

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let words = BookWords(surroundings.say)
      var output = LineOutput()
      for line in try journal.books().map({ json ? words.object($0).text : words.line($0) }) {
        try output.line(line)
      }
      try output.flush()
    }
  }
}
