package import Frames

/// What can happen while the loop waits.
package enum TerminalEvent: Equatable, Sendable {
  /// A key, or pasted or scanned text.
  case key(Key)
  /// The screen has this size now, or must be drawn anew after the program was stopped.
  case resize(Size)
  /// `TerminalDriver.wake` was called: an effect has finished.
  case wake
  /// SIGTERM, SIGINT or SIGQUIT: save drafts and leave. Three seconds later the guard ends it.
  case terminate
  /// The terminal is gone; nothing will be seen or typed any more. Save drafts and leave.
  case hangup
}
