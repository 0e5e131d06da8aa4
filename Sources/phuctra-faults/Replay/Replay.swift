/// Cuts the power after each operation of a recording and looks at what is left.
struct Replay {
  let recording: Recording
  /// Makes `images` images in all (fewer only where a recording has fewer than one) and hands each to
  /// `look`, laid out on the real disk, with what was acknowledged before the cut.
  ///
  /// The first pass takes each variant that differs from the image before; more passes tear anew.
  func run(
    images: Int, _ random: inout SeededGenerator, variants: [CutVariant] = CutVariant.allCases,
    look: (Acknowledged, String) throws -> Void
  ) throws {
    let all = recording.operations.count * variants.count
    var made = 0
    var pass = 0
    while made < images, pass < 100 {
      let share = images - made
      made += try self.pass(
        variants.filter { pass == 0 || $0 == .torn }, wanted: share,
        of: pass == 0 ? all : recording.operations.count, &random, look)
      pass += 1
    }
  }

  private func pass(
    _ variants: [CutVariant], wanted: Int, of all: Int, _ random: inout SeededGenerator,
    _ look: (Acknowledged, String) throws -> Void
  ) throws -> Int {
    var disk = DiskModel(root: recording.folder.disk)
    var said = Acknowledged()
    var line: [UInt8] = []
    var seen: [CutVariant: [Int]] = [:]
    var made = 0
    for (number, operation) in recording.operations.enumerated() {
      disk.take(operation)
      if case .say(let words) = operation {
        line += words
        said.take(String(decoding: line, as: UTF8.self))
        line = Array(line.suffix(while: { $0 != UInt8(ascii: "\n") }))
      }
      for variant in variants where made < wanted {
        let state = [disk.durableVersion, variant == .unwritten ? 0 : disk.volatileVersion]
        guard seen[variant] != state, Int.random(in: 0..<max(1, all), using: &random) < wanted
        else { continue }
        seen[variant] = state
        try DiskImage(disk, variant, &random).lay()
        try look(said, "cut after operation \(number + 1), \(variant.rawValue)")
        made += 1
      }
    }
    return made
  }
}

extension Array {
  /// The longest end whose elements all pass.
  fileprivate func suffix(while passes: (Element) -> Bool) -> ArraySlice<Element> {
    let rest = lastIndex { !passes($0) }.map { $0 + 1 } ?? startIndex
    return self[rest...]
  }
}
