import AsyncHTTPClient
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension TransportError {
  /// What a failure of the libraries means for whoever waits for an answer.
  init(_ error: any Error, at address: HubAddress) {
    let place = address.description
    switch error {
    case let error as TransportError: self = error
    case let error as HTTPClientError:
      self.init(TransportError.code(of: error), place: place, reason: error.description)
    case is NIOConnectionError, is SocketAddressError:
      self.init(.unreachable, place: place, reason: "\(error)")
    case let error as ChannelError:
      if case .connectTimeout = error {
        self.init(.unreachable, place: place, reason: "\(error)")
      } else {
        self.init(.cut, place: place, reason: "\(error)")
      }
    case HTTPParserError.invalidEOFState:
      self.init(.cut, place: place, reason: "invalidEOFState")
    case is HTTPParserError: self.init(.malformed, place: place, reason: "\(error)")
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
      self.init(.untrusted, place: place, reason: "\(error)")
    case let error as IOError:
      self.init(TransportError.code(of: error), place: place, reason: error.description)
    default: self.init(.malformed, place: place, reason: "\(error)")
    }
  }

  /// No connection came about, or one that was there failed: reset by the hub or on the way.
  private static func code(of error: IOError) -> Code {
    switch error.errnoCode {
    case ECONNREFUSED, EHOSTUNREACH, EHOSTDOWN, ENETUNREACH, ENETDOWN, EADDRNOTAVAIL: .unreachable
    default: .cut
    }
  }

  private static func code(of error: HTTPClientError) -> Code {
    switch error {
    case .connectTimeout, .getConnectionFromPoolTimeout: .unreachable
    case .deadlineExceeded, .readTimeout, .writeTimeout, .tlsHandshakeTimeout: .timedOut
    case .cancelled, .alreadyShutdown: .cancelled
    case .remoteConnectionClosed, .requestStreamCancelled, .uncleanShutdown: .cut
    case .invalidURL, .emptyHost, .emptyScheme: .badAddress
    default: .malformed
    }
  }
}
