import SyncClient
import Testing

@Suite("A hub's address")
struct HubAddressTests {
  @Test(
    "is an origin",
    arguments: [
      ("https://hub.example", "https://hub.example", 443),
      ("HTTPS://Hub.Example/", "https://hub.example", 443),
      ("https://hub.example:8443", "https://hub.example:8443", 8443),
      ("http://10.0.0.7", "http://10.0.0.7", 80),
      ("http://[::1]:8080", "http://[::1]:8080", 8080),
    ])
  func origin(_ text: String, _ written: String, _ port: Int) throws {
    let address = try HubAddress(text)
    #expect(address.description == written)
    #expect(address.port == port)
    #expect(try HubAddress(address.description) == address)
  }

  @Test(
    "is nothing else",
    arguments: [
      "", "hub.example", "hub.example:8443", "ftp://hub.example", "https://", "https:///",
      "https://hub.example/phuctra", "https://hub.example?x=1", "https://hub.example#a",
      "https://me:secret@hub.example", "https://hub.example:0", "https://hub.example:70000",
      "https://hub.example:", "https://hub example", "https://hub.example\r\nX: y",
      "https://điệnlực.vn", "javascript:alert(1)", "https://hub.example:44a",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: TransportError.self) { _ = try HubAddress(text) }
    #expect(error?.code == .badAddress)
    #expect(error?.place == text)
  }

  @Test(
    "says where unencrypted words stay on the machine",
    arguments: [
      ("http://localhost:1", true), ("http://127.0.0.2", true), ("http://10.0.0.7", false),
    ]
  )
  func loopback(_ text: String, _ isLoopback: Bool) throws {
    #expect(try HubAddress(text).isLoopback == isLoopback)
  }
}
