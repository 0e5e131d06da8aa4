import Casework
import Frames

extension App {
  /// Folds one action into the state; what comes back is to be done outside, in order.
  package mutating func reduce(_ action: Action) -> [Effect] {
    lookingAtDevice(fold(action))
  }

  private mutating func fold(_ action: Action) -> [Effect] {
    switch action {
    case .resized(let size):
      shared.size = size
      return send(.appeared(shared.lastMoment), to: stack.count - 1)
    case .key(let key, let moment):
      if isHolding {
        held.append((key, moment))
        return []
      }
      return press(key, moment)
    case .answered(let answer):
      return take(answer)
    }
  }

  private mutating func take(_ answer: Answer) -> [Effect] {
    if hold?.ends(with: answer) == true { hold = nil }
    if case .failed(let message) = answer { shared.notice = Notice(message, .alert) }
    var effects = note(answer)
    effects += send(.answer(answer), to: receiver(of: answer))
    while !isHolding, !held.isEmpty {
      let (key, moment) = held.removeFirst()
      effects += press(key, moment)
    }
    return effects
  }

  /// What every answer changes for all screens.
  private mutating func note(_ answer: Answer) -> [Effect] {
    switch answer {
    case .rows(let page): shared.counters = page.counters
    case .opened(let dossier, _): noteOpening(of: dossier.row.id)
    case .inspectionSaved(let saved):
      shared.counters = saved.counters
      if let next = saved.next { noteOpening(of: next.row.id) }
    case .correctionSaved(_, let counters, let next):
      shared.counters = counters
      if let next { noteOpening(of: next.row.id) }
    case .withdrawn(let counters, _), .routeDone(let counters), .signingSaved(let counters),
      .photoAttached(_, let counters), .overruled(let counters, _):
      shared.counters = counters
    // The queue takes a decision in before the screen that took it goes.
    case .decided where stack.count > 1: return send(.answer(answer), to: 0)
    case .device(let status): return note(status)
    case .sync(let status): return note(status)
    case .printed(let failure):
      shared.notice = failure.map { Notice($0, .alert) } ?? Notice(shared.say("print.done"), .good)
    case .draftNotKept(let message): shared.notice = Notice(message, .warning)
    case .configured(let configuration):
      shared.inspector = configuration.inspector
      shared.unit = configuration.unit ?? shared.unit
    default: break
    }
    return []
  }

  /// Rows belong to the worklist however many screens lie on it, a paper to where it is read although
  /// something is asked above it; all else to the top screen.
  private func receiver(of answer: Answer) -> Int {
    switch answer {
    case .rows, .serialFound, .cases: 0
    case .paper: stack.lastIndex { if case .paper = $0 { true } else { false } } ?? stack.count - 1
    default: stack.count - 1
    }
  }

  private mutating func press(_ key: Key, _ moment: Moment) -> [Effect] {
    guard let top = stack.last else { return [] }
    let binding = top.state.bindings(shared).binding(for: key)
    guard isLargeEnough else {
      return binding?.command == .quit || key == .control("c") ? [.quit] : []
    }
    if isRepeatedEnter(key, moment) { return [] }
    shared.lastMoment = moment
    let undoIsOffered = shared.notice != nil
    shared.notice = nil
    let effects = carryOut(key, binding, moment)
    if !undoIsOffered, case .character = key, binding == nil { shared.undo = nil }
    return effects
  }

  private mutating func carryOut(
    _ key: Key, _ binding: Binding?, _ moment: Moment
  ) -> [Effect] {
    guard let binding else { return send(.key(key, moment), to: stack.count - 1) }
    if let reason = binding.disabledBecause {
      shared.notice = Notice(shared.say(reason), .warning)
      return []
    }
    switch binding.command {
    case .quit: return [.quit]
    case .suspend: return [.suspend]
    case .language:
      shared.language = shared.language.other
      return send(.appeared(moment), to: stack.count - 1)
    case .help:
      guard let top = stack.last else { return [] }
      stack.append(.help(Help(top.state.bindings(shared))))
      return []
    case .menu:
      guard let top = stack.last else { return [] }
      stack.append(.choice(Choice.menu(top.state.bindings(shared))))
      return []
    default: return send(.command(binding.command, moment), to: stack.count - 1)
    }
  }

  /// An Enter within 150 ms of the last one seen was meant for what stood there before (a glove, a
  /// worn key): it never answers the next screen or the next question. A key held down repeats faster
  /// than that, so however long it is held it counts once.
  private mutating func isRepeatedEnter(_ key: Key, _ moment: Moment) -> Bool {
    guard key == .enter else {
      lastEnter = nil
      return false
    }
    defer { lastEnter = moment.monotonic }
    return lastEnter.map { moment.monotonic - $0 < 150 } ?? false
  }

  /// Gives an input to the screen at `level` and carries out the steps it asks for.
  mutating func send(_ input: Input, to level: Int) -> [Effect] {
    guard stack.indices.contains(level) else { return [] }
    let steps = stack[level].state.reduce(input, &shared)
    var effects: [Effect] = []
    for step in steps { effects += carryOut(step, from: level) }
    return effects
  }

  private mutating func carryOut(_ step: Step, from level: Int) -> [Effect] {
    switch step {
    case .effect(let effect): return [effect]
    case .holdKeys(let awaited):
      hold = awaited
      return []
    case .push(let screen):
      stack.append(screen)
      return send(.appeared(shared.lastMoment), to: stack.count - 1)
    case .replace(let screen):
      guard stack.indices.contains(level), level > 0 else { return [] }
      stack[level] = screen
      return send(.appeared(shared.lastMoment), to: level)
    case .chosen(let purpose, let text, let number):
      return send(.chosen(purpose: purpose, text: text, number: number), to: stack.count - 1)
    case .pop: return pop(to: level)
    case .popToWorklist: return pop(to: 1)
    case .openReading(let dossier):
      stack.append(.reading(Reading(dossier, at: shared.lastMoment)))
      return []
    case .popAndSend(let command):
      let effects = pop(to: level)
      guard let top = stack.last else { return effects }
      let binding = top.state.bindings(shared).first { $0.command == command }
      guard let binding else { return effects }
      return effects + carryOut(.insert, binding, shared.lastMoment)
    }
  }

  /// Takes away the screens from `level` up, but never the worklist.
  private mutating func pop(to level: Int) -> [Effect] {
    guard level > 0, stack.count > level else { return [] }
    stack.removeLast(stack.count - level)
    return send(.appeared(shared.lastMoment), to: stack.count - 1)
  }
}
