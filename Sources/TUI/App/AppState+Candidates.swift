import Documents
import Engine
import History

// MARK: - Completion in text fields

extension AppState {
  /// The texts that would complete that of a text field, the likeliest first.
  func candidates(for prompt: Prompt) -> [Suggestion] {
    guard let stem = prompt.stem else { return [] }
    switch prompt.purpose {
    case .goTo: return commands(stem)
    case .search: return stem.isEmpty ? [] : names(stem)
    case .breakpoints: return conditions(stem)
    case .compare: return schedules(stem)
    case .whatIf: return changes(stem)
    case .filter: return filterCandidates(stem)
    }
  }

  /// The candidates for a part of another text.
  private func following(_ head: String, _ candidates: [Suggestion]) -> [Suggestion] {
    candidates.map { Suggestion(text: head + $0.text, label: $0.label, detail: $0.detail) }
  }

  // MARK: Commands

  private func commands(_ stem: String) -> [Suggestion] {
    if let end = stem.firstIndex(of: " "),
      let verb = PaletteVerb(rawValue: String(stem[..<end]))
    {
      let head = String(stem[...end])
      return following(head, arguments(of: verb, String(stem.dropFirst(head.count))))
    }
    var names = SuggestedNames(stem)
    for verb in PaletteVerb.allCases {
      names.add(
        verb.rawValue, detail: "\(verb.argument)  \(verb.help)", ending: " ", isSpoken: true)
    }
    for binding in Keymap.standard.bindings {
      let keys = keymap.keys(for: binding.action).map(\.label).joined(separator: " ")
      names.add(
        binding.action.rawValue, detail: "\(keys.isEmpty ? "" : "\(keys)  ")\(binding.help)",
        isSpoken: true)
    }
    for mark in run.marks {
      names.add("'\(mark.name)", detail: "mark at \(Format.clock(mark.cursor.time))")
    }
    if !stem.isEmpty { addRequests(to: &names, beginningWith: stem) }
    return names.candidates
  }

  private func arguments(of verb: PaletteVerb, _ stem: String) -> [Suggestion] {
    var names = SuggestedNames(stem)
    switch verb {
    case .at, .event, .mark, .name, .save: break
    case .zoom: for name in ["all", "10", "60", "600"] { names.add(name) }
    case .speed: for name in ["1", "8", "60", Speed.fastest.label] { names.add(name) }
    case .gpu:
      for gpu in 0..<min(run.history.options.gpuCount, Self.longestList) { names.add("\(gpu)") }
    case .run:
      for (index, other) in runs.enumerated() {
        names.add("\(index + 1)", detail: other.shownName, isSpoken: true)
      }
    case .focus: for pane in PaneID.numbered { names.add(pane.name, detail: "\(pane.rawValue)") }
    case .request: addRequests(to: &names, beginningWith: stem)
    case .model: addModels(to: &names)
    case .theme: for theme in themes { names.add(theme.name) }
    case .find: return stem.isEmpty ? [] : self.names(stem)
    case .filter: return filterCandidates(stem)
    case .order: for name in orderNames { names.add(name) }
    case .break: return conditions(stem)
    case .compare: return schedules(stem)
    case .branch: return changes(stem)
    }
    return names.candidates
  }

  // MARK: Names

  private static let longestList = 200
  /// The identifiers that are looked through for one key.
  private static let longestLook = 100_000

  private func names(_ stem: String) -> [Suggestion] {
    var names = SuggestedNames(stem)
    addModels(to: &names)
    for id in nodeIDs { names.add(id, detail: "node") }
    addRequests(to: &names, beginningWith: stem)
    return names.candidates
  }

  /// The identifiers of nodes, each once, in the order of the workflows.
  private var nodeIDs: [String] {
    var known: Set<String> = []
    return run.history.scenario.workflows.prefix(Self.longestList)
      .flatMap { $0.nodes.prefix(Self.longestList).map(\.id) }
      .filter { known.insert($0).inserted }
  }

  private func addModels(to names: inout SuggestedNames) {
    for model in run.history.scenario.models {
      names.add(model.id, detail: model.name == model.id ? "model" : "model \(model.name)")
    }
  }

  private func addRequests(to names: inout SuggestedNames, beginningWith stem: String) {
    let requests = run.history.scenario.requests
    var room = Self.longestList
    for request in requests.indices.prefix(Self.longestLook) where room > 0 {
      let id = requests[request].id
      guard id.hasPrefix(stem) else { continue }
      names.add(id, detail: "request")
      room -= 1
    }
  }

  // MARK: Conditions

