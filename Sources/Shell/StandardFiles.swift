import Glibc

/// The three descriptors that a program finds open when it starts, or not.
package enum StandardFiles {
  /// Puts something in the place of those that are closed; call it before any file is opened.
  ///
  /// Else the next file gets such a number: what is printed would be written into a journal. Standard
  /// output is put there so that writing to it fails, and a command says that nobody saw its lines.
  package static func fill() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO]
    where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest free number is this one.
      _ = open("/dev/null", descriptor == STDERR_FILENO ? O_WRONLY : O_RDONLY)
    }
  }
}
