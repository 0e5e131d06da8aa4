import Evidence
import Foundation
import TestSupport
import Testing

/// True where `python3` with the package `cryptography` is installed.
private let hasPython = run("python3", ["-c", "import cryptography"]).status == 0

/// Runs a program; status 127 where it is not there.
private func run(_ program: String, _ arguments: [String]) -> (status: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  do { try process.run() } catch { return (127, "\(error)") }
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: output, as: UTF8.self))
}

@Suite("An exported bundle")
struct PythonTests {
  /// Written from the published format alone: nothing of this package is used.
  private static let checker = #"""
    import sys, hashlib
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    data = open(sys.argv[1], 'rb').read()
    raw = bytes.fromhex(open(sys.argv[2]).read().strip())
    key = Ed25519PublicKey.from_public_bytes(raw)
    assert data.startswith(b'phuctra-bundle/1\n')
    at, previous, count = 17, hashlib.sha256(raw).hexdigest(), 0
    while at < len(data):
        end = at
        for _ in range(8): end = data.index(b'\n', end) + 1
        header = data[at:end]
        lines = header.decode('ascii').split('\n')
        assert lines[0] == 'phuctra-entry/1'
        field = dict(line.split(': ', 1) for line in lines[1:8])
        assert field['device'] == hashlib.sha256(raw).hexdigest()[:32]
        assert field['seq'] == str(count + 1) and field['previous'] == previous
        stop = data.index(b'\n', end) + 1
        signature = bytes.fromhex(data[end:stop].decode().split(': ')[1])
        key.verify(signature, header)
        length = int(field['body-length'])
        assert data[stop:stop + 1] == b'\n'
        body = data[stop + 1:stop + 1 + length]
        assert hashlib.sha256(body).hexdigest() == field['body-sha256']
        at = stop + 1 + length + 1
        assert data[at - 1:at] == b'\n'
        previous, count = hashlib.sha256(header).hexdigest(), count + 1
    print(count)
    """#

  @Test(
    "verifies with python and its package cryptography alone",
    .enabled(if: hasPython, "needs python3 with its package: apt install python3-cryptography"))
  func python() throws {
    try withTemporaryDirectory { folder in
      let (key, entries) = try sampleLog(7)
      let script = folder.appendingPathComponent("check.py")
      let bundle = folder.appendingPathComponent("log.phuctra")
      let pub = folder.appendingPathComponent("device.pub")
      try Self.checker.write(to: script, atomically: true, encoding: .utf8)
      try "\(key.publicKey.hex)\n".write(to: pub, atomically: true, encoding: .utf8)
      try Data(Bundle.bytes(of: entries)).write(to: bundle)
      let sound = run("python3", [script.path, bundle.path, pub.path])
      #expect(sound.status == 0 && sound.output == "7\n", "\(sound.output)")
      try Data(flipped(Bundle.bytes(of: entries), bit: 9000)).write(to: bundle)
      #expect(run("python3", [script.path, bundle.path, pub.path]).status != 0)
    }
  }
}
