import ArgumentParser
import Journal
import Wording

/// Takes what a stick has for this device.
struct BundleRead: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read",
    abstract: "Nhận biên nhận, danh sách, quyết định từ thẻ / take what a stick brings.",
    discussion: """
      Takes receipts, pages of the feed and lists that are for this device, and on a supervisor's \
      device the bundles of others. Every file is named, one a line, with what became of it. Ends \
      with 65 where files were refused and nothing on the stick was of use.
      """)

  @OptionGroup var global: GlobalOptions

  @Argument(help: "Where the stick is mounted.")
  var folder: String

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() throws {
    try global.run { surroundings in
      let journal = try surroundings.openJournal()
      let say = surroundings.say
      let files = try journal.read(from: Stick(at: folder))
      let loaded = try journal.loadAssignedLists()
      var output = LineOutput()
      for file in files { try output.line(json ? object(file) : line(file, say)) }
      for list in loaded where !json {
        try output.line(say("bundle-read.loaded", say.number(list.points)))
      }
      if files.isEmpty, !json { try output.line(say("bundle-read.none", folder)) }
      try output.flush()
      let isUseless = !files.contains { file in
        if case .refused = file.fate { return false }
        return file.fate != .notOurs
      }
      let wasRefused = files.contains { file in
        if case .refused = file.fate { return true }
        return false
      }
      guard !(wasRefused && isUseless) else {
        throw CommandFailure(.badData, say("bundle-read.useless", folder))
      }
    }
  }

  private func line(_ file: StickFile, _ say: Wording) -> String {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    let what =
      switch file.fate {
      case .used(.receipt(let sequence)): say("bundle-read.receipt", say.number(sequence))
      case .used(.page(let outcome)):
        say("bundle-read.page", say.number(outcome.entries), say.number(outcome.visits))
      case .used(.list): say("bundle-read.list")
      case .used(.entries(let count)): say("bundle-read.entries", say.number(count))
      case .known: say("bundle-read.known")
      case .notOurs: say("bundle-read.not-ours")
      case .refused(let why): say("bundle-read.refused", why)
      }
    return "\(name): \(what)"
  }

  private func object(_ file: StickFile) -> String {
    var object = JSONObject()
    object.add("file", file.path)
    switch file.fate {
    case .used: object.add("fate", "used")
    case .known: object.add("fate", "known")
    case .notOurs: object.add("fate", "notOurs")
    case .refused(let why):
      object.add("fate", "refused")
      object.add("reason", why)
    }
    return object.text
  }
}
