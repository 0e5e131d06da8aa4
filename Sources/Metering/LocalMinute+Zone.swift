extension LocalMinute {
  /// Minutes east of UTC that `Z` or `±hh:mm` says; nil for anything else, and beyond fourteen hours,
  /// which no place on earth is from UTC.
  static func offset(_ zone: some Collection<UInt8>) -> Int? {
    let bytes = Array(zone)
    if bytes == [UInt8(ascii: "Z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-")
    else { return nil }
    let digits = [1, 2, 4, 5].map { Int(bytes[$0]) - 0x30 }
    guard digits.allSatisfy({ (0...9).contains($0) }), digits[2] < 6 else { return nil }
    let minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
    guard minutes <= 14 * 60 else { return nil }
    return bytes[0] == UInt8(ascii: "-") ? -minutes : minutes
  }

  /// Minutes east of UTC of legal time in Viet Nam, which has one zone and no summer time.
  private static let vietnam = 7 * 60

  /// Reads a time as a file of the office writes it: `init(_:)`, where a zone stands in it turned into
  /// Vietnamese time. A time that says of itself that it is UTC is seven hours off when its zone is
  /// dropped, and nothing would show it.
  package init?(inVietnam text: some StringProtocol) {
    guard let written = LocalMinute(text) else { return nil }
    let bytes = Array(text.utf8)
    let zone = bytes.last == UInt8(ascii: "Z") ? 1 : 6
    guard bytes.count > 16, let offset = LocalMinute.offset(bytes.suffix(zone)) else {
      self = written
      return
    }
    let minutes = written.day.number * 1440 + written.minute + LocalMinute.vietnam - offset
    let day = Day(number: minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440)
    guard (1900...2199).contains(day.civil.year) else { return nil }
    self.init(day: day, minute: minutes - day.number * 1440)
  }
}
