import Glibc

/// What a program was started with, before Swift mends it.
///
/// Swift reads an argument that is no UTF-8 with U+FFFD in the place of what it cannot read: a path
/// becomes that of another file, and a home is made beside the one that was meant.
package enum RawWords {
  /// Ends the program (64) where an argument, or a variable that names a folder, is no UTF-8; call it
  /// before anything is read or made.
  package static func refuseUnreadable(_ program: String) {
    var place: String?
    for number in 0..<Int(CommandLine.argc) where !isText(CommandLine.unsafeArgv[number]) {
      place = place ?? "\(number)"
    }
    for name in ["PHUCTRA_HOME", "XDG_DATA_HOME", "HOME", "PHUCTRA_ASSETS"]
    where !isText(getenv(name)) {
      place = place ?? name
    }
    guard let place else { return }
    // No texts can be had yet, so the words are in both languages.
    let words =
      "\(program): \(place): không phải UTF-8; hãy đổi tên tệp hoặc thư mục ấy\n"
      + "\(program): \(place): no UTF-8; give the file or folder another name\n"
    _ = words.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(ExitStatus.usage.rawValue)
  }

  private static func isText(_ word: UnsafeMutablePointer<CChar>?) -> Bool {
    guard let word else { return true }
    let bytes = UnsafeRawBufferPointer(start: word, count: strlen(word))
    return String(validating: bytes, as: UTF8.self) != nil
  }
}
