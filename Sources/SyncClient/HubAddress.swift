import FoundationEssentials

/// Where a hub answers: scheme, host and port, and nothing else.
///
/// A path, a query or a name with a password in an address would travel with every request, and what
/// is signed (method, path, query) would not be what the hub sees; so they are refused, not dropped.
package struct HubAddress: Hashable, Sendable, CustomStringConvertible {
  package let isEncrypted: Bool
  /// A name or an IP address; an IPv6 address without its brackets.
  package let host: String
  package let port: Int

  /// Reads `https://hub.example`, `https://10.0.0.7:8443`, `http://[::1]:8080`; a `/` at the end is
  /// dropped.
  /// - Throws: `TransportError` (`badAddress`) with the text and what is expected.
  package init(_ text: String) throws(TransportError) {
    // A URL parser forgives what a person mistyped; only characters that an origin has may come.
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "["), UInt8(ascii: "]"):
        true
      default: false
      }
    }
    guard allowed, let url = URL(string: text), let scheme = url.scheme?.lowercased(),
      scheme == "https" || scheme == "http", let host = url.host, !host.isEmpty,
      url.path.isEmpty || url.path == "/"
    else { throw HubAddress.refused(text) }
    isEncrypted = scheme == "https"
    self.host = host.lowercased()
    port = url.port ?? (isEncrypted ? 443 : 80)
    // What stands behind the host's colon must have been a port, not a word that was skipped.
    guard (1...65535).contains(port), text.last != ":" else { throw HubAddress.refused(text) }
  }

  private static func refused(_ text: String) -> TransportError {
    TransportError(.badAddress, place: text, reason: "https://HOST[:PORT]")
  }

  /// `https://hub.example:8443`, the port only where it is not the scheme's own.
  package var description: String {
    let scheme = isEncrypted ? "https" : "http"
    let name = host.contains(":") ? "[\(host)]" : host
    let isUsual = port == (isEncrypted ? 443 : 80)
    return "\(scheme)://\(name)\(isUsual ? "" : ":\(port)")"
  }

  /// True where what is sent unencrypted stays on this machine.
  package var isLoopback: Bool {
    host == "localhost" || host == "::1" || host.hasPrefix("127.")
  }
}
