import ArgumentParser
import Crypto
import Frames
import GRDB
import Glibc
import Terminal

/// The least that a program with these libraries can do before its first screen: what `FirstScreen`
/// holds phuctra against.
struct Probe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a database and a screen, and wait for a key.", shouldDisplay: false)

  /// What its screen says.
  static let greeting = "phuctra-bench probe"

  @Argument(help: "An SQLite file.")
  var database: String

  func run() throws {
    let queue = try DatabaseQueue(path: database)
    let tables = try queue.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") ?? 0
    }
    let key = Curve25519.Signing.PrivateKey()
    let terminal = try TerminalDriver(
      settings: TerminalSettings(type: getenv("TERM").map { String(cString: $0) }))
    defer { terminal.close() }
    var frame = Frame(terminal.size)
    frame.write(
      "\(Probe.greeting) \(tables) \(key.publicKey.rawRepresentation.count)", row: 0, column: 0)
    terminal.draw(frame)
    while terminal.events().isEmpty {}
  }
}
