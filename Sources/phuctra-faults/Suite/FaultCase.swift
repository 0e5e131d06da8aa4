/// The faults that the suite makes, in the order of the table.
enum FaultCase: String, CaseIterable {
  case killAtWrite = "kill-at-write"
  case powerCut = "power-cut"
  case control
  case ioErrors = "io-errors"
  case fullDisk = "full-disk"
  case readOnly = "read-only"
  case removedLog = "removed-log"
  case migration = "migration-kill"
  case twoProcesses = "two-processes"
  case clock
  case day
  case sync

  /// Makes the case's faults; one outcome for each of its parts.
  func run(on bench: FaultBench) -> [Outcome] {
    do {
      switch self {
      case .killAtWrite: return try KillAtWrite(bench).run()
      case .powerCut: return try PowerCut(bench).run()
      case .control: return try Control(bench).run()
      case .ioErrors: return try InputOutputErrors(bench).run()
      case .fullDisk, .readOnly: return try MountedCase(bench, self).run()
      case .removedLog: return try RemovedLog(bench).run()
      case .migration: return try MigrationKill(bench).run()
      case .twoProcesses: return try TwoProcesses(bench).run()
      case .clock: return try ClockJumps(bench).run()
      case .day: return try ScriptedDay(bench).run()
      case .sync: return SyncSchedules(bench).run()
      }
    } catch {
      var outcome = Outcome(rawValue)
      outcome.fail("\(error)")
      return [outcome]
    }
  }
}
