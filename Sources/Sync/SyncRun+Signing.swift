import Evidence
import FoundationEssentials

/// What `GET /v1/nonce` answers.
package struct NonceAnswer: Codable, Hashable, Sendable {
  package var nonce: String

  package init(nonce: String) {
    self.nonce = nonce
  }
}

extension SyncRun {
  /// A nonce may be refused so often before the run ends: it grew old on a slow line.
  private static let mostTries = 3

  /// Asks for the nonce that the errand's request needs.
  mutating func ask(_ errand: Errand, tries: Int = 1) -> SyncStep {
    phase = .askingNonce(errand, tries: tries)
    return .send(WireRequest(.get, "/v1/nonce"))
  }

  mutating func sign(_ errand: Errand, _ answer: WireAnswer, tries: Int) -> SyncStep {
    guard answer.status == 200,
      let nonce = try? JSONDecoder().decode(NonceAnswer.self, from: Data(answer.body)).nonce
    else {
      return finish(Refusal(answer).map(SyncReport.Outcome.refused) ?? unexpected(answer))
    }
    var request = errand.request(after: cursor)
    let signed = SignedRequest(
      method: request.method.rawValue, path: request.path, query: request.query,
      body: errand.bodyHash)
    guard
      let fields = try? signed.fields(
        key: identity.key, nonce: nonce, created: identity.seconds)
    else { return finish(.unsound("a nonce that cannot be signed")) }
    request.fields = fields.map { WireRequest.Field($0.name, $0.value) }
    phase = .carryingOut(errand, tries: tries)
    return .send(request)
  }

  mutating func settle(_ errand: Errand, _ answer: WireAnswer, tries: Int) -> SyncStep {
    if answer.status == 401, tries < SyncRun.mostTries, Refusal(answer)?.code == .nonce {
      return ask(errand, tries: tries + 1)
    }
    switch errand {
    case .pull:
      guard answer.status == 200 else {
        return finish(Refusal(answer).map(SyncReport.Outcome.refused) ?? unexpected(answer))
      }
      return settlePage(answer)
    case .fetch(let hash, let rest): return settleFetched(hash, rest, answer)
    case .look(let hash, let rest): return settleLooked(hash, rest, answer)
    case .give(let hash, let rest): return settleGiven(hash, rest, answer)
    }
  }
}

extension SyncRun.Errand {
  func request(after cursor: Int64) -> WireRequest {
    switch self {
    case .pull: WireRequest(.get, "/v1/feed", query: "after=\(cursor)")
    case .fetch(let hash, _):
      WireRequest(.get, "/v1/blobs/\(hash.hex)", answer: .blob(hash))
    case .look(let hash, _): WireRequest(.head, "/v1/blobs/\(hash.hex)")
    case .give(let hash, _):
      WireRequest(.put, "/v1/blobs/\(hash.hex)", body: .blob(hash))
    }
  }

  /// SHA-256 of the request's body: a blob's is its name.
  var bodyHash: ContentHash {
    if case .give(let hash, _) = self { return hash }
    return ContentHash(of: [])
  }
}