  private static let conditionWords: [(name: String, ending: String, detail: String)] = [
    ("switch", "", "a model evicts another"), ("idle", "", "a GPU idles while nodes wait"),
    ("gpu", "=", "NUMBER"), ("model", "=", "ID"), ("request", "=", "ID"), ("node", "=", "ID"),
    ("t", "=", "TIME"), ("queue", ">", "nodes in the queue"),
    ("wait", ">", "seconds waited by its head"),
  ]

  /// The measures of the run so far, with their units.
  private static let measureWords: [(name: String, ending: String, detail: String)] =
    RunMeasure.names.compactMap { name in
      guard let measure = try? RunMeasure(name) else {
        return ("attain(30)", "<", "share of requests within 30 s")
      }
      guard measure.isKnownUnderWay else { return nil }
      let detail =
        switch measure.unit {
        case .seconds: measure.scope == nil ? "seconds" : "seconds of latency"
        case .share: "share from 0 to 1"
        case .count, .ratio: "number"
        }
      return (name, ">", detail)
    }

  private func conditions(_ stem: String) -> [Suggestion] {
    let start = stem.lastIndex { $0 == " " || $0 == "," }.map { stem.index(after: $0) }
    let (head, word) = (
      String(stem[..<(start ?? stem.startIndex)]), stem[(start ?? stem.startIndex)...]
    )
    if let sign = word.firstIndex(of: "=") {
      var names = SuggestedNames(
        String(word[word.index(after: sign)...]), after: head + word[...sign])
      switch word[..<sign] {
      case "model": for model in run.history.scenario.models { names.add(quoted: model.id) }
      case "node": for id in nodeIDs { names.add(quoted: id) }
      case "request":
        addRequests(to: &names, beginningWith: String(word[word.index(after: sign)...]))
      case "gpu": for gpu in 0..<min(run.history.options.gpuCount, 64) { names.add("\(gpu)") }
      default: break
      }
      return names.candidates
    }
    var names = SuggestedNames(String(word), after: head)
    for word in Self.conditionWords + Self.measureWords {
      names.add(word.name, detail: word.detail, ending: word.ending)
    }
    return names.candidates
  }

  private func filterCandidates(_ stem: String) -> [Suggestion] {
    let known = ["switch", "gpu", "model", "request", "node", "wait", "t"]
    let found = conditions(stem)
    guard !stem.contains("=") else { return found }
    return found.filter { known.contains($0.label) } + (stem.isEmpty ? [] : names(stem))
  }

  // MARK: Schedules and changes

  private func schedules(_ stem: String) -> [Suggestion] {
    let (head, word) = lastWord(of: stem)
    var names = SuggestedNames(word, after: head)
    addPolicies(to: &names, for: .compare)
    if head.isEmpty {
      for other in runs where other.id != run.id {
        names.add(other.shownName, detail: "an open run", isSpoken: true)
      }
    }
    names.add("gpus", detail: "another number of GPUs", ending: "=")
    return names.candidates
  }

  private func changes(_ stem: String) -> [Suggestion] {
    let (head, word) = lastWord(of: stem)
    var names = SuggestedNames(word, after: head)
    if head.trimmed == "lose" {
      for gpu in 0..<min(run.history.options.gpuCount, Self.longestList)
      where !run.moment.options.shape.isAbsent(gpu) {
        names.add("\(gpu)")
      }
      return names.candidates
    }
    guard head.isEmpty else { return [] }
    addPolicies(to: &names, for: .whatIf)
    names.add("+gpu", detail: "one GPU more")
    names.add("-gpu", detail: "one GPU fewer")
    names.add("lose", detail: "a GPU takes no more nodes", ending: " ")
    return names.candidates
  }

  private func addPolicies(to names: inout SuggestedNames, for purpose: Prompt.Purpose) {
    for policy in Policy.list(suitedTo: run.history.scenario.hardware) {
      names.add(policy.name, detail: remark(on: policy, for: purpose))
    }
  }

  private func lastWord(of stem: String) -> (head: String, word: String) {
    let start = stem.lastIndex(of: " ").map { stem.index(after: $0) } ?? stem.startIndex
    return (String(stem[..<start]), String(stem[start...]))
  }
}

extension SuggestedNames {
  /// Adds an identifier as a condition takes it: between quotes, where it has blanks or signs.
  fileprivate mutating func add(quoted id: String) {
    let isPlain = id.allSatisfy { !$0.isWhitespace && !"=<>!,\"".contains($0) }
    add(isPlain ? id : "\"\(id)\"")
  }
}
