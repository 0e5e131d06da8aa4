import Foundation

/// A folder for one run's homes and samples, and the programs to measure.
final class Workbench {
  let folder: String
  let phuctra: String
  let seed: UInt64
  /// This program, for `probe`.
  let ownPath: String
  private var homes: [Int: String] = [:]

  init(_ options: BenchOptions) throws {
    ownPath = try Workbench.own()
    phuctra = try Workbench.program("phuctra", given: options.phuctra)
    seed = options.seed
    folder = "\(options.work)/phuctra-bench-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  /// Where a program to measure lies: as given, else beside this one.
  /// - Throws: `BenchError`, which says how to build it.
  static func program(_ name: String, given: String?) throws -> String {
    let beside = URL(fileURLWithPath: try own()).deletingLastPathComponent().path
    let path = given ?? "\(beside)/\(name)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw BenchError(
        "no \(name) at \(path); build it first: "
          + "swift build -c release --static-swift-stdlib --product \(name)")
    }
    return path
  }

  private static func own() throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The environment that every program is started in: this one's, with a known terminal, locale
  /// and person.
  var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(
      ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PHUCTRA_INSPECTOR": "H07"]
    ) { $1 }
  }

  /// A list's file with so many points or rows.
  func list(_ size: SampleBook.Extent, named name: String) throws -> String {
    let path = "\(folder)/\(name)"
    try SampleBook(seed: seed).write(size, to: path)
    return path
  }

  /// A home with a list of so many points, made once a run.
  func home(points: Int) throws -> String {
    if let known = homes[points] { return known }
    let list = try list(.points(points), named: "points-\(points).csv")
    let home = "\(folder)/home-\(points)"
    try importing(list, into: home)
    homes[points] = home
    return home
  }

  /// Imports a list with phuctra; gives how it ended.
  @discardableResult
  func importing(_ list: String, into home: String) throws -> Child.End {
    try run([phuctra, "worklist", "import", list, "--home", home])
  }

  /// Runs a program to its end.
  /// - Throws: `BenchError` with its complaints where it fails.
  @discardableResult
  func run(_ command: [String]) throws -> Child.End {
    let complaints = "\(folder)/complaints"
    let end = try Child(command, environment: environment, complaints: complaints).wait()
    guard end.status == 0 else {
      let said = (try? String(contentsOfFile: complaints, encoding: .utf8)) ?? ""
      throw BenchError("\(command.joined(separator: " ")) ended with \(end.status): \(said)")
    }
    return end
  }
}
