import Casework
import Explanations
import Metering
import Wording

extension MinutesWriter {
  /// The photos by name, time and the beginning of their hash: enough to find each, and to see that
  /// it is the one.
  var photos: Paper.Table {
    Paper.Table(
      columns: [
        Paper.Column(say("document.photo.name"), isNumeric: false),
        Paper.Column(say("document.photo.taken"), isNumeric: false),
        Paper.Column(say("document.photo.hash"), isNumeric: false),
      ],
      rows: content.photos.map {
        [$0.name, say.moment($0.taken), String($0.sha256.prefix(16))]
      })
  }

  /// Number and hash of the entry as a QR code; none before it is saved.
  var code: [Paper.Block] {
    guard !holds(.preview) else { return [] }
    return [.code(EntryCode(number: correction.number, hash: content.entry).text)]
  }

  /// Where the device was when the dial was read, with how sure that is and how old. Degrees are
  /// written with a point in every language, as maps take them.
  var position: String {
    guard let position = content.inspection?.position else { return "" }
    let place = "\(degrees(position.latitude)), \(degrees(position.longitude))"
    let age = say.number(position.age)
    guard let error = position.error else { return say("document.position.unsure", place, age) }
    return say("document.position", place, say.number(error), age)
  }

  /// Ten-millionths of a degree: `10.8012345`.
  private func degrees(_ value: Int64) -> String {
    let fraction = String(value.magnitude % 10_000_000)
    let zeros = String(repeating: "0", count: 7 - fraction.count)
    return "\(value < 0 ? "-" : "")\(value.magnitude / 10_000_000).\(zeros)\(fraction)"
  }

  /// How the paper ended as far as is recorded; a customer who was there and would not sign has
  /// said so already. Empty where no adjustment invoice follows and nobody said anything: such minutes
  /// need no signature.
  var signature: String {
    if let mark = content.signing {
      return signature(mark.signing.outcome, at: mark.time, witness: mark.signing.witness)
    }
    if correction.customer.attendance == .refused {
      return signature(.refused, at: content.stamp.time, witness: correction.witness)
    }
    return correction.invoice.state == .notIssued ? "" : say("document.signature.none")
  }

  private func signature(
    _ outcome: MinutesSigning.Outcome, at time: String, witness: String?
  ) -> String {
    let key = "document.signature.\(outcome.rawValue)"
    guard let witness, !witness.isEmpty else { return say(key, day(ofStamp: time)) }
    return say("\(key).witness", day(ofStamp: time), witness)
  }

  /// The day of a stamp, as it stands where it is no date.
  func day(ofStamp stamp: String) -> String {
    LocalMinute(stamp).map { say.date($0.day) } ?? stamp
  }

  /// What the corrected index goes by; an estimate with the band it lies in.
  func basis(_ register: CorrectedRegister) -> String {
    let words = explain.word(register.basis)
    guard let band = register.band, band.count == 2 else { return words }
    let dial = content.listed(register.register)?.dial
    return say(
      "document.basis.band", words,
      "\(say.index(band[0], dial: dial))–\(say.index(band[1], dial: dial))")
  }

  /// SG against BT + CD + TD, where the point has them all: a rate that was taken down wrong shows
  /// here, and so does whether the correction settles it.
  func sum(_ key: String, _ energy: KeyPath<CorrectedRegister, Energy>) -> String {
    func value(_ kind: RegisterKind) -> Energy? {
      correction.registers.first { $0.register == kind }.map { $0[keyPath: energy] }
    }
    guard let total = value(.total), let normal = value(.normal), let peak = value(.peak),
      let offPeak = value(.offPeak)
    else { return "" }
    let parts = normal + peak + offPeak
    return say(
      key, say.energy(total, precision: .exact), say.energy(parts, precision: .exact),
      say.energy(total - parts, precision: .exact, signed: true))
  }
}
