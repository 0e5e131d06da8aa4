import ArgumentParser
import Casework
import Journal
import Metering
import Wording

/// Closes books for billing.
struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book",
    abstract: "Chốt và ký sổ để lập hoá đơn / close and sign books for billing.",
    subcommands: [BookListing.self, BookShow.self, BookSign.self],
    defaultSubcommand: BookListing.self)
}

/// Which book a command is about.
struct BookChoice: ParsableArguments {
  @Argument(help: "The book (MA_QUYEN).")
  var book: String

  @Option(help: "Its period, as 2026-06/1, where the home has several.")
  var period: String?

  func validate() throws {
    if let period, BillingPeriod(period) == nil {
      throw ValidationError("--period \(period): expected a period such as 2026-06/1")
    }
  }

  /// - Throws: `CommandFailure`: 66 for a book of no list, 64 where several are meant; `JournalError`.
  func chosen(from books: [BookProgress], _ say: Wording) throws -> BookIdentity {
    let wanted = period.flatMap { BillingPeriod($0) }
    let found = books.map(\.book).filter {
      $0.book == book && (wanted == nil || $0.period == wanted)
    }
    guard let first = found.first else {
      throw CommandFailure(.noInput, say("book.unknown", book))
    }
    guard found.count == 1 else {
      let names = found.map { "\($0.unit) \($0.period)" }.joined(separator: ", ")
      throw CommandFailure(.usage, say("book.several", book, names))
    }
    return first
  }
}

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
        try write(file, to: output, journal, say)
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
