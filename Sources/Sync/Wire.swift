package import Evidence

/// One HTTP request, ready to be sent.
package struct WireRequest: Hashable, Sendable {
  package var method: Method
  package var path: String
  /// Without its question mark; empty where there is none.
  package var query = ""
  package var fields: [Field] = []
  package var body = Body.none
  package var answer = AnswerForm.words

  package enum Method: String, Hashable, Sendable {
    case get = "GET"
    case put = "PUT"
    case head = "HEAD"
    case post = "POST"
  }

  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package enum Body: Hashable, Sendable {
    case none
    case bytes([UInt8])
    /// The blob of this hash, streamed from its file.
    case blob(ContentHash)
  }

  /// What to do with the body of the answer.
  package enum AnswerForm: Hashable, Sendable {
    /// Keep it in memory, up to `WireAnswer.longest` bytes.
    case words
    /// Where the status is 200, put it into a temporary file for the blob of this hash.
    case blob(ContentHash)
  }

  package init(
    _ method: Method, _ path: String, query: String = "", body: Body = .none,
    answer: AnswerForm = .words
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.answer = answer
  }

  /// The path with its query, as it stands in the request line.
  package var target: String { query.isEmpty ? path : "\(path)?\(query)" }
}

/// What came back.
package struct WireAnswer: Hashable, Sendable {
  package var status: Int
  /// Empty where the body went into a file.
  package var body: [UInt8]

  /// A feed page of 1 MiB of entries, escaped as JSON, with room to spare.
  package static let longest = 8 << 20

  package init(status: Int, body: [UInt8] = []) {
    self.status = status
    self.body = body
  }
}
