import ArgumentParser
import Formats
import Journal

/// Re-inspects meters in bulk by a file of readings.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Phúc tra hàng loạt theo tệp chỉ số / re-inspect in bulk by a file of readings.",
    discussion: """
      The file is CSV: SERY_CTO, LOAI_BCS, CS_PTRA, NGAY_PTRA and, where they are there, TTR_PTRA \
      (why nothing could be read) and MA_DDO. A file with a fault is refused before anything is \
      written (exit status 65).

      A meter that cannot be held against a record (in no list here, or several metering points \
      with its serial and no MA_DDO, or registers read more than an hour apart) is named on stderr; \
      all others are inspected, and the exit status is 65 at the end. A register that is missing from the file makes its point unresolved. \
      Points inspected before are left alone unless --again is given. Every line is printed once \
      its inspection is durable.
      """)

  @OptionGroup var global: GlobalOptions

  @Option(help: "The readings (CSV).")
  var readings: String

  @Flag(help: "Only diff; the home stays as it is. Points inspected before are diffed as well.")
  var dryRun = false

  @Flag(help: "Write minutes of correction for wrong records, on the re-read basis.")
  var writeCorrections = false

  @Flag(help: "Inspect points again that have been inspected before.")
  var again = false

  @Flag(help: "Print one JSON object a line for each metering point.")
  var json = false

  func validate() throws {
    if dryRun, writeCorrections {
      throw ValidationError("--dry-run writes nothing: leave out --write-corrections")
    }
  }

  func run() throws {
    try global.run { surroundings in
      try ReadableFile.check(readings, surroundings.say)
      let groups = try groups(surroundings)
      let tariffs = try surroundings.tariffs()
      let journal = try surroundings.openJournal()
      let progress = Progress(surroundings.say("command-line.inspecting", readings))
      defer { progress.end() }
      var bulk = BulkInspection(
        journal, clock: surroundings.clock,
        options: BulkInspection.Options(
          isDryRun: dryRun, writesCorrections: writeCorrections, again: again,
          tariffs: tariffs))
      var report = InspectionReport(
        surroundings.say, asJSON: json, isDryRun: dryRun, meters: groups.count, tariffs: tariffs)
      do {
        try bulk.run(groups) { event in
          try report.take(event)
          progress.note(report.progress)
        }
      } catch {
        // What was printed is durable; what is durable gets printed.
        try report.flush()
        throw error
      }
      progress.end()
      try report.finish()
      guard report.problems == 0 else { throw ExitCode(CommandFailure.Status.badData.rawValue) }
    }
  }

  private func groups(_ surroundings: Surroundings) throws -> ReadingGroups {
    do {
      return ReadingGroups(
        try ByteInput.withFile(at: readings) { try ReadingsReader.read($0) })
    } catch let error as FormatError {
      throw CommandFailure(faultsOf: error, in: readings, surroundings.say)
    }
  }
}
