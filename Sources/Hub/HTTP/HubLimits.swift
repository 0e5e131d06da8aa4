/// What one client may cost the hub.
package struct HubLimits: Hashable, Sendable {
  /// Of all header lines of a request, in bytes, and how many lines.
  package var headerBytes = 16 << 10
  package var headerLines = 64
  /// Of an enrolment's body.
  package var enrolmentBytes = 4 << 10
  /// Of a body that stays in memory while it arrives; a bundle so short goes past the longer ones.
  package var shortBundleBytes = 32 << 10
  /// Of the bundles that are worked on at a time: the short ones, and the longer ones.
  package var shortBytesAtOnce = 4 << 20
  package var longBytesAtOnce = 12 << 20
  /// Of a blob: a list, a photo.
  package var blobBytes = 64 << 20
  /// Blobs on their way to or from one device at a time: a program moves one after the other, and a
  /// line that broke is not always noticed at once.
  package var blobsPerDevice = 8
  /// Seconds from the connection, or from the answer before, until a request is there as a whole; a
  /// larger body gets a second more for every `bytesPerSecond`.
  package var requestSeconds: Int64 = 30
  /// Seconds from the whole request until its answer is taken.
  package var answerSeconds: Int64 = 60
  package var bytesPerSecond: Int64 = 8 << 10
  /// What the system may hold of an answer that is not taken; Linux doubles it.
  package var sendBuffer: Int32 = 256 << 10
  /// What is still read, and dropped, of a request that was answered before all of it was there.
  package var lingerBytes = 16 << 20
  package var lingerSeconds: Int64 = 5
  /// Connections at one time, in all and from one address: a unit's handhelds may share one.
  package var connections = 2048
  package var connectionsPerPeer = 512
  /// Seconds that requests under way get when the hub is told to stop.
  package var drainSeconds: Int64 = 10

  package init() {}
}
