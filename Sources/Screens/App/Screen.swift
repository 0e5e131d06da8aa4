import Casework
import Frames

/// What reaches a screen.
enum Input {
  /// A key that the screen's bindings know, as the command it stands for.
  case command(Command, Moment)
  /// Any other key.
  case key(Key, Moment)
  case answer(Answer)
  /// What was chosen in a `Choice` that this screen had opened for `purpose`.
  case chosen(purpose: String, text: String, number: Int)
  /// The screen has come into view (again): it may ask for what it shows.
  case appeared(Moment)
}

/// What a screen wants after an input.
enum Step {
  case effect(Effect)
  case push(Screen)
  /// Takes this screen away.
  case pop
  /// Puts another screen in this one's place.
  case replace(Screen)
  /// Takes every screen but the worklist away.
  case popToWorklist
  /// Opens the reading screen of a point on top of the worklist.
  case openReading(PointDossier)
  /// Takes this screen away and gives a command to the one below.
  case popAndSend(Command)
  /// Tells the screen below what was chosen for a purpose: the text, and its number from 0.
  case chosen(String, String, Int)
  /// Keys wait until an answer has come: what is typed meanwhile belongs to what comes next.
  case holdKeys(Hold = .store)
}

/// What keys wait for.
enum Hold: Hashable {
  /// Something is stored, opened or taken back.
  case store
  /// A serial is looked for.
  case serial(String)
  /// A page of rows is fetched.
  case rows(RowAnchor)
  /// A paper is laid out: what its keys are about comes with it.
  case paper(PaperRequest)

  /// True where this is the answer waited for; a failure ends every wait.
  func ends(with answer: Answer) -> Bool {
    switch (self, answer) {
    case (_, .failed): true
    case (.rows(let anchor), .rows(let page)): page.anchor == anchor
    case (.paper(let request), .paper(let laidOut, _, _)): request == laidOut
    case (.serial(let tail), .serialFound(let found, _)): found == tail
    case (.store, .rows), (.store, .cases), (.store, .serialFound), (.store, .paper),
      (.store, .entries),
      (.store, .minutes), (.store, .device), (.store, .sync), (.store, .printed),
      (.store, .draftNotKept), (.store, .report), (.store, .books):
      false
    case (.store, _): true
    default: false
    }
  }
}

/// One screen: how it looks, which keys it knows and what they do. A value; it does nothing itself.
protocol ScreenState: Sendable {
  func bindings(_ shared: Shared) -> [Binding]
  mutating func reduce(_ input: Input, _ shared: inout Shared) -> [Step]
  func render(_ shared: Shared) -> Frame
}

/// The screens there are.
enum Screen: Sendable {
  case firstStart(FirstStart)
  case worklist(Worklist)
  case reading(Reading)
  case diff(Diff)
  case correction(CorrectionForm)
  case signing(SigningForm)
  case noReading(NoReadingForm)
  case otherMeter(OtherMeterForm)
  case choice(Choice)
  case journal(JournalList)
  case minutes(MinutesList)
  case paper(Paper)
  case message(Message)
  case sync(SyncScreen)
  case review(ReviewList)
  case reviewCase(ReviewScreen)
  case report(ReportScreen)
  case books(BookList)
  case book(BookScreen)
  case help(Help)

  var state: any ScreenState {
    get {
      switch self {
      case .firstStart(let state): state
      case .worklist(let state): state
      case .reading(let state): state
      case .diff(let state): state
      case .correction(let state): state
      case .signing(let state): state
      case .noReading(let state): state
      case .otherMeter(let state): state
      case .choice(let state): state
      case .journal(let state): state
      case .minutes(let state): state
      case .paper(let state): state
      case .message(let state): state
      case .sync(let state): state
      case .review(let state): state
      case .reviewCase(let state): state
      case .report(let state): state
      case .books(let state): state
      case .book(let state): state
      case .help(let state): state
      }
    }
    set {
      switch newValue {
      case let state as FirstStart: self = .firstStart(state)
      case let state as Worklist: self = .worklist(state)
      case let state as Reading: self = .reading(state)
      case let state as Diff: self = .diff(state)
      case let state as CorrectionForm: self = .correction(state)
      case let state as SigningForm: self = .signing(state)
      case let state as NoReadingForm: self = .noReading(state)
      case let state as OtherMeterForm: self = .otherMeter(state)
      case let state as Choice: self = .choice(state)
      case let state as JournalList: self = .journal(state)
      case let state as MinutesList: self = .minutes(state)
      case let state as Paper: self = .paper(state)
      case let state as Message: self = .message(state)
      case let state as SyncScreen: self = .sync(state)
      case let state as ReviewList: self = .review(state)
      case let state as ReviewScreen: self = .reviewCase(state)
      case let state as ReportScreen: self = .report(state)
      case let state as BookList: self = .books(state)
      case let state as BookScreen: self = .book(state)
      case let state as Help: self = .help(state)
      default: break
      }
    }
  }
}
