import FoundationEssentials

/// What the JSON of a feed page says, as this room reads it out of the signed bytes.
struct PageContent: Decodable {
  var receipt: String?
  var certificates: [String]
  var entries: [Entry]
  var visits: [Visit]
  /// Files that a courier brought and that the hub has.
  var blobs: [String]?

  struct Entry: Decodable {
    var position: Int64
    var header: String
    var signature: String
    var body: String
  }

  struct Visit: Decodable {
    var position: Int64
    var unit: String
    var point: String
    var meter: String
    var period: String
    var state: String
    var time: String
    var tag: String
    var person: String
  }

  /// - Throws: `JournalError` (`syncRefused`).
  init(_ bytes: [UInt8]) throws {
    do {
      self = try JSONDecoder().decode(PageContent.self, from: Data(bytes))
    } catch {
      throw Journal.unsound("the page's content is not in its form")
    }
  }
}
