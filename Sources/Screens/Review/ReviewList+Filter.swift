import Casework
import Explanations
import Frames
import Metering
import Wording

extension ReviewList {
  /// What can be set of the filter.
  private enum Part: String, CaseIterable {
    case group, inspector, book, cause, verdict, invoice, age
    /// Takes all of it away.
    case nothing
  }

  /// A part of the filter, with the values that the queue has for it.
  enum Asking: Hashable {
    case part
    case group
    case inspector([String])
    case book([String])
    case cause([Cause])
    case verdict
    case invoice
    case age
  }

  private static let purpose = "review.filter"

  /// Which part of the filter to set; every part is a list to choose from, never words to type.
  mutating func askPart(_ shared: Shared) -> [Step] {
    asking = .part
    let texts = Part.allCases.map { shared.say("review.part.\($0.rawValue)") }
    return ask("review.narrow", texts, shared)
  }

  private func ask(_ title: String, _ texts: [String], _ shared: Shared) -> [Step] {
    [
      .push(
        .choice(
          .phrases(shared.say(title), texts, purpose: ReviewList.purpose, allowsText: false)))
    ]
  }

  mutating func choose(_ purpose: String, _ number: Int, _ shared: Shared) -> [Step] {
    guard purpose == ReviewList.purpose, let asking else { return [] }
    self.asking = nil
    if asking == .part {
      guard Part.allCases.indices.contains(number) else { return [] }
      return askValue(Part.allCases[number], shared)
    }
    // The first value of every part lets all through.
    let place = number - 1
    func value<Value>(_ values: [Value]) -> Value? {
      values.indices.contains(place) ? values[place] : nil
    }
    switch asking {
    case .part: break
    case .group:
      guard ReviewFilter.Group.allCases.indices.contains(number) else { return [] }
      filter.group = ReviewFilter.Group.allCases[number]
    case .inspector(let persons): filter.inspector = value(persons)
    case .book(let books): filter.book = value(books)
    case .cause(let causes): filter.cause = value(causes)
    case .verdict: filter.verdict = value(Verdict.allCases)
    case .invoice: filter.invoice = value(InvoiceState.allCases)
    case .age: filter.age = value(ReviewFilter.Age.allCases)
    }
    cursor.selected = 0
    narrow(shared)
    return []
  }

  private mutating func askValue(_ part: Part, _ shared: Shared) -> [Step] {
    let say = shared.say
    let all = [say("review.any")]
    let title = "review.part.\(part.rawValue)"
    switch part {
    case .group:
      asking = .group
      return ask(
        title, ReviewFilter.Group.allCases.map { say("review.group.\($0.rawValue)") }, shared)
    case .inspector:
      let persons = Set(queue.cases.map(\.author.person)).sorted()
      asking = .inspector(persons)
      return ask(title, all + persons.map { counted($0) { $0.author.person } }, shared)
    case .book:
      let books = Set(queue.cases.map(\.book)).sorted()
      asking = .book(books)
      return ask(title, all + books.map { counted($0) { $0.book } }, shared)
    case .cause:
      let causes = Cause.allCases.filter { cause in queue.cases.contains { $0.cause == cause } }
      asking = .cause(causes)
      let explanation = Explanation(say)
      return ask(title, all + causes.map { explanation.word($0) }, shared)
    case .verdict:
      asking = .verdict
      return ask(title, all + Verdict.allCases.map { say("verdict.\($0.rawValue)") }, shared)
    case .invoice:
      asking = .invoice
      return ask(
        title, all + InvoiceState.allCases.map { say("review.invoice.\($0.rawValue)") }, shared)
    case .age:
      asking = .age
      return ask(
        title, all + ReviewFilter.Age.allCases.map { say("review.age.\($0.rawValue)") }, shared)
    case .nothing:
      filter = ReviewFilter()
      narrow(shared)
      return []
    }
  }

  private func counted(_ value: String, _ of: (ReviewCase) -> String) -> String {
    "\(value)  (\(queue.cases.count { of($0) == value }))"
  }

  /// The filter in words, for the title and for the record of a decision on many.
  func description(_ say: Wording) -> String {
    var parts: [String] = []
    if filter.clearUpTo != nil {
      parts.append(say("review.clear", say.number(ReviewList.clearLimit)))
    }
    if filter.group != .awaiting { parts.append(say("review.group.\(filter.group.rawValue)")) }
    parts += [filter.inspector, filter.book].compactMap(\.self)
    if let cause = filter.cause { parts.append(Explanation(say).word(cause)) }
    if let verdict = filter.verdict { parts.append(say("verdict.\(verdict.rawValue)")) }
    if let invoice = filter.invoice { parts.append(say("review.invoice.\(invoice.rawValue)")) }
    if let age = filter.age { parts.append(say("review.age.\(age.rawValue)")) }
    if !filter.words.isEmpty { parts.append("“\(filter.words)”") }
    return parts.joined(separator: " · ")
  }
}
