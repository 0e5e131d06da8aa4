extension Surroundings {
  /// gpsd where it listens: `PHUCTRA_GPSD_PORT` on the loopback, else its own 2947.
  var gpsDaemon: GPSDaemon {
    var daemon = GPSDaemon()
    if let port = environment["PHUCTRA_GPSD_PORT"].flatMap({ UInt16($0) }) { daemon.port = port }
    return daemon
  }

  /// The kernel's power supplies: `PHUCTRA_POWER_SUPPLY`, else where they always are.
  var battery: Battery {
    environment["PHUCTRA_POWER_SUPPLY"].map { Battery(root: $0) } ?? Battery()
  }
}
