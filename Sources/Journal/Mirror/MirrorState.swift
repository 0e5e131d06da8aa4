/// How the second copy of the journal stands.
package enum MirrorState: Hashable, Sendable {
  /// No folder is set.
  case none
  /// It holds every entry up to this one. On the home's own storage it protects from nothing but a
  /// careless hand: the person should be told.
  case ok(upTo: Int64, sharesStorage: Bool)
  /// It cannot be reached or written now, and why. It is brought up to date once it can.
  case missing(String)
  /// It holds whole, soundly signed entries up to `mirror` that the journal, ending with `journal`,
  /// does not have: the journal lost its tail. It is left as it is.
  case ahead(mirror: Int64, journal: Int64)
  /// From this entry on it holds something else than the journal. It is left as it is.
  case diverged(sequence: Int64)
}

/// A mirror that must not be written, because it may be evidence.
struct MirrorConflict: Error {
  let state: MirrorState
}
