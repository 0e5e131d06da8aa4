import Glibc

/// A list under way, in the folder that is this run's alone.
///
/// Neither synced nor renamed by itself: ten thousand syncs and renames would cost more than all the
/// rest. The folder is synced once, before `report.json` gets its name, so what a run that was cut off
/// left behind has none; and a list that is not whole is refused by whoever imports it.
final class MonthList {
  private let path: String
  private var descriptor: Int32

  init(_ name: String, in folder: ListFolder) throws(OutputError) {
    path = "\(folder.path)/\(name)"
    descriptor = try folder.newFile(name)
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(path)
  }

  /// Writes what has gathered once it is worth a call.
  func take(_ bytes: inout [UInt8]) throws(OutputError) {
    guard bytes.count >= 1 << 18 else { return }
    try LineOutput.write(bytes, to: descriptor)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes the rest; a list that is given up before goes away.
  func finish(_ bytes: [UInt8]) throws(OutputError) {
    try LineOutput.write(bytes, to: descriptor)
    close(descriptor)
    descriptor = -1
  }
}
