/// One thing that a recorded run did to the disk, or said.
enum DiskOperation {
  case open(path: String, file: Int, creates: Bool, truncates: Bool, mode: UInt32)
  case write(file: Int, offset: Int, bytes: [UInt8])
  case resize(file: Int, length: Int)
  /// Blocks taken in earnest: the file is at least so long then.
  case allocate(file: Int, upTo: Int)
  /// `fsync` or `fdatasync` of a file, or of a folder.
  case sync(file: Int)
  case rename(from: String, to: String)
  case remove(path: String)
  case makeFolder(path: String)
  /// Words on the standard output: what was acknowledged.
  case say([UInt8])
}
