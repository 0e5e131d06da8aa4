import Evidence
import Foundation
import TestSupport
import Testing

/// What a hub tells those who run it, and what it must not.
@Suite("A hub's metrics and log", .serialized)
struct HubTelemetryTests {
  /// One line of a scrape that is a sample.
  struct Sample: Hashable {
    var name: String
    var labels: [String: String]
    var value: Double
  }

  /// Reads Prometheus' text format 0.0.4 as strictly as its grammar is.
  static func samples(_ text: String) throws -> [Sample] {
    try #require(text.hasSuffix("\n"))
    let comment = /# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)/
    let sample =
      /([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\+Inf|-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?)/
    let label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/
    var types: [String: String] = [:]
    var family = ""
    var found: [Sample] = []
    for line in text.dropLast().components(separatedBy: "\n") {
      if let parts = line.wholeMatch(of: comment) {
        let name = String(parts.2)
        if parts.1 == "HELP" {
          #expect(types[name] == nil, "HELP of \(name) comes first")
        } else {
          #expect(types.updateValue(String(parts.3), forKey: name) == nil, "two TYPEs of \(name)")
          #expect(["counter", "gauge", "histogram"].contains(parts.3))
        }
        family = name
        continue
      }
      let parts = try #require(line.wholeMatch(of: sample), "no sample: \(line)")
      let name = String(parts.1)
      let suffixes = types[family] == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
      #expect(suffixes.contains { name == family + $0 }, "\(name) under \(family)")
      let words = parts.2.map(String.init) ?? ""
      let labels = words.matches(of: label)
      #expect(labels.map { $0.0.count }.reduce(0, +) == words.count, "labels: \(words)")
      found.append(
        Sample(
          name: name,
          labels: Dictionary(uniqueKeysWithValues: labels.map { (String($0.1), String($0.2)) }),
          value: Double(parts.3 == "+Inf" ? "inf" : String(parts.3)) ?? .nan))
    }
    for (name, type) in types where type == "counter" { #expect(name.hasSuffix("_total")) }
    #expect(Set(found.map { "\($0.name)\($0.labels)" }).count == found.count, "a series twice")
    return found
  }

  private static func scrape(_ device: SignedClient) throws -> [Sample] {
    let answer = try device.send("GET", "/metrics")
    #expect(answer.fields["content-type"]?.hasPrefix("text/plain; version=0.0.4") == true)
    return try samples(String(decoding: answer.body, as: UTF8.self))
  }

  private static func value(_ samples: [Sample], _ name: String, _ labels: [String: String])
    -> Double
  {
    samples.first { $0.name == name && $0.labels == labels }?.value ?? 0
  }

  @Test("the metrics are Prometheus' text, and move with what is taken and refused")
  func metrics() throws {
    try withHub(.sqlite) { hub in
      let device = try SignedClient(hub)
      let bundles = "/v1/bundles/{sha256}"
      let before = try HubTelemetryTests.scrape(device)
      for _ in 0..<3 { #expect(device.push(try device.bundle(entries: 2))?.status == 200) }
      #expect(device.push(Array("no bundle".utf8))?.status == 400)
      let after = try HubTelemetryTests.scrape(device)
      func moved(_ name: String, _ labels: [String: String]) -> Double {
        HubTelemetryTests.value(after, name, labels) - HubTelemetryTests.value(before, name, labels)
      }
      #expect(moved("phuctra_hub_requests_total", ["route": bundles, "status": "200"]) == 3)
      #expect(moved("phuctra_hub_requests_total", ["route": bundles, "status": "400"]) == 1)
      #expect(moved("phuctra_hub_refusals_total", ["code": "malformed"]) == 1)
      #expect(moved("phuctra_hub_request_seconds_count", ["route": bundles]) == 4)
      #expect(HubTelemetryTests.value(after, "phuctra_hub_connections", [:]) >= 1)
      let buckets = after.filter {
        $0.name == "phuctra_hub_request_seconds_bucket" && $0.labels["route"] == bundles
      }
      let bounds = buckets.compactMap {
        $0.labels["le"].flatMap { $0 == "+Inf" ? .infinity : Double($0) }
      }
      #expect(
        bounds.count == buckets.count && bounds == bounds.sorted() && bounds.last == .infinity)
      #expect(buckets.map(\.value) == buckets.map(\.value).sorted() && buckets.last?.value == 4)
    }
  }

  @Test(
    "every line of the log is JSON, and none names a person, a customer, a code or what was sent",
    arguments: HubBackend.allCases)
  func log(backend: HubBackend) throws {
    try withHub(backend) { hub in
      let secrets = [
        "NGUYENVANAN", "Trần Thị Bích", "Tr\\u1ea7n", "0912345678", "injected-by-client",
      ]
      let device = try SignedClient(hub, person: secrets[0], tag: "N07")
      let code = try hub.code(person: secrets[0], tag: "N08")
      let bundle = try device.bundle(entries: 2, note: "\(secrets[1]), \(secrets[2])")
      #expect(device.push(bundle)?.status == 200)
      #expect(device.push(bundle + Array(secrets[1].utf8))?.status == 400)
      let photo = Array("\(secrets[1]) \(secrets[3])".utf8)
      #expect(
        try device.signed("PUT", "/v1/blobs/\(ContentHash(of: photo))", body: photo).status == 201)
      #expect(try device.signed("GET", "/v1/feed", query: "after=0").status == 200)
      #expect(try device.send("POST", "/v1/enrolments", body: Array(code.utf8)).status == 400)
      for path in ["/v1/\(secrets[4])", "/v1/blobs/\(secrets[4])", "/v1/feed?after=\(secrets[4])"] {
        let status = try device.send("GET", path).status
        #expect((400...404).contains(status))
      }
      let client = try RawClient(port: hub.port)
      client.send("\(secrets[4])\r\nX: \(secrets[3])\r\n\r\n")
      #expect(client.status() == 400)
      hub.stop()
      let log = try hub.log()
      let lines = log.split(separator: "\n")
      #expect(lines.count >= 10)
      for line in lines {
        let value = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(value?["time"] is String && value?["level"] is String, "no JSON: \(line)")
      }
      let forbidden = secrets + [code, code.split(separator: "-").first.map(String.init) ?? code]
      for word in forbidden { #expect(!log.contains(word), "the log says \(word)") }
      #expect(log.contains("\"device\":\"\(device.identity)\""))
    }
  }
}
