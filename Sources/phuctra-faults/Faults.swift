import ArgumentParser

/// `phuctra-faults`: kills, power cuts and failing disks against the journal.
///
/// Every try ends with a look at the home: each entry that was acknowledged before the fault has to
/// be there, and all has to be sound.
@main
struct Faults: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phuctra-faults",
    abstract: "Proves that nothing acknowledged is ever lost.",
    discussion: """
      `phuctra-faults all` runs every case at length (about twenty minutes), `--quick` a slice of \
      each. The table says how many faults were made, how many acknowledged entries they cost, and \
      how many homes did not open or were not sound; exit status 1 where a mark is missed. The \
      control commits without syncs and has to lose entries: it shows that the power cuts bite.

      Needs strace, and for full and read-only file systems the right to mount (as root, or in a \
      user namespace); where something is missing or forbidden its cases are skipped and say so.
      """,
    subcommands: [RunCommand.self, SessionCommand.self, InsideCommand.self],
    defaultSubcommand: RunCommand.self)
}
