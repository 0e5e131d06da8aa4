import Glibc
import NIOCore

/// A body while it arrives: a short one in memory, the rest of a longer one in a file whose name is gone,
/// so that a crowd of slow clients costs the hub little memory, however long they take.
final class ArrivingBody {
  private let folder: String
  private let most: Int
  private var start: [UInt8] = []
  private var rest: StagedFile?
  /// Bytes so far.
  private(set) var count = 0

  /// - Parameters:
  ///   - folder: where the file would lie.
  ///   - most: bytes that stay in memory.
  init(folder: String, inMemory most: Int) {
    self.folder = folder
    self.most = most
  }

  deinit { rest?.discard() }

  /// Adds what came.
  /// - Throws: `Refusal` (`busy`) where the disk has no room; `HubStoreError`.
  func append(_ piece: ByteBuffer) async throws {
    count += piece.readableBytes
    if rest == nil, count <= most {
      start.append(contentsOf: piece.readableBytesView)
    } else {
      try await file().append(piece)
    }
  }

  /// All of it.
  /// - Throws: `HubStoreError` where the disk does not give it back.
  func bytes() async throws -> [UInt8] {
    guard let rest else { return start }
    return start + (try await rest.bytes(count - start.count))
  }

  /// Nobody needs its name, and nothing of it is left however the hub ends.
  private func file() throws -> StagedFile {
    if let rest { return rest }
    let made = try StagedFile(in: folder)
    unlink(made.path)
    rest = made
    return made
  }
}
