import Engine

/// The subject of a page of the inspector.
enum PageSubject: Hashable, Sendable {
  case request(RequestID)
  case gpu(Int)
  /// A dispatch, a place in `Trace.executions`.
  case dispatch(Int)
  /// A waiting node, a place in `Trace.readied`.
  case waiting(Int)
  /// The completed requests by their latency.
  case slowest
  /// All models.
  case models
  case model(ModelID)
  /// The warnings, and the nodes that can never run.
  case warnings
  /// The marks, the open runs and the jumps.
  case places
}

/// The target of a line of the inspector.
enum PageLink: Hashable, Sendable {
  case inspect(PageSubject)
  /// The moment just after a number of events.
  case go(toEvent: Int)
  /// An entry of the list of places.
  case place(ListedPlace)
}

/// A page of the inspector, and the chosen one of its links.
struct InspectedPage: Hashable, Sendable {
  let subject: PageSubject
  var link = 0
  /// The order of its lines, one of `orders`.
  var order = 0
  /// Whether the page is shown from its top, even if that leaves the chosen link out of sight.
  var isAtTop = true
}

extension InspectedPage {
  /// The names of the orders in which its lines can stand; empty if there is one alone.
  var orders: [String] {
    switch subject {
    case .slowest: ["latency", "completion", "request", "workflow"]
    case .models: ModelOrder.allCases.map(\.rawValue)
    default: []
    }
  }
}

/// The open pages of the inspector, the visible one last.
struct Inspector: Hashable, Sendable {
  /// The pages; never empty.
  private(set) var pages: [InspectedPage]
  /// Whether the keys go to the inspector.
  var hasKeys = true

  /// Opens the inspector at a page.
  init(_ subject: PageSubject) { pages = [InspectedPage(subject: subject)] }

  /// The visible page.
  var page: InspectedPage {
    get { pages[pages.count - 1] }
    set { pages[pages.count - 1] = newValue }
  }

  /// Opens a page on top of the visible one, unless it is that.
  mutating func open(_ subject: PageSubject) {
    hasKeys = true
    guard page.subject != subject else { return }
    pages.append(InspectedPage(subject: subject))
  }

  /// The inspector without its visible page; nil if that was the only one.
  func closingPage() -> Inspector? {
    guard pages.count > 1 else { return nil }
    var rest = self
    rest.pages.removeLast()
    return rest
  }
}
