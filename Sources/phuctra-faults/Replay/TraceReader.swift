import Foundation

/// Reads what `strace` wrote down of a run: the calls that changed the disk, in their order.
///
/// Only files below `root` count, and of them not SQLite's `-shm`: it is shared memory, made anew by
/// whoever opens the database first. A call of another thread that was cut in two by strace counts
/// where it ended.
struct TraceReader {
  private let root: String
  private var unfinished: [Substring: [UInt8]] = [:]
  /// Open files by descriptor, numbered through, with their path and place.
  private var open: [Int: OpenFile] = [:]
  private var opened = 0
  private(set) var operations: [DiskOperation] = []

  private struct OpenFile {
    var number: Int
    var position = 0
    var appends: Bool
  }

  /// - Throws: `FaultError` where the trace holds a call that is not understood.
  static func operations(of path: String, below root: String) throws -> [DiskOperation] {
    var reader = TraceReader(root: root)
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      try reader.take(bytes[start..<end])
      start = end + 1
    }
    return reader.operations
  }

  private init(root: String) { self.root = root }

  private mutating func take(_ line: ArraySlice<UInt8>) throws {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { return }
    let process = Substring(decoding: line[..<space], as: UTF8.self)
    var text = line[space...].drop { $0 == UInt8(ascii: " ") }
    if text.starts(with: Array("<... ".utf8)) {
      let rest = text.firstIndex(of: UInt8(ascii: ">")).map { text[($0 + 1)...] } ?? []
      text = ArraySlice((unfinished.removeValue(forKey: process) ?? []) + rest)
    }
    let cut = Array("<unfinished ...>".utf8)
    if text.count > cut.count, text.suffix(cut.count).elementsEqual(cut) {
      unfinished[process] = Array(text.dropLast(cut.count))
      return
    }
    guard let call = try TracedCall(text), call.result >= 0 else { return }
    try take(call)
  }

  private mutating func take(_ call: TracedCall) throws {
    switch call.name {
    case "openat", "open", "creat": open(call)
    case "close": open[call.number(0)] = nil
    case "dup", "dup2", "dup3": open[call.result] = open[call.number(0)]
    case "fcntl": if call.words(1).hasPrefix("F_DUPFD") { open[call.result] = open[call.number(0)] }
    case "write", "pwrite64": write(call)
    case "ftruncate", "fallocate": try resize(call)
    case "fsync", "fdatasync":
      if let file = open[call.number(0)] { operations.append(.sync(file: file.number)) }
    case "rename", "renameat", "renameat2":
      let paths = call.paths
      guard paths.count == 2, isOurs(paths[0]) || isOurs(paths[1]) else { return }
      operations.append(.rename(from: paths[0], to: paths[1]))
    case "unlink", "unlinkat", "rmdir":
      if let path = call.paths.first, isOurs(path) { operations.append(.remove(path: path)) }
    case "mkdir", "mkdirat":
      if let path = call.paths.first, isOurs(path) { operations.append(.makeFolder(path: path)) }
    default:
      // A call that the model of the disk does not know must not pass for one that did nothing.
      let touched = call.paths.contains(where: isOurs) || open[call.number(0)] != nil
      if touched { throw FaultError("the recorded run made a \(call.name), which is not modelled") }
    }
  }

  private func isOurs(_ path: String) -> Bool {
    path.hasPrefix(root) && !path.hasSuffix("-shm")
  }

  private mutating func open(_ call: TracedCall) {
    open[call.result] = nil
    guard let named = call.paths.first else { return }
    let path = named.contains("/.") ? (named as NSString).standardizingPath : named
    guard isOurs(path) || path == root else { return }
    let flags = call.words(call.name == "openat" ? 2 : 1)
    opened += 1
    open[call.result] = OpenFile(number: opened, appends: flags.contains("O_APPEND"))
    operations.append(
      .open(
        path: path, file: opened, creates: flags.contains("O_CREAT") || call.name == "creat",
        truncates: flags.contains("O_TRUNC") || call.name == "creat",
        mode: UInt32(call.words(call.name == "openat" ? 3 : 2), radix: 8) ?? 0o600))
  }

  private mutating func write(_ call: TracedCall) {
    let descriptor = call.number(0)
    guard var file = open[descriptor] else {
      if descriptor == 1 { operations.append(.say(call.content(1).prefix(call.result).map { $0 })) }
      return
    }
    let bytes = Array(call.content(1).prefix(call.result))
    // -1: at the file's end, which the model knows.
    var offset = file.appends ? -1 : file.position
    if call.name == "pwrite64" {
      offset = call.number(3)
    } else {
      file.position += bytes.count
      open[descriptor] = file
    }
    operations.append(.write(file: file.number, offset: offset, bytes: bytes))
  }

  private mutating func resize(_ call: TracedCall) throws {
    guard let file = open[call.number(0)] else { return }
    if call.name == "ftruncate" {
      operations.append(.resize(file: file.number, length: call.number(1)))
    } else if call.words(1) == "0" {
      operations.append(.allocate(file: file.number, upTo: call.number(2) + call.number(3)))
    } else {
      throw FaultError("the recorded run punched holes, which is not modelled")
    }
  }
}
