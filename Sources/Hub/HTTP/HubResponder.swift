import Evidence
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Sync

/// Answers every request: finds its place, holds it to its limits, and turns refusals into answers.
struct HubResponder<Service: HubService>: HTTPResponder {
  typealias Context = BasicRequestContext

  let service: Service
  let limits: HubLimits
  let metrics: HubMetrics
  let logger: Logger
  /// Where bodies are staged while they arrive.
  let folder: String
  /// Bundles that are worked on: short ones do not wait for long ones.
  let gates: (short: MemoryGate, long: MemoryGate)
  let transfers: BlobTransfers

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    let start = ContinuousClock.now
    var exchange = Exchange()
    let response: Response
    do {
      response = try await answer(request, &exchange)
    } catch let refusal as Refusal {
      exchange.refusal = refusal.code
      response = HubResponder.response(refusal, to: request, at: exchange.route)
    } catch {
      // The store's own words may name what is stored: they go into the log, by their code alone.
      logger.error("the store failed", metadata: ["error": "\(HubResponder.code(of: error))"])
      exchange.refusal = .busy
      response = HubResponder.response(
        Refusal(.busy, "not now; try again later"), to: request, at: exchange.route)
    }
    let duration = ContinuousClock.now - start
    metrics.note(exchange, status: response.status.code, duration: duration)
    log(request, exchange, response.status.code, duration)
    return response
  }

  /// What is told of a request in logs and metrics.
  struct Exchange {
    var route: Route?
    var device: DeviceIdentity?
    var refusal: Refusal.Code?
  }

  private func answer(_ request: Request, _ exchange: inout Exchange) async throws -> Response {
    let route = try Route(path: request.uri.path)
    exchange.route = route
    guard route.methods.contains(request.method) else {
      throw Refusal(
        .wrongMethod,
        "\(route.pattern) takes \(route.methods.map(\.rawValue).joined(separator: ", "))")
    }
    if request.headers[.contentEncoding] != nil {
      throw Refusal(.encoded, "send the bytes as they are, without Content-Encoding")
    }
    switch route {
    case .health: return try await health()
    case .metrics: return HubResponder.response(.ok, "text/plain; version=0.0.4", metrics.text())
    case .nonce:
      return try HubResponder.json(NonceAnswer(nonce: service.newNonce()))
    case .enrolments:
      let body = try await body(of: request, most: limits.enrolmentBytes).bytes()
      guard let words = try? JSONDecoder().decode(EnrolmentRequest.self, from: Data(body)) else {
        throw Refusal(.malformed, "an enrolment is a JSON object with version, key and proof")
      }
      return try HubResponder.json(try await service.enrol(words))
    case .bundle(let name): return try await takeBundle(name, request, &exchange)
    case .feed: return try await feed(request, &exchange)
    case .blob(let hash): return try await answerBlob(hash, request, &exchange)
    }
  }

  private func health() async throws -> Response {
    guard await service.isAlive() else { throw Refusal(.busy, "the store does not answer") }
    return HubResponder.response(.ok, "text/plain", Array("ok\n".utf8))
  }

  private func takeBundle(
    _ name: ContentHash, _ request: Request, _ exchange: inout Exchange
  ) async throws -> Response {
    let body = try await body(of: request, most: Bundle.Limits.sent.bytes)
    // What is there as a whole is worked on, what still drips is not: nobody blocks the gate.
    let gate = body.count <= limits.shortBundleBytes ? gates.short : gates.long
    let service = service
    let receipt = try await gate.with(body.count) {
      try await service.ingest(try await body.bytes(), name: name)
    }
    exchange.device = receipt.device
    return HubResponder.response(.ok, "application/x-phuctra-receipt", receipt.bytes)
  }

  private func feed(_ request: Request, _ exchange: inout Exchange) async throws -> Response {
    let words = request.uri.query ?? ""
    guard words.hasPrefix("after="), let after = Int64(words.dropFirst("after=".count)), after >= 0
    else { throw Refusal(.malformed, "the query is after= and a position from 0") }
    let device = try await signer(of: request, body: ContentHash(of: []))
    exchange.device = device
    let page = try await service.feed(for: device, after: after)
    return HubResponder.response(.ok, "application/x-phuctra-feed", page.bytes)
  }

  /// The whole body, where it is no longer than it may be.
  private func body(of request: Request, most: Int) async throws -> ArrivingBody {
    try refuseTooLong(request, most: most)
    let body = ArrivingBody(folder: folder, inMemory: limits.shortBundleBytes)
    for try await piece in request.body {
      guard body.count + piece.readableBytes <= most else { throw tooLarge(most) }
      try await body.append(piece)
    }
    return body
  }

  func refuseTooLong(_ request: Request, most: Int) throws(Refusal) {
    guard let stated = request.headers[.contentLength] else { return }
    guard let length = Int64(stated), length <= Int64(most) else { throw tooLarge(most) }
  }

  private func tooLarge(_ most: Int) -> Refusal {
    Refusal(.tooLarge, "a body of at most \(most) bytes")
  }

  private static func code(of error: any Error) -> String {
    (error as? HubStoreError).map { $0.code.rawValue } ?? String(describing: type(of: error))
  }

  private func log(
    _ request: Request, _ exchange: Exchange, _ status: Int, _ duration: Duration
  ) {
    var metadata: Logger.Metadata = [
      "method": "\(request.method.rawValue)", "route": "\(exchange.route?.pattern ?? "-")",
      "status": "\(status)",
      "ms":
        "\(duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000)",
    ]
    if let device = exchange.device { metadata["device"] = "\(device)" }
    if let refusal = exchange.refusal { metadata["refusal"] = "\(refusal.rawValue)" }
    logger.info("request", metadata: metadata)
  }
}
