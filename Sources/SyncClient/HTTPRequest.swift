/// One request to the hub.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case put = "PUT"
    case post = "POST"
  }

  /// What is sent with it.
  package enum Body: Hashable, Sendable {
    case none
    case bytes([UInt8])
    /// A file, sent in pieces as it lies; it must not change meanwhile.
    case file(String)
  }

  /// Where the answer's body goes; more than `limit` bytes of it end the request.
  package enum Destination: Hashable, Sendable {
    case memory(limit: Int)
    /// A new file, which must not be there yet; only an answer of 200 is written to it, any other is
    /// small and is given as bytes.
    case file(String, limit: Int)
  }

  package var method: Method
  /// Path and query as they stand in the request line: `/v1/feed?after=17`.
  package var target: String
  package var fields: [(name: String, value: String)]
  package var body: Body
  package var destination: Destination

  package init(
    _ method: Method, _ target: String, fields: [(name: String, value: String)] = [],
    body: Body = .none, to destination: Destination = .memory(limit: HTTPRequest.smallAnswer)
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.body = body
    self.destination = destination
  }

  /// More than a receipt, a refusal with its head, or an enrolment's answer ever has, in bytes.
  package static let smallAnswer = 1 << 16
}

/// What the hub answered, whole.
package struct HTTPAnswer: Sendable {
  package var status: Int
  /// Names in lower case, in the order they came.
  package var fields: [(name: String, value: String)]
  /// Empty where the body went to a file.
  package var body: [UInt8]
  /// Bytes of the body, wherever it went.
  package var length: Int

  package init(
    status: Int, fields: [(name: String, value: String)] = [], body: [UInt8] = [], length: Int = 0
  ) {
    self.status = status
    self.fields = fields
    self.body = body
    self.length = length
  }

  /// The first field of a name, given in lower case.
  package subscript(field name: String) -> String? {
    fields.first { $0.name == name }?.value
  }
}
