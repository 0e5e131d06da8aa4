/// Why a request had no whole answer. Nothing of it says what the hub did: a request whose answer was
/// lost may have been carried out, so it is sent again, which changes nothing.
package struct TransportError: Error, Hashable, Sendable {
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// No name, no route, nobody listens, or no answer to the connection in time: no network, or the
    /// hub is down.
    case unreachable
    /// Connected, but the whole answer was not there when the time was over.
    case timedOut
    /// The connection ended before the answer did.
    case cut
    /// The hub's certificate is not one that the trust roots vouch for, or not for this host.
    case untrusted
    /// What answered speaks no HTTP, or not as it should.
    case malformed
    /// The answer is longer than any that the request may have.
    case tooLarge
    /// The address is none.
    case badAddress
    /// The file of trust roots cannot be read, or holds no certificate.
    case badTrust
    /// A file to send or to receive into could not be read or written.
    case file
    /// The program asked to stop.
    case cancelled
  }

  package var code: Code
  /// The hub's address, or the path of the file.
  package var place: String
  /// What exactly, in a library's or the system's own words; for a log, not for a person.
  package var reason: String

  package init(_ code: Code, place: String, reason: String) {
    self.code = code
    self.place = place
    self.reason = reason
  }

  /// True where trying again later may help without anyone changing anything.
  package var mayPass: Bool {
    switch code {
    case .unreachable, .timedOut, .cut, .malformed, .untrusted: true
    case .tooLarge, .badAddress, .badTrust, .file, .cancelled: false
    }
  }
}
