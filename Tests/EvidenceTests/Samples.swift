import Evidence
import Testing

/// A log of `count` entries signed with the key of a fixed seed.
func sampleLog(_ count: Int, seed: UInt8 = 7) throws -> (key: DeviceKey, entries: [Entry]) {
  let key = try #require(DeviceKey(seed: [UInt8](repeating: seed, count: 32)))
  let kind = try #require(EntryKind("inspection"))
  var head = ChainHead.start(key.publicKey)
  var entries: [Entry] = []
  for number in 0..<count {
    let body = Array(#"{"version":1,"meter":"1901332\#(number)","note":"Lũy\nBích"}"#.utf8)
    let entry = try Chain.next(after: head, kind: kind, body: body, key: key)
    head = head.advanced(by: entry)
    entries.append(entry)
  }
  return (key, entries)
}

/// `bytes` with one bit turned.
func flipped(_ bytes: [UInt8], bit: Int) -> [UInt8] {
  var bytes = bytes
  bytes[bit / 8] ^= 1 << UInt8(bit % 8)
  return bytes
}
