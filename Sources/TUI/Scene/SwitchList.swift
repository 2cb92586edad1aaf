import Engine
import History

extension SwitchOrder {
  /// The order as titles and remarks name it.
  var name: String {
    switch self {
    case .latest: "latest first"
    case .longest: "longest first"
    case .back: "soonest back first"
    }
  }
}

/// The lines of the list of switches at a moment: those that a filter keeps, in an order.
struct SwitchList {
  private let moment: Moment
  private let filtered: FilteredLines?
  /// The switches of the whole run in an order other than that of time.
  private let order: [Int32]?
  /// Whether those that the order leaves out come after the others.
  private let isByReturn: Bool
  /// The number of lines.
  let count: Int
  /// The number of switches.
  let total: Int

  init(_ moment: Moment, filtered: FilteredLines?, order: [Int32]?, isByReturn: Bool) {
    self.moment = moment
    self.filtered = filtered
    self.order = order
    self.isByReturn = isByReturn
    let total = moment.switchCount
    self.total = total
    count = filtered.map { lines in lines.kept.partitionPoint { $0 >= total } } ?? total
  }

  /// Some lines, as places in the ledger.
  ///
  /// - Complexity: O(lines), and O(switches) in an order other than that of time.
  func entries(_ wanted: Int, from first: Int) -> [Int] {
    let range = (first..<first + max(wanted, 0)).clamped(to: 0..<count)
    guard let order else { return range.map(latest) }
    var (result, line) = ([Int](), 0)
    func take(_ index: Int) {
      if line >= range.lowerBound, line < range.upperBound { result.append(index) }
      line += 1
    }
    for index in order where result.count < range.count && isListed(Int(index)) {
      if !isByReturn || moment.isBack(afterSwitch: Int(index)) { take(Int(index)) }
    }
    guard isByReturn else { return result }
    var place = 0
    while result.count < range.count, place < count {
      let index = latest(place)
      if !moment.isBack(afterSwitch: index) { take(index) }
      place += 1
    }
    return result
  }

  /// A line, as a place in the ledger; nil if there is none.
  func entry(_ line: Int) -> Int? { entries(1, from: line).first }

  /// A line of the list with the latest first.
  private func latest(_ line: Int) -> Int {
    filtered.map { Int($0.kept[count - 1 - line]) } ?? total - 1 - line
  }

  private func isListed(_ index: Int) -> Bool {
    guard index < total else { return false }
    guard let mask = filtered?.mask else { return true }
    return index < mask.count && mask[index]
  }
}
