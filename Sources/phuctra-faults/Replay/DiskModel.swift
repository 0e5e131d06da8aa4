/// A disk below one folder: files by number, names by path, and what of both is durable.
///
/// As cautious as POSIX allows: a sync of a file makes its content durable and not its name; a name,
/// its removal or a rename is durable once its folder is synced. A rename happens whole or not.
struct DiskModel {
  /// The top folder: there before and always.
  let root: String
  private(set) var files: [Int: FileImage] = [:]
  /// File by path, folders without a file; as a process sees them, and as a cut leaves them.
  private(set) var names: [String: Node] = [:]
  private(set) var durableNames: [String: Node] = [:]
  private var pendingNames: [NameChange] = []
  /// File by the number that an opening got.
  private var handles: [Int: Node] = [:]
  private var handlePaths: [Int: String] = [:]
  private var made = 0
  /// Counts what changes of durable and of volatile state.
  private(set) var durableVersion = 0
  private(set) var volatileVersion = 0

  enum Node: Hashable {
    case folder
    case file(Int)
  }

  /// Changes of names that happen together: a rename removes one and sets another.
  private struct NameChange {
    var folders: Set<String>
    var changes: [(path: String, node: Node?)]
  }

  /// The disk with what lies below `root` already, all of it durable.
  init(root: String, content: [String: FileImage?] = [:]) {
    self.root = root
    for (path, file) in content {
      if let file {
        made += 1
        files[made] = file
        names[path] = .file(made)
      } else {
        names[path] = .folder
      }
    }
    durableNames = names
  }

  /// Makes the next change.
  mutating func take(_ operation: DiskOperation) {
    switch operation {
    case .open(let path, let handle, let creates, let truncates, let mode):
      open(path, handle, creates: creates, truncates: truncates, mode: mode)
    case .write(let handle, let offset, let bytes):
      change(handle) { $0.write(bytes, at: offset) }
    case .resize(let handle, let length): change(handle) { $0.resize(to: length) }
    case .allocate(let handle, let end):
      change(handle) { $0.resize(to: max(end, $0.current.count)) }
    case .sync(let handle): sync(handle)
    case .rename(let from, let to):
      guard let node = names[from], from != to else { return }
      rename([(from, nil), (to, node)])
    case .remove(let path): rename([(path, nil)])
    case .makeFolder(let path): rename([(path, .folder)])
    case .say: break
    }
  }

  private mutating func open(
    _ path: String, _ handle: Int, creates: Bool, truncates: Bool, mode: UInt32
  ) {
    handlePaths[handle] = path
    if path == root {
      handles[handle] = .folder
    } else if let node = names[path] {
      handles[handle] = node
      if truncates { change(handle) { $0.resize(to: 0) } }
    } else if creates {
      made += 1
      files[made] = FileImage(mode: mode)
      handles[handle] = .file(made)
      rename([(path, .file(made))])
    }
  }

  private mutating func change(_ handle: Int, _ body: (inout FileImage) -> Void) {
    guard case .file(let number) = handles[handle], var file = files.removeValue(forKey: number)
    else { return }
    body(&file)
    files[number] = file
    volatileVersion += 1
  }

  private mutating func rename(_ changes: [(path: String, node: Node?)]) {
    for (path, node) in changes { names[path] = node }
    pendingNames.append(
      NameChange(folders: Set(changes.map { DiskModel.folder(of: $0.path) }), changes: changes))
    volatileVersion += 1
  }

  private mutating func sync(_ handle: Int) {
    switch handles[handle] {
    case .file(let number): files[number]?.sync()
    case .folder:
      guard let path = handlePaths[handle] else { return }
      for change in pendingNames where change.folders.contains(path) {
        DiskModel.apply(change, to: &durableNames)
      }
      pendingNames.removeAll { $0.folders.contains(path) }
    case nil: return
    }
    durableVersion += 1
  }

  private static func apply(_ change: NameChange, to names: inout [String: Node]) {
    for (path, node) in change.changes { names[path] = node }
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// The durable names and, of each folder's later changes, the first few: folders forget in order.
  func someNames(_ random: inout SeededGenerator) -> [String: Node] {
    var result = durableNames
    var ended: Set<String> = []
    for change in pendingNames {
      if !ended.isDisjoint(with: change.folders) || Int.random(in: 0..<4, using: &random) == 0 {
        ended.formUnion(change.folders)
      } else {
        DiskModel.apply(change, to: &result)
      }
    }
    return result
  }
}
