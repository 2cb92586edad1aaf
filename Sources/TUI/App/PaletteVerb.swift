/// A word that, typed after `:`, does something with the text that follows it.
enum PaletteVerb: String, CaseIterable, Hashable, Sendable {
  case at, event, zoom, gpu, focus, request, model, find
  case filter, order, `break`, compare, branch, run, theme, speed, mark, name, save

  /// The text that follows, as the list of candidates shows it.
  var argument: String {
    switch self {
    case .at: "TIME"
    case .event: "NUMBER"
    case .zoom: "SECONDS"
    case .gpu, .run: "NUMBER"
    case .focus: "PANE"
    case .request, .model: "ID"
    case .find, .filter: "TEXT"
    case .order: "KEY"
    case .break: "CONDITIONS"
    case .compare: "POLICY"
    case .branch: "CHANGE"
    case .theme, .mark, .name: "NAME"
    case .speed: "FACTOR"
    case .save: "FILE"
    }
  }

  /// The effect, as the list of candidates shows it.
  var help: String {
    switch self {
    case .at: "goes to a time"
    case .event: "goes to just after so many events"
    case .zoom: "shows so many seconds; all: the whole run"
    case .gpu: "chooses a lane"
    case .focus: "goes to a pane"
    case .request: "inspects a request"
    case .model: "inspects a model"
    case .find: "finds request, node, model"
    case .filter: "shows the lines with a name or condition"
    case .order: "sorts the list"
    case .break: "sets breakpoints"
    case .compare: "opens a second schedule"
    case .branch: "what if, from here on"
    case .run: "shows one of the open runs"
    case .theme: "changes the colours"
    case .speed: "sets the speed; max: as fast as it can be"
    case .mark: "gives the cursor's place a name"
    case .name: "renames the branch"
    case .save: "saves the session to a file"
    }
  }

  /// The verb and its text that a command begins with; nil without either.
  static func split(_ command: String) -> (verb: PaletteVerb, argument: String)? {
    guard let end = command.firstIndex(of: " "),
      let verb = PaletteVerb(rawValue: String(command[..<end]))
    else { return nil }
    let argument = command[end...].trimmed
    return argument.isEmpty ? nil : (verb, argument)
  }
}
