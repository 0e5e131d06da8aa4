import Foundation

/// `phuctra` itself at work on a session's home: an import, then inspections in bulk.
struct Product {
  private let folder: SessionFolder
  private let phuctra: String
  private let readings: String
  private let imported: String

  init(_ bench: FaultBench, _ folder: SessionFolder) throws {
    guard FileManager.default.isExecutableFile(atPath: bench.phuctra) else {
      throw FaultError("no phuctra at \(bench.phuctra); build it first")
    }
    self.folder = folder
    phuctra = bench.phuctra
    readings = "\(folder.path)/readings.csv"
    imported = "\(folder.path)/imported"
    let rows = (0..<folder.points).map {
      "\(SessionList.meter($0)),KT,1307.4,2026-06-16T08:00:00\n"
    }
    try ("SERY_CTO,LOAI_BCS,CS_PTRA,NGAY_PTRA\n" + rows.joined()).write(
      toFile: readings, atomically: true, encoding: .utf8)
    let end = try folder.run([
      phuctra, "worklist", "import", "\(folder.path)/list.csv", "--home", imported,
    ])
    guard end.status == 0 else { throw FaultError("the list was not imported: \(end.errors)") }
  }

  /// Puts a home in place that has the list and nothing else.
  func prepare() throws {
    try FileManager.default.copyItem(atPath: imported, toPath: folder.home)
  }

  /// Inspects every meter, in commits of their own where the disk is slow.
  var inspecting: [String] {
    [
      phuctra, "inspect", "--readings", readings, "--write-corrections", "--json", "--home",
      folder.home,
    ]
  }

  /// Runs a command on the home.
  func run(_ arguments: String...) throws -> ChildProcess.End {
    try folder.run([phuctra] + arguments + ["--home", folder.home, "--lang", "en"])
  }

  /// What the product itself says of the home: sound, and every meter that was printed is there.
  func finding(after output: String) throws -> HomeCheck.Finding {
    var finding = HomeCheck.Finding()
    let printed = Product.meters(output)
    let verify = try run("journal", "verify")
    if verify.status != 0 {
      finding.failure = "verify ended with \(verify.status): \(verify.errors)\(verify.output)"
    }
    let list = try run("journal", "list", "--json")
    let kept = Product.meters(list.output)
    finding.lost = printed.subtracting(kept).count
    return finding
  }

  /// The meters named in whole lines of JSON.
  static func meters(_ output: String) -> Set<String> {
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let objects = lines.compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
    return Set(objects.compactMap { $0["meter"] as? String })
  }
}
