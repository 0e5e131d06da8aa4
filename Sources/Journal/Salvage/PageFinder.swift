/// Finds the pages of a damaged database by their numbers: in the database's file or, newer, in its log
/// (https://www.sqlite.org/fileformat2.html, 4).
struct PageFinder {
  /// Which version of a page is taken where the log holds several.
  enum Version {
    case newest, oldest, database
  }

  let versions: [Version]
  private let database: DamagedFile?
  private let log: DamagedFile?
  private let pageSize: Int
  /// Bytes of a page that SQLite uses.
  let usableSize: Int
  /// Offsets in the log of each page, oldest first.
  private var frames: [UInt32: [Int]] = [:]

  init(database: DamagedFile?, log: DamagedFile?) {
    self.database = database
    self.log = log
    let start = database?.bytes(at: 0, count: 24) ?? []
    let said = start.count == 24 ? Int(start[16]) << 8 | Int(start[17]) : 0
    let isSize = said >= 512 && said & (said - 1) == 0
    pageSize = said == 1 ? 65_536 : isSize ? said : 4096
    usableSize = pageSize
    versions = log == nil ? [.database] : [.newest, .database, .oldest]
    guard let log else { return }
    var offset = 32
    while offset + 24 + pageSize <= log.size {
      frames[PageFinder.number(log.bytes(at: offset, count: 4)), default: []].append(offset + 24)
      offset += 24 + pageSize
    }
  }

  /// A row's record: what stands at `start` of its page, and what follows on overflow pages.
  func payload(
    of cell: RowCell, at start: Int, in file: DamagedFile, _ version: Version
  ) -> [UInt8] {
    var payload = file.bytes(at: start, count: cell.local)
    guard cell.local < cell.total else { return payload }
    var next = PageFinder.number(file.bytes(at: start + cell.local, count: 4))
    while payload.count < cell.total, next > 0 {
      let page = page(next, version)
      guard page.count > 4 else { break }
      next = PageFinder.number(Array(page[..<4]))
      payload += page[4...].prefix(cell.total - payload.count)
    }
    return payload
  }

  private func page(_ number: UInt32, _ version: Version) -> [UInt8] {
    let inLog = frames[number] ?? []
    let offset = version == .newest ? inLog.last : version == .oldest ? inLog.first : nil
    if let offset, let log { return log.bytes(at: offset, count: usableSize) }
    return database?.bytes(at: (Int(number) - 1) * pageSize, count: usableSize) ?? []
  }

  private static func number(_ bytes: [UInt8]) -> UInt32 {
    bytes.count == 4 ? bytes.reduce(0) { $0 << 8 | UInt32($1) } : 0
  }
}
