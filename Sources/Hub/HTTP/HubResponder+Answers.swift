import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import Sync

extension HubResponder {
  static func response(
    _ status: HTTPResponse.Status, _ type: String, _ body: [UInt8]
  ) -> Response {
    Response(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }

  static func json(
    _ value: some Encodable, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return response(status, "application/json", Array(try encoder.encode(value)))
  }

  /// A refusal as it is sent: to HEAD without the body, which would be read as the next answer.
  static func response(_ refusal: Refusal, to request: Request, at route: Route?) -> Response {
    let status = HTTPResponse.Status(code: refusal.status)
    var response = (try? json(refusal, status: status)) ?? Response(status: status)
    if refusal.code == .busy { response.headers[.retryAfter] = "30" }
    if refusal.code == .wrongMethod, let route {
      response.headers[.allow] = route.methods.map(\.rawValue).joined(separator: ", ")
    }
    guard request.method == .head else { return response }
    return Response(status: response.status, headers: response.headers, body: ResponseBody())
  }
}
