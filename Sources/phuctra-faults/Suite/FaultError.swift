/// What keeps the suite itself from working.
struct FaultError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
