import ArgumentParser
import Casework
import Journal
import Metering
import Wording

/// Signs a book.
struct BookSign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Ký chốt sổ / sign a book for billing.",
    discussion: """
      The supervisor signs the closed list: what is confirmed, corrected and approved, or closed by \
      a decision. Where points are open, --partial signs the rest and names them as held, each with \
      its owner and --due. Signing again takes the place of the signature before.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var choice: BookChoice

  @Flag(help: "Sign what can be closed; the rest is held.")
  var partial = false

  @Option(help: "By when the held points should be settled, as 2026-06-20.")
  var due: String?

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    if partial, due == nil { throw ValidationError("--partial needs --due DAY for what is held") }
    if let due, Day(due) == nil {
      throw ValidationError("--due \(due): expected a day such as 2026-06-20")
    }
  }

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      try surroundings.demandSupervisor(journal)
      let book = try choice.chosen(from: try journal.books(), say)
      let words = BookWords(say)
      let file = try journal.bookFile(of: book, say)
      guard !file.isSettled else {
        print(json ? words.object(file).text : say("book.settled", words.signature(file)))
        return
      }
      let open = file.closing.open.count
      guard open == 0 || partial else {
        throw CommandFailure(.refused, say("book.open", book.book, say.number(open)))
      }
      try journal.sign(
        file.closing, list: ClosedListFile.bytes(of: file.closing),
        due: due.flatMap { Day($0) } ?? surroundings.clock.local().day)
      let signed = try journal.bookFile(of: book, say)
      print(
        json ? words.object(signed).text : words.lines(signed).joined(separator: "\n"))
    }
  }
}
