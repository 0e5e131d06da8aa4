package import Metering

/// What kind of error of whom a wrong record is: the reader's own (*chủ quan*) or not.
package enum ErrorOrigin: String, CaseIterable, Hashable, Sendable {
  /// The dial, or another dial, was misread.
  case misread
  /// Read right and keyed wrong: digits changed places, were doubled, left out or added.
  case miskeyed
  /// The dial was not read at all: the old index, or nothing, was written.
  case notRead
  /// Not the reader's: the meter was exchanged, the multiplier is wrong, the register rolled over.
  case notReaders
  /// Nobody can say.
  case unknown

  /// By the convention of studies of copied numbers: changed order and changed length come from the
  /// hand, another digit in its place from the eye.
  package init(_ cause: Cause?) {
    switch cause {
    case .substitution, .decimalShift, .swappedMeters: self = .misread
    case .transposition, .jumpTransposition, .twin, .omission, .insertion: self = .miskeyed
    case .repeatedIndex, .zero: self = .notRead
    case .rollover, .meterExchanged, .multiplierWrong: self = .notReaders
    case .unexplained, nil: self = .unknown
    }
  }

  /// The reader's own error.
  package var isSubjective: Bool {
    switch self {
    case .misread, .miskeyed, .notRead: true
    case .notReaders, .unknown: false
    }
  }
}
