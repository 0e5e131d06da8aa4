import ArgumentParser
import Casework
import Journal
import Wording

/// One book as it stands for billing.
struct BookShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Một sổ: chốt được gì, còn gì / one book: what can be closed, and what is open.",
    discussion: """
      -o writes the closed list (CSV, one row a point): the signed one where the book is signed, \
      else as it would be signed now.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var choice: BookChoice

  @Option(name: .shortAndLong, help: "Write the closed list to this file.")
  var output: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let book = try choice.chosen(from: try journal.books(), say)
      let file = try journal.bookFile(of: book, say)
      let words = BookWords(say)
      var lines = LineOutput()
      for line in json ? [words.object(file).text] : words.lines(file) { try lines.line(line) }
      if let output {
        try write(
          file, to: OutputPlace.whole(output, outside: surroundings.home, say), journal, say)
        if !json { try lines.line(say("book.written", output)) }
      }
      try lines.flush()
    }
  }

  private func write(
    _ file: BookFile, to path: String, _ journal: Journal, _ say: Wording
  ) throws {
    if file.isListMissing { throw CommandFailure(.noInput, say("book.list-missing")) }
    do {
      let target = try WholeFile(path)
      if let signed = file.signed.first, let list = journal.blobPath(hex: signed.signing.closedList)
      {
        try ClosedListFile.copy(list, to: target)
      } else {
        try target.write(ClosedListFile.bytes(of: file.closing))
      }
      try target.finish()
      try target.commit()
    } catch let error as OutputError {
      throw CommandFailure(error, to: path, say)
    }
  }
}
