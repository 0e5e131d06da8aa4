import Evidence
import Metrics
import Sync

/// What a hub counts, told as Prometheus reads it.
struct HubMetrics: Sendable {
  private let factory = PrometheusFactory(help: [
    "phuctra_hub_connections": "Open connections.",
    "phuctra_hub_refusals_total": "Refused requests by the code of the refusal.",
    "phuctra_hub_request_seconds": "From a request's head to its answer's.",
    "phuctra_hub_requests_total": "Answered requests by route and status.",
  ])
  private let peers: PeerConnections

  init(peers: PeerConnections) {
    self.peers = peers
  }

  func note(_ exchange: HubResponder<some HubService>.Exchange, status: Int, duration: Duration) {
    let route = exchange.route?.pattern ?? "other"
    Counter(
      label: "phuctra_hub_requests_total",
      dimensions: [("route", route), ("status", "\(status)")], factory: factory
    ).increment()
    Timer(
      label: "phuctra_hub_request_seconds", dimensions: [("route", route)], factory: factory
    ).recordNanoseconds(
      duration.components.seconds * 1_000_000_000 + duration.components.attoseconds / 1_000_000_000)
    if let refusal = exchange.refusal { count(refusal) }
  }

  /// Notes what was no request at all.
  func note(_ refusal: Refusal, status: Int) {
    Counter(
      label: "phuctra_hub_requests_total",
      dimensions: [("route", "other"), ("status", "\(status)")], factory: factory
    ).increment()
    count(refusal.code)
  }

  private func count(_ code: Refusal.Code) {
    Counter(
      label: "phuctra_hub_refusals_total", dimensions: [("code", code.rawValue)], factory: factory
    ).increment()
  }

  /// Prometheus' text format, version 0.0.4.
  func text() -> [UInt8] {
    Gauge(label: "phuctra_hub_connections", factory: factory).record(peers.count)
    return Array(factory.text().utf8)
  }
}
