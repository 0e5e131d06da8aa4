import Frames

/// The bindings of every screen, in one place: a contract with people's fingers.
enum BindingTable {
  static let help = Binding(.help, [.character("?"), .function(1)], footer: 0)
  static let menu = Binding(.menu, [.character("."), .function(10)], footer: 99, menu: false)
  static let back = Binding(.back, [.backspace, .escape], footer: 90, menu: false)
  static let language = Binding(.language, [.character("L")])
  static let suspend = Binding(.suspend, [.control("z")], menu: false)
  static let photo = Binding(.photo, [.character("p"), .function(5)], footer: 4)
  static let print = Binding(.print, [.character("i"), .function(6)], footer: 2)
  static let withdraw = Binding(.withdraw, [.character("x"), .function(8)], footer: 5)

  /// Moving through any list.
  static let moving: [Binding] = [
    Binding(.up, [.up, .character("k"), .character("-")], menu: false),
    Binding(.down, [.down, .character("j"), .character("+")], menu: false),
    Binding(.pageUp, [.pageUp], menu: false),
    Binding(.pageDown, [.pageDown], menu: false),
    Binding(.first, [.home], menu: false),
    Binding(.last, [.end], menu: false),
  ]

  /// The same with whole pages in the menu, for who has no key for them.
  static let movingInPages: [Binding] = moving.map { binding in
    var offered = binding
    offered.isInMenu = [.pageUp, .pageDown].contains(binding.command)
    return offered
  }

  static let worklist: [Binding] =
    [
      help,
      Binding(.open, [.enter, .right], footer: 1, menu: false),
      Binding(.filter, [.character("/")], footer: 2),
      Binding(.noReading, [.character("n"), .function(3)], footer: 3),
      Binding(.details, [.character("d")]),
      Binding(.sort, [.character("t")], footer: 4),
      Binding(.journal, [.character("g")], footer: 5),
      Binding(.minutes, [.character("m")]),
      Binding(.sync, [.character("s")], footer: 6, disabledBecause: "sync.no-hub"),
      language,
      Binding(.quit, [.character("q"), .control("c")]),
      Binding(.back, [.escape, .backspace], menu: false),
      menu, suspend,
    ] + movingInPages

  static let reading: [Binding] = [
    help,
    Binding(.commit, [.enter], footer: 1, menu: false),
    Binding(.noReading, [.character("n"), .function(3)], footer: 2),
    photo,
    Binding(.otherMeter, [.character("x")]),
    Binding(.peek, [.character("o")]),
    Binding(.undo, [.character("u"), .function(4)]),
    Binding(.details, [.character("d")]),
    language,
    Binding(.back, [.escape], footer: 90),
    menu, suspend,
    Binding(.up, [.up], menu: false),
    Binding(.down, [.down, .tab], menu: false),
  ]

  /// Reading with digits in the field: ⌫ takes them away, so going back has a number in the menu.
  static let readingBegun: [Binding] = reading + [Binding(.leave, [])]

  static let diff: [Binding] = [
    help,
    Binding(.open, [.enter], footer: 1, menu: false),
    Binding(.writeMinutes, [.character("b")]),
    photo,
    Binding(.nextPoint, [.character("n")]),
    Binding(.nextCause, [.character("c")]),
    Binding(.overrule, [.character("o"), .function(7)]),
    Binding(.slip, [.character("f")], footer: 5),
    Binding(.readAgain, [.character("r")]),
    language, back, menu, suspend,
    Binding(.up, [.up], menu: false),
    Binding(.down, [.down], menu: false),
  ]

  static let form: [Binding] =
    [
      help,
      Binding(.open, [.enter], footer: 1, menu: false),
      Binding(.save, [.character("w")], footer: 2),
      Binding(.preview, [.character("v")], footer: 3),
      photo, language, back, menu, suspend,
    ] + moving

  static let signing: [Binding] =
    [
      help,
      Binding(.open, [.enter], footer: 1, menu: false),
      Binding(.save, [.character("w")], footer: 2),
      photo, language, back, menu, suspend,
    ] + moving

  static let list: [Binding] =
    [
      help, Binding(.open, [.enter, .right], footer: 1, menu: false), language, back, menu, suspend,
    ]
    + moving

  /// Lists of what was recorded.
  static let entries: [Binding] =
    [
      help, Binding(.open, [.enter, .right], footer: 1, menu: false), withdraw, language, back,
      menu, suspend,
    ]
    + movingInPages

