import Casework
import Metering

/// A JSON object on one line, its fields in the order they are added.
///
/// Written by hand because the order is part of what scripts and people read, and because a
/// probability has to be an exact decimal: no floating point on the way.
struct JSONObject {
  private(set) var fields = ""

  init() {}

  /// A verdict overruled: from which, to which, and why.
  init(_ overruled: OverruledVerdict) {
    add("from", overruled.from.rawValue)
    add("to", overruled.to.rawValue)
    add("reason", overruled.reason)
  }

  /// What a correction moves in money, in VND with VAT; an estimate.
  init(_ cost: EstimatedCost) {
    switch cost {
    case .unknown(let reason): add("unknown", reason.rawValue)
    case .known(let amounts):
      add("estimate", true)
      add("decisions", amounts.decisions)
      add("taxPercent", amounts.taxPercent)
      add("before", amounts.before)
      add("after", amounts.after)
      add("thisMonth", amounts.thisMonth)
      if let next = amounts.nextMonth { add("nextMonth", next) }
      add("difference", amounts.difference)
    }
  }

  /// The object.
  var text: String { "{\(fields)}" }

  /// A string; nothing where it is nil.
  mutating func add(_ key: String, _ value: String?) {
    guard let value else { return }
    add(key, raw: JSONObject.quoted(value))
  }

  mutating func add(_ key: String, _ number: some BinaryInteger) {
    add(key, raw: String(number))
  }

  mutating func add(_ key: String, _ flag: Bool) {
    add(key, raw: flag ? "true" : "false")
  }

  mutating func add(_ key: String, _ values: [String]) {
    add(key, raw: JSONObject.array(values.map(JSONObject.quoted)))
  }

  mutating func add(_ key: String, _ objects: [JSONObject]) {
    add(key, raw: JSONObject.array(objects.map(\.text)))
  }

  mutating func add(_ key: String, _ object: JSONObject) {
    add(key, raw: object.text)
  }

  /// A number between 0 and 1 given in millionths, as its exact decimal: 300 → `0.0003`.
  mutating func add(_ key: String, millionths: Int) {
    add(key, raw: Decimal.text(millionths, places: 6))
  }

  private mutating func add(_ key: String, raw: String) {
    if !fields.isEmpty { fields += "," }
    fields += "\(JSONObject.quoted(key)):\(raw)"
  }

  private static func array(_ items: [String]) -> String {
    "[\(items.joined(separator: ","))]"
  }

  /// `text` as a JSON string (RFC 8259): quote, backslash and control characters escaped.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{00}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
