import Foundation

/// A folder with everything that a session needs; its homes are made by the sessions themselves.
struct SessionFolder {
  let bench: FaultBench
  let path: String
  let points: Int
  var clock = SessionClock.steady
  var isMirrored = false
  var isUnsynced = false
  var isUnreserved = false

  /// What cuts and kills may change: the home and its second copy lie here.
  var disk: String { "\(path)/disk" }
  var home: String { "\(disk)/home" }
  var mirror: String { "\(disk)/card" }
  private var list: String { "\(path)/list.csv" }

  /// Prepares the folder.
  init(_ bench: FaultBench, _ path: String, points: Int) throws {
    self.bench = bench
    self.path = path
    self.points = points
    for folder in [disk, "\(path)/photos"] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try SessionList(points: points).write(to: list)
  }

  /// The command that records until the script's end.
  var command: [String] {
    var command = [
      bench.ownPath, "session", home, "--list", list, "--points", "\(points)", "--photos",
      "\(path)/photos", "--clock", clock.rawValue,
    ]
    if isMirrored { command += ["--mirror", mirror] }
    if isUnsynced { command.append("--unsynced") }
    if isUnreserved { command.append("--unreserved") }
    return command
  }

  /// Runs a session to its end.
  func run(_ command: [String]) throws -> ChildProcess.End {
    try ChildProcess.run(command, in: path)
  }

  /// Starts a session.
  func start(_ command: [String]) throws -> ChildProcess {
    try ChildProcess(command, in: path)
  }

  /// Empties what the sessions wrote to.
  func clear() throws {
    try FileManager.default.removeItem(atPath: disk)
    try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
  }
}
