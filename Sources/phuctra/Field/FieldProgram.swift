import Casework
import Frames
import Screens
import Terminal
import Wording

/// The terminal program: waits for keys, folds all of them, draws once, and lets a worker do the rest.
struct FieldProgram {
  let surroundings: Surroundings
  let office: Office
  let asksWho: Bool

  /// Runs until the user leaves, the terminal goes away or the system asks to end.
  /// - Throws: `TerminalError` where there is no terminal to draw on.
  func run() throws {
    let clock = surroundings.clock
    let terminal = try TerminalDriver(settings: settings)
    defer { terminal.close() }
    let office = office
    let worker = Worker { office.carryOut($0) }
    var app = App(
      shared: Shared(
        wordings: surroundings.wordings, language: surroundings.language, size: terminal.size,
        inspector: office.inspector, unit: office.unit, moment: moment(clock)),
      asksWho: asksWho)
    // The first page is fetched before the first frame, so that no empty list is ever seen.
    for effect in app.start(at: moment(clock)) {
      guard let answer = office.carryOut(effect) else { continue }
      worker.post(app.reduce(.answered(answer)))
    }
    defer { worker.drain() }
    terminal.draw(app.render())
    // A city's list is browsable at once; what its other orders need is made while nobody asks.
    worker.doWhenIdle { (try? office.journal.prepareNextIndex()) ?? false }
    while true {
      var effects: [Effect] = []
      for event in terminal.events() {
        guard let asked = fold(event, &app, worker, clock) else { return }
        effects += asked
      }
      // Drawn first: a worker that wakes up beside it would cost the key's echo its time.
      terminal.draw(app.render())
      guard post(effects, worker, terminal) else { return }
    }
  }

  /// Folds one event into the app: what is to be done outside, or nil where the program ends.
  private func fold(
    _ event: TerminalEvent, _ app: inout App, _ worker: Worker, _ clock: Clock
  ) -> [Effect]? {
    switch event {
    case .key(let key): return app.reduce(.key(key, moment(clock)))
    case .resize(let size): return app.reduce(.resized(size))
    case .wake: return worker.collect().flatMap { app.reduce(.answered($0)) }
    case .terminate, .hangup: return nil
    }
  }

  /// Hands effects on, in order; false where one of them ends the program.
  private func post(_ effects: [Effect], _ worker: Worker, _ terminal: TerminalDriver) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .suspend: terminal.suspend()
      case .loadRows:
        office.isOvertaken.withLock { $0 = true }
        worker.post([effect])
      default: worker.post([effect])
      }
    }
    return true
  }

  private func moment(_ clock: Clock) -> Moment {
    Moment(monotonic: clock.monotonic(), local: clock.local())
  }

  private var settings: TerminalSettings {
    let environment = surroundings.environment
    let isColourless = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    var scan: ScanFrame?
    if let prefix = environment["PHUCTRA_SCAN_PREFIX"],
      let suffix = environment["PHUCTRA_SCAN_SUFFIX"]
    {
      scan = ScanFrame(prefix: prefix, suffix: suffix)
    }
    return TerminalSettings(
      type: environment["TERM"],
      theme: environment["PHUCTRA_THEME"].flatMap { Theme(rawValue: $0) } ?? .standard,
      usesColour: !isColourless, asciiOnly: environment["PHUCTRA_ASCII"] == "1", scan: scan,
      log: office.log)
  }
}
