/// A file as a disk holds it: what a sync made durable, and what was written since.
struct FileImage {
  private(set) var durable: [UInt8]
  private(set) var current: [UInt8]
  private var pending: [Change] = []
  let mode: UInt32

  private enum Change {
    case write(offset: Int, bytes: [UInt8])
    case resize(Int)
  }

  /// What a disk writes whole or not at all, in bytes.
  private static let sector = 512

  /// An empty file, or one that was there before.
  init(mode: UInt32, content: [UInt8] = []) {
    self.mode = mode
    durable = content
    current = content
  }

  /// True where a sync would change what is durable.
  var isPending: Bool { !pending.isEmpty }

  mutating func write(_ bytes: [UInt8], at offset: Int) {
    let place = offset < 0 ? current.count : offset
    pending.append(.write(offset: place, bytes: bytes))
    FileImage.write(bytes, at: place, into: &current)
  }

  mutating func resize(to length: Int) {
    guard length != current.count else { return }
    pending.append(.resize(length))
    FileImage.resize(&current, to: length)
  }

  mutating func sync() {
    for change in pending {
      switch change {
      case .write(let offset, let bytes): FileImage.write(bytes, at: offset, into: &durable)
      case .resize(let length): FileImage.resize(&durable, to: length)
      }
    }
    pending = []
  }

  /// The durable content and, of what was written since, each sector with a chance of one half; a
  /// sector holds what the file held there when that write had been made.
  func torn(_ random: inout SeededGenerator) -> [UInt8] {
    guard isPending else { return durable }
    var arrived = durable
    var reached = durable
    for change in pending {
      switch change {
      case .resize(let length):
        FileImage.resize(&reached, to: length)
        if Bool.random(using: &random) { FileImage.resize(&arrived, to: length) }
      case .write(let offset, let bytes):
        FileImage.write(bytes, at: offset, into: &reached)
        var start = offset / FileImage.sector * FileImage.sector
        while start < offset + bytes.count {
          let end = min(start + FileImage.sector, reached.count)
          if Bool.random(using: &random) {
            FileImage.write(Array(reached[start..<end]), at: start, into: &arrived)
          }
          start += FileImage.sector
        }
      }
    }
    return arrived
  }

  private static func write(_ bytes: [UInt8], at offset: Int, into content: inout [UInt8]) {
    let end = offset + bytes.count
    if content.count < end { resize(&content, to: end) }
    content.withUnsafeMutableBytes { target in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(rebasing: target[offset..<end]).copyMemory(from: source)
      }
    }
  }

  private static func resize(_ content: inout [UInt8], to length: Int) {
    if length < content.count {
      content.removeSubrange(length...)
    } else {
      content += [UInt8](repeating: 0, count: length - content.count)
    }
  }
}
