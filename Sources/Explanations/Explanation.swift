package import Casework
package import Metering
package import Wording

/// Says the domain's values in the reader's language: verdicts, causes, reasons, invoices.
///
/// Screens and papers use the same words, so that what an inspector saw is what the customer reads.
/// Texts begin in lower case and have no full stop; `sentence` makes a sentence of one.
package struct Explanation: Sendable {
  package let say: Wording
  /// How energy is written in reasons.
  package var precision: EnergyPrecision

  package init(_ say: Wording, precision: EnergyPrecision = .rounded) {
    self.say = say
    self.precision = precision
  }

  /// `đúng`, `ghi sai`, …: the word for a list or a heading.
  package func word(_ verdict: Verdict) -> String {
    say("verdict.\(verdict.rawValue)")
  }

  /// What the verdict means, as a clause: `chỉ số đã ghi là đúng`.
  package func clause(_ verdict: Verdict) -> String {
    say("verdict.\(verdict.rawValue).sentence")
  }

  /// `đảo hai chữ số kề nhau`.
  package func word(_ cause: Cause) -> String {
    say("cause.\(cause.rawValue)")
  }

  /// Whose index was written here instead: `số này là của công tơ 19013326 (STT 48, cách 1 nhà)`.
  /// - Parameter sameBox: the box, where the other meter hangs in the same one.
  package func clause(_ mistaken: NearbyMeter, sameBox: String? = nil) -> String {
    let steps = Int(mistaken.steps.magnitude)
    let away =
      if let sameBox, !sameBox.isEmpty {
        say("swapped.same-box", sameBox)
      } else {
        say(steps == 1 ? "swapped.next" : "swapped.further", say.number(steps))
      }
    guard let order = mistaken.walkOrder else { return say("swapped.meter", mistaken.meter, away) }
    return say("swapped.meter.order", mistaken.meter, away, say.number(order))
  }

  /// What to look at for a cause that gives no index; nil where there is nothing to say.
  package func advice(_ cause: Cause) -> String? {
    say.known("advice.\(cause.rawValue)")
  }

  /// Which index a correction adopts: `theo chỉ số phúc tra`.
  package func word(_ basis: CorrectionBasis) -> String {
    say("basis.\(basis.rawValue)")
  }

  /// The same in a word or two, for a column of a table: `phúc tra`.
  package func shortWord(_ basis: CorrectionBasis) -> String {
    say("basis.\(basis.rawValue).short")
  }

  /// `có mặt`, `vắng mặt`, `từ chối ký`.
  package func word(_ attendance: CustomerPresence.Attendance) -> String {
    say("attendance.\(attendance.rawValue)")
  }

  /// `chưa phát hành hoá đơn`.
  package func word(_ invoice: InvoiceState) -> String {
    say("invoice.\(invoice.rawValue)")
  }

  /// The same with the invoice's number and the time of the list that says so.
  /// `isShort` leaves the year out, for a small screen.
  package func clause(_ invoice: InvoiceKnowledge, isShort: Bool = false) -> String {
    var text = word(invoice.state)
    if isShort, let loaded = LocalMinute(invoice.asOf) {
      return say("invoice.short", text, say.shortMoment(loaded))
    }
    if let number = invoice.number, !number.isEmpty {
      text = say("invoice.withNumber", text, number)
    }
    guard !invoice.asOf.isEmpty else { return text }
    return say("invoice.asOf", text, say.moment(invoice.asOf))
  }

  /// `cao điểm (CD)`.
  package func word(_ register: RegisterKind) -> String {
    say("register.withCode", say("register.\(register.rawValue)"), register.rawValue)
  }

  /// What a status code of a visit or a record means, with the code: `vắng nhà (V)`.
  ///
  /// Codes come from files and from the field, so one that is not known says itself. `KT` and `SG`
  /// are register names as well: never hand a register's code in here.
  package func word(statusCode code: String) -> String {
    guard code.isStatusCode, say.known("status.\(code)") != nil else {
      return meaning(ofStatusCode: code)
    }
    return say("status.withCode", meaning(ofStatusCode: code), code)
  }

  /// The meaning alone, for a customer to whom codes say nothing: `vắng nhà`.
  package func meaning(ofStatusCode code: String) -> String {
    guard let meaning = say.known("status.\(code)"), code.isStatusCode else {
      return say("status.unknown", code)
    }
    return meaning
  }

  /// `clause` as a sentence: its first letter a capital, a full stop at its end.
  package func sentence(_ clause: String) -> String {
    guard let first = clause.first else { return "" }
    let sentence = first.uppercased() + clause.dropFirst()
    return clause.last.map { ".!?…".contains($0) } == true ? sentence : sentence + "."
  }
}

extension String {
  /// True for one or two capital letters: keeps `withCode` and the like from being taken for codes.
  fileprivate var isStatusCode: Bool {
    (1...2).contains(utf8.count)
      && utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }
}
