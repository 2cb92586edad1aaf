import Documents
import Engine
import History

// MARK: - The lines of the lists

extension AppState {
  /// The panes with lists that can be filtered.
  static let listPanes = [PaneID.switches, .queue, .events]

  var queueLines: QueueList {
    QueueList(run.moment, filter: filters[.queue], order: queueOrder)
  }

  var switchLines: SwitchList {
    SwitchList(
      run.moment, filtered: run.filteredSwitches,
      order: switchOrder == .latest ? nil : run.switchesInOrder?.switches,
      isByReturn: switchOrder == .back)
  }

  var eventLines: EventList { EventList(run.moment, filtered: run.filteredEvents) }

  /// The filter and the order of a list, as the tail of its title.
  func listRemark(_ pane: PaneID, count: Int, of total: Int) -> String {
    var parts: [String] = []
    if let filter = filters[pane] {
      parts.append("\(Format.count(count)) of \(Format.count(total)): \(visible(filter.text))")
    }
    if pane == .queue, queueOrder != .queue { parts.append(queueOrder.name) }
    if pane == .switches, switchOrder != .latest { parts.append(switchOrder.name) }
    return parts.map { " · " + $0 }.joined()
  }

  // MARK: Filters

  /// The panes that a filter typed now is for: the one with the keys, or all lists.
  private var filteredPanes: [PaneID] {
    Self.listPanes.contains(focus) ? [focus] : Self.listPanes
  }

  /// The text of the filter of the lists that are filtered now.
  var filterText: String { filteredPanes.compactMap { filters[$0]?.text }.first ?? "" }

  /// Takes over a filter: conditions, or a text that the names of a line contain.
  mutating func setFilter(_ text: String) throws(PromptError) {
    let panes = filteredPanes
    guard !text.isEmpty else {
      for pane in panes { filters[pane] = nil }
      message = "no filter"
      return
    }
    let filter = try filter(text)
    for pane in panes { filters[pane] = filter }
    resetChoices(of: panes)
    let key = keymap.label(of: .filter).map { "; \($0) and an empty text shows all again" } ?? ""
    message = "filtered: \(visible(text))\(key)"
  }

  private func filter(_ text: String) throws(PromptError) -> ListFilter {
    let isCondition =
      text.contains { "=<>,".contains($0) } || ["switch"].contains(text.lowercased())
    guard isCondition else {
      let names = NameSearch(text, in: run.history.scenario)
      guard names.matchCount > 0, let filter = ListFilter(text, [Condition([.search(names)])])
      else {
        throw PromptError(sentence: "no match; \(ListFilter.examples)")
      }
      return filter
    }
    let conditions: [Condition]
    do { conditions = try BreakpointParser(run.history).conditions(text) } catch {
      throw PromptError(sentence: error.message)
    }
    guard !conditions.isEmpty, let filter = ListFilter(text, conditions) else {
      throw PromptError(
        sentence: "lists are filtered by names, switch, gpu=, model=, request=, node=, wait>, t=")
    }
    return filter
  }

  private mutating func resetChoices(of panes: [PaneID]) {
    for pane in panes {
      switch pane {
      case .switches: run.choices.switch = 0
      case .queue: run.choices.queueEntry = 0
      case .events: run.choices.event = 0
      case .gpus, .latency, .inspector: break
      }
    }
  }

  // MARK: Orders

  /// Sorts the list with the keys by the next of its keys, or the one before.
  mutating func changeOrder(by steps: Int) {
    switch focus {
    case .queue:
      queueOrder = queueOrder.advanced(by: steps)
      resetChoices(of: [.queue])
      message = "queue \(queueOrder.name)"
    case .switches:
      switchOrder = switchOrder.advanced(by: steps)
      resetChoices(of: [.switches])
      message = "switches \(switchOrder.name)"
    case .events: message = "events are in the order of time"
    case .inspector where run.inspector?.page.orders.isEmpty == false: changePageOrder(by: steps)
    case .gpus, .latency, .inspector: message = "nothing to sort here"
    }
  }

  private mutating func changePageOrder(by steps: Int) {
    guard var page = run.inspector?.page else { return }
    let orders = page.orders
    page.order = (page.order + steps % orders.count + orders.count) % orders.count
    page.link = 0
    page.isAtTop = true
    run.inspector?.page = page
    message = "sorted by \(orders[page.order])"
  }

  /// Sorts the list with the keys by a key with a name.
  mutating func setOrder(_ name: String) throws(PromptError) {
    switch focus {
    case .queue:
      guard let order = QueueOrder(rawValue: name) else {
        throw Self.unknown("order", name, among: QueueOrder.allCases.map(\.rawValue))
      }
      changeOrder(by: order.distance(from: queueOrder))
    case .switches:
      guard let order = SwitchOrder(rawValue: name) else {
        throw Self.unknown("order", name, among: SwitchOrder.allCases.map(\.rawValue))
      }
      changeOrder(by: order.distance(from: switchOrder))
    default:
      let orders = focus == .inspector ? run.inspector?.page.orders ?? [] : []
      guard let order = orders.firstIndex(of: name) else {
        throw PromptError(
          sentence: orders.isEmpty
            ? "nothing to sort here" : "the orders are \(orders.joined(separator: ", "))")
      }
      changePageOrder(by: order - (run.inspector?.page.order ?? 0))
    }
  }

  /// The names of the orders of the list with the keys.
  var orderNames: [String] {
    switch focus {
    case .queue: QueueOrder.allCases.map(\.rawValue)
    case .switches: SwitchOrder.allCases.map(\.rawValue)
    case .inspector: run.inspector?.page.orders ?? []
    case .gpus, .latency, .events: []
    }
  }
}

extension CaseIterable where Self: Equatable, AllCases.Index == Int {
  /// The case so many places on, in a circle.
  fileprivate func advanced(by steps: Int) -> Self {
    let all = Self.allCases
    let place = (all.firstIndex(of: self) ?? 0) + steps % all.count + all.count
    return all[place % all.count]
  }

  /// The number of places from another case to this.
  fileprivate func distance(from other: Self) -> Int {
    (Self.allCases.firstIndex(of: self) ?? 0) - (Self.allCases.firstIndex(of: other) ?? 0)
  }
}

extension ListFilter {
  static let examples = "for example sdxl, switch, gpu=2, model=sdxl, wait>60"
}
