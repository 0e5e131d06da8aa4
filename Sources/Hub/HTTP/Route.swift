import Evidence
import HTTPTypes
import Sync

/// A place of the hub, found from the path alone, byte for byte: nothing is decoded or normalised.
enum Route: Hashable, Sendable {
  case enrolments
  case bundle(ContentHash)
  case nonce
  case feed
  case blob(ContentHash)
  case health
  case metrics

  /// - Throws: `Refusal`: `notFound`, or `malformed` for a name that is no SHA-256.
  init(path: String) throws(Refusal) {
    switch path {
    case "/v1/enrolments": self = .enrolments
    case "/v1/nonce": self = .nonce
    case "/v1/feed": self = .feed
    case "/healthz": self = .health
    case "/metrics": self = .metrics
    default:
      if path.hasPrefix("/v1/bundles/") {
        self = .bundle(try Route.hash(path, after: "/v1/bundles/"))
      } else if path.hasPrefix("/v1/blobs/") {
        self = .blob(try Route.hash(path, after: "/v1/blobs/"))
      } else {
        throw Refusal(.notFound, "there is nothing at this path")
      }
    }
  }

  private static func hash(_ path: String, after prefix: String) throws(Refusal) -> ContentHash {
    guard let hash = ContentHash(hex: String(path.dropFirst(prefix.count))) else {
      throw Refusal(.malformed, "after \(prefix) belong 64 lower-case hex digits")
    }
    return hash
  }

  var methods: [HTTPRequest.Method] {
    switch self {
    case .enrolments: [.post]
    case .bundle: [.put]
    case .blob: [.put, .head, .get]
    case .nonce, .feed, .health, .metrics: [.get]
    }
  }

  /// The path with its variable part named, for logs and metrics.
  var pattern: String {
    switch self {
    case .enrolments: "/v1/enrolments"
    case .bundle: "/v1/bundles/{sha256}"
    case .nonce: "/v1/nonce"
    case .feed: "/v1/feed"
    case .blob: "/v1/blobs/{sha256}"
    case .health: "/healthz"
    case .metrics: "/metrics"
    }
  }
}
