import Casework
import Frames
import Screens
import Shell
import Terminal
import Wording

/// The terminal program: waits for keys, folds all of them, draws once, and lets a worker do the rest.
struct FieldProgram {
  let surroundings: Surroundings
  let office: Office
  let asksWho: Bool
  var root = App.Root.worklist

  /// How the program ends.
  private enum Ending {
    /// The user leaves, the terminal goes away, the system asks for it.
    case asked
    /// Of its own accord: what is to be said on the normal screen.
    case own(String)
  }

  /// Runs until the user leaves, the terminal goes away, the system asks to end or the battery does.
  /// - Returns: what is to be said on the normal screen, where the program ended of its own accord.
  /// - Throws: `TerminalError` where there is no terminal to draw on.
  func run() throws -> String? {
    let clock = surroundings.clock
    let office = office
    // A paper under way is printed to its end, after the screen has gone.
    defer { office.printing.finish(within: 12) }
    let terminal = try TerminalDriver(settings: settings)
    defer { terminal.close() }
    let worker = Worker { office.carryOut($0) }
    var app = App(
      shared: Shared(
        wordings: surroundings.wordings, language: surroundings.language, size: terminal.size,
        inspector: office.inspector, unit: office.unit, moment: moment(clock),
        tariffs: try surroundings.tariffs()),
      root: root, asksWho: asksWho)
    // The first page is fetched before the first frame, so that no empty list is ever seen.
    for effect in app.start(at: moment(clock)) {
      guard let answer = office.carryOut(effect) else { continue }
      worker.post(app.reduce(.answered(answer)))
    }
    let syncing = BackgroundSync(office, access: worker, status: app.shared.sync)
    defer {
      syncing.stop()
      worker.drain()
    }
    terminal.draw(app.render())
    // A city's list is browsable at once; what its other orders need is made while nobody asks.
    worker.doWhenIdle {
      ((try? office.journal.prepareNextIndex()) ?? false) || office.journal.continueMirroring()
    }
    // The kernel says when the battery changes: nobody wakes up to ask.
    PowerWatch.start { worker.post([.checkDevice]) }
    // Once a start: photos that nobody saved, and those that retention lets go.
    worker.doWhenIdle {
      _ = try? office.journal.tidy()
      return false
    }
    while true {
      var effects: [Effect] = []
      for event in terminal.events() {
        guard let asked = fold(event, &app, worker, syncing) else { return nil }
        effects += asked
      }
      // Drawn first: a worker that wakes up beside it would cost the key's echo its time.
      terminal.draw(app.render())
      switch post(effects, worker, syncing, terminal) {
      case .asked: return nil
      case .own(let words): return words
      case nil: break
      }
    }
  }

  /// Folds one event into the app: what is to be done outside, or nil where the program ends.
  private func fold(
    _ event: TerminalEvent, _ app: inout App, _ worker: Worker, _ syncing: BackgroundSync
  ) -> [Effect]? {
    switch event {
    case .key(let key): return app.reduce(.key(key, moment(surroundings.clock)))
    case .resize(let size): return app.reduce(.resized(size))
    case .wake:
      let answers = worker.collect()
      if answers.contains(where: \.tellsOfEntry) { syncing.noteSaved() }
      return (answers + office.printing.collect() + syncing.collect())
        .flatMap { app.reduce(.answered($0)) }
    case .terminate, .hangup: return nil
    }
  }

  /// Hands effects on, in order; gives the end where one of them ends the program.
  private func post(
    _ effects: [Effect], _ worker: Worker, _ syncing: BackgroundSync, _ terminal: TerminalDriver
  ) -> Ending? {
    for effect in effects {
      switch effect {
      case .quit: return .asked
      case .leave(let words): return .own(words)
      case .suspend: terminal.suspend()
      case .beginSync: syncing.begin()
      case .loadReport:
        let counting = ReportCounting(office)
        worker.answerWhenIdle { counting.piece() }
      case .loadRows:
        office.isOvertaken.withLock { $0 = true }
        worker.post([effect])
      default: worker.post([effect])
      }
    }
    return nil
  }

  private func moment(_ clock: SystemClock) -> Moment {
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

extension Answer {
  /// True where an entry was made that the hub has not.
  fileprivate var tellsOfEntry: Bool {
    switch self {
    case .inspectionSaved, .correctionSaved, .signingSaved, .overruled, .withdrawn, .photoAttached,
      .configured, .decided:
      true
    default: false
    }
  }
}
