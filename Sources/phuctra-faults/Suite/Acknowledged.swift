/// The entries that a session was told are durable: their hashes by sequence.
struct Acknowledged {
  private(set) var hashes: [Int64: String] = [:]

  /// Takes in whole lines of a session's output.
  mutating func take(_ output: some StringProtocol) {
    for line in output.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let words = line.split(separator: " ")
      guard words.count == 3, words[0] == "ack", let sequence = Int64(words[1]) else { continue }
      hashes[sequence] = String(words[2])
    }
  }
}
