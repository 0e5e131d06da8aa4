/// SG's movement against BT + CD + TD's, by the records or by the re-read indices.
struct SumCheck: Hashable, Sendable {
  /// BT + CD + TD − SG, in thousandths of an index unit.
  var excess: Int64
  /// How much of it cut-off digits explain.
  var tolerance: Int64
  /// −1 where the register looked at is SG itself, else 1.
  var sign: Int64 = 1
  /// Energy of both sides.
  var total: Energy
  var parts: Energy

  /// How far the two sides lie apart.
  var energy: Energy { Energy(millionths: abs(parts.millionths - total.millionths)) }

  /// True where both sides moved alike.
  var agrees: Bool { excess.magnitude <= tolerance.magnitude }

  /// True where they would if the register looked at had shown `change` more.
  func agrees(correctedBy change: Int64) -> Bool {
    (excess + sign * change).magnitude <= tolerance.magnitude
  }

  /// Nil unless `registers` has BT, CD, TD and SG once each, of one multiplier, and every one has an
  /// index.
  init?(
    _ registers: [RecordedRegister], tolerance units: Int64,
    index: (RecordedRegister) -> Index?
  ) {
    var parts: Int64 = 0
    var total: Int64?
    var kinds: [RegisterKind] = []
    let registers = registers.filter { $0.kind != .reactive }
    for register in registers {
      guard let index = index(register), register.multiplier == registers[0].multiplier else {
        return nil
      }
      let movement = register.movement(to: index)
      if register.kind == .total { total = movement } else { parts += movement }
      kinds.append(register.kind)
    }
    guard let total, kinds.count == 4,
      [.normal, .peak, .offPeak].allSatisfy({ kinds.contains($0) })
    else { return nil }
    excess = parts - total
    tolerance = units * (registers.map(\.precision).max() ?? 1000)
    self.total = Energy(thousandths: total, multiplier: registers[0].multiplier)
    self.parts = Energy(thousandths: parts, multiplier: registers[0].multiplier)
  }

  /// The same, as the register `kind` sees it; nil for a register that takes no part.
  func seen(by kind: RegisterKind) -> SumCheck? {
    guard kind != .reactive, kind != .single else { return nil }
    var check = self
    check.sign = kind == .total ? -1 : 1
    return check
  }
}
