/// The languages the program speaks: Vietnamese first, English beside it.
package enum Language: String, CaseIterable, Hashable, Sendable {
  case vietnamese = "vi"
  case english = "en"

  /// The other one.
  package var other: Language { self == .vietnamese ? .english : .vietnamese }

  /// From a locale name such as `en_US.UTF-8`; Vietnamese unless it is plainly English.
  package init(locale: String?) {
    self = locale?.hasPrefix("en") == true ? .english : .vietnamese
  }
}