  static let paper: [Binding] =
    [
      help, Binding(.sign, [.character("s"), .function(9)], footer: 1), print,
      Binding(.amend, [.character("a"), .function(7)], footer: 3), photo, withdraw, language, back,
      menu, suspend,
    ] + moving

  static let review: [Binding] =
    [
      help,
      Binding(.open, [.enter, .right], footer: 1, menu: false),
      Binding(.filter, [.character("/")], footer: 3),
      Binding(.narrow, [.character("f"), .function(3)], footer: 4),
      Binding(.preset, [.character("p"), .function(5)], footer: 5),
      Binding(.approveAll, [.character("b"), .function(7)], footer: 6),
      Binding(.glance, [.character("g"), .function(9)], footer: 8),
      Binding(.books, [.character("c"), .function(8)], footer: 9),
      Binding(.sync, [.character("s")], footer: 7, disabledBecause: "sync.no-hub"),
      language,
      Binding(.quit, [.character("q"), .control("c")]),
      Binding(.back, [.escape, .backspace], menu: false),
      menu, suspend,
    ] + movingInPages

  static let reviewCase: [Binding] =
    [
      help,
      Binding(.approve, [.character("a"), .function(2)], footer: 1),
      Binding(.sendBack, [.character("r"), .function(3)], footer: 2),
      Binding(.reject, [.character("x"), .function(8)], footer: 3),
      Binding(.nextPoint, [.character("n"), .right], footer: 4),
      Binding(.preview, [.character("v")], footer: 5),
      language, back, menu, suspend,
    ] + moving

  /// One book before its signature.
  static let book: [Binding] =
    [
      help, Binding(.signBook, [.character("s"), .function(9)], footer: 1), language, back, menu,
      suspend,
    ]
    + moving

  static let sync: [Binding] =
    [help, Binding(.sync, [.enter, .character("s")], footer: 1), language, back, menu, suspend]
    + moving

  /// Pages of figures; digits open a page by its number.
  static let report: [Binding] = [help, language, back, menu, suspend] + moving

  static let message: [Binding] = [
    Binding(.open, [.enter], footer: 1, menu: false), back.hidden, suspend,
  ]

  /// The keys themselves, to read.
  static let helpPage: [Binding] = [back, suspend] + moving

  /// Choosing by number from a list: digits are the choices, so `.` opens nothing here.
  static let choice: [Binding] =
    [Binding(.open, [.enter], footer: 1, menu: false), back, suspend]
    + moving.filter { $0.command == .up || $0.command == .down }

  /// A question that only a digit answers, so that no Enter too many does.
  static let question: [Binding] = [
    Binding(.choose, [], footer: 1, menu: false), back, suspend,
  ]

  /// Typing a line: letters and digits are text.
  static let editing: [Binding] = [
    Binding(.open, [.enter], footer: 1, menu: false),
    Binding(.back, [.escape], footer: 90, menu: false),
  ]

  static let firstStart: [Binding] = [
    Binding(.open, [.enter], footer: 1, menu: false),
    Binding(.quit, [.control("c")], menu: false),
  ]
}

extension [Binding] {
  /// The binding a key asks for.
  func binding(for key: Key) -> Binding? {
    first { $0.keys.contains(key) }
  }

  /// The same table with one command disabled for a reason, or enabled by nil.
  func disabling(_ command: Command, because reason: String?) -> [Binding] {
    map { binding in
      guard binding.command == command else { return binding }
      var changed = binding
      changed.disabledBecause = reason
      return changed
    }
  }

  /// The same table with every command disabled that would record something, while nothing can be.
  func recording(_ shared: Shared) -> [Binding] {
    guard let problem = shared.problem else { return self }
    var records: Set<Command> = [
      .approve, .sendBack, .reject, .approveAll, .photo, .amend, .writeMinutes, .readAgain,
      .overrule, .save, .signBook,
    ]
    // What is small and sets things right passes as long as the disk takes it.
    if case .noRoom = problem {} else { records.formUnion([.withdraw, .sign]) }
    return map { binding in
      var changed = binding
      if records.contains(binding.command) { changed.disabledBecause = "problem.short" }
      return changed
    }
  }

  /// The same table without some commands.
  func without(_ commands: Set<Command>) -> [Binding] {
    filter { !commands.contains($0.command) }
  }
}
