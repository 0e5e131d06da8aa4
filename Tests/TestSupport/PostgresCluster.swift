import Foundation
import Glibc
import Synchronization

/// A PostgreSQL server of the tests' own: made by `initdb` in a temporary folder, reached by a socket in
/// that folder alone, every commit synced, and gone when the test process ends, however it ends.
///
/// A shell keeps it: it ends the server once its standard input does, so that even a killed test
/// process leaves no server behind. PostgreSQL refuses to run as root; root becomes `postgres`.
package final class PostgresCluster: Sendable {
  private struct Shell {
    var child: pid_t
    var input: Int32
    var output: Int32

    /// Ends the server and waits for the shell's end: Swift Testing's watch over exit tests waits for any
    /// child, and one that nobody waits for keeps it from ever seeing its own.
    func end() {
      close(input)
      close(output)
      var status: Int32 = 0
      while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
  }

  /// The folder of the socket.
  package let folder: String
  private let shell: Mutex<Shell>
  private static let first = Mutex<PostgresCluster?>(nil)

  /// The one that the tests of this process share.
  /// - Throws: `PostgresClusterError`, which says what to install.
  package static func shared() throws -> PostgresCluster {
    try first.withLock { cluster in
      if let cluster { return cluster }
      let made = try PostgresCluster()
      cluster = made
      return made
    }
  }

  /// A further one, for a test that stops it.
  /// - Throws: `PostgresClusterError`, which says what to install.
  package init() throws {
    let shell = try PostgresCluster.launch()
    guard let line = PostgresCluster.line(from: shell.output), line.hasPrefix("ready ") else {
      shell.end()
      throw PostgresClusterError(
        "PostgreSQL 15 cannot be started here; install it: apt-get install -y postgresql-15")
    }
    folder = String(line.dropFirst("ready ".count))
    self.shell = Mutex(shell)
  }

  deinit {
    shell.withLock { $0.end() }
  }

  /// The address of a new, empty database.
  /// - Throws: `PostgresClusterError`.
  package func freshDatabase() throws -> String {
    let name = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
    try command("create \(name)")
    return "postgres://phuctra@/\(name)?host=\(folder)"
  }

  /// Stops the server as an administrator would, ending every connection, and starts it again.
  /// - Throws: `PostgresClusterError`.
  package func restart() throws { try command("restart") }

  /// Stops the server for good; the folder goes with it.
  /// - Throws: `PostgresClusterError`.
  package func stop() throws { try command("stop") }

  private func command(_ words: String) throws {
    let answer = shell.withLock { shell in
      let bytes = Array("\(words)\n".utf8)
      guard write(shell.input, bytes, bytes.count) == bytes.count else { return String?.none }
      return PostgresCluster.line(from: shell.output)
    }
    guard answer == "done" else { throw PostgresClusterError("PostgreSQL refused: \(words)") }
  }

  private static func line(from descriptor: Int32) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1 {
      if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(byte)
    }
    return nil
  }

  private static func launch() throws -> Shell {
    var inward: [Int32] = [0, 0]
    var outward: [Int32] = [0, 0]
    guard pipe(&inward) == 0, pipe(&outward) == 0 else {
      throw PostgresClusterError("no pipe can be made")
    }
    // Closed in every other child of the test process, which would hold the server up otherwise.
    for descriptor in inward + outward { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    defer {
      close(inward[0])
      close(outward[1])
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inward[0], 0)
    posix_spawn_file_actions_adddup2(&actions, outward[1], 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID, which the Glibc module leaves out: an interrupt at the keyboard is not for
    // the shell.
    posix_spawnattr_setflags(&attributes, 0x80)
    let arguments: [String] = ["/bin/sh", "-c", asOrdinaryUser, "sh", keeper]
    let words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    guard posix_spawn(&child, "/bin/sh", &actions, &attributes, words, environ) == 0 else {
      throw PostgresClusterError("/bin/sh cannot be started")
    }
    return Shell(child: child, input: inward[1], output: outward[0])
  }

  private static let asOrdinaryUser = """
    cd /
    [ "$(id -u)" = 0 ] || exec sh -c "$1"
    exec setpriv --reuid=postgres --regid=postgres --clear-groups sh -c "$1"
    """

  private static let keeper = """
    PATH="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1):$PATH"
    export PATH LC_ALL=C
    folder=$(mktemp -d /tmp/phuctra-postgres.XXXXXX) || exit 1
    trap 'pg_ctl -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder"' EXIT
    initdb -D "$folder/data" -U phuctra -A trust -E UTF8 --no-locale >/dev/null 2>&1 || exit 1
    echo "listen_addresses = ''
    unix_socket_directories = '$folder'
    fsync = on
    max_connections = 400" >> "$folder/data/postgresql.conf"
    start() { pg_ctl -D "$folder/data" -w -t 60 -l "$folder/log" start >/dev/null 2>&1 </dev/null; }
    start || exit 1
    echo "ready $folder"
    while read -r word name; do
      case "$word" in
        create) psql -q -h "$folder" -U phuctra -d postgres -c "CREATE DATABASE $name" \\
          >/dev/null 2>&1 </dev/null && echo done || echo failed ;;
        restart) pg_ctl -D "$folder/data" -w -m fast stop >/dev/null 2>&1 </dev/null
          start && echo done || echo failed ;;
        stop) pg_ctl -D "$folder/data" -w -m fast stop >/dev/null 2>&1 </dev/null; echo done ;;
      esac
    done
    """
}

/// Why there is no server for the tests.
package struct PostgresClusterError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) {
    self.description = description
  }
}
