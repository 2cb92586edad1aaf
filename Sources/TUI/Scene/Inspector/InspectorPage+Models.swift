import Engine
import History

extension InspectorPage {
  /// Writes the list of all models: the legend of the screen, and the use of each.
  mutating func showModels(_ order: ModelOrder, _ scene: Scene) {
    let theme = scene.theme
    let lines = ModelLine.all(scene.moment, order)
    let key = scene.keymap.label(of: .order).map { " · \($0) sorts" } ?? ""
    setTitle("\(Format.count(lines.count, "model")), \(order.rawValue)\(key)")
    let columns = ModelColumn.fitting(lines, scene, room: width - Self.shortestName - 4)
    let used = columns.reduce(0) { $0 + $1.width }
    let names = min(
      max(width - 3 - used, 1), lines.map { displayWidth(of: scene.title(of: $0.model)) }.max() ?? 0)
    let labels = ModelLabels(
      scene.scenario.models.indices.map { scene.title(of: ModelID($0)) }, width: names)
    add(
      "   " + fitted("model", names)
        + columns.map { padded($0.title, $0.width) }.joined(), theme.style(.dim))
    for (row, line) in lines.enumerated() {
      let letter = Format.letter(line.model)
      let color = scene.color(of: line.model)
      add(
        [
          TextSpan(text: letter, style: theme.solid(color, .bold)),
          TextSpan(
            text: String(repeating: " ", count: max(3 - letter.count, 1))
              + fitted(labels[line.model], names), style: theme.ink(color)),
          TextSpan(
            text: columns.map { padded($0.cells[row], $0.width) }.joined(), style: theme.plain),
        ], link: .inspect(.model(line.model)))
    }
  }

  /// The columns that the name of a model takes at least.
  private static let shortestName = 12
}

/// A column of the list of models, flush right.
private struct ModelColumn {
  let title: String
  let cells: [String]
  let width: Int

  private init(_ title: String, _ cells: [String]) {
    (self.title, self.cells) = (title, cells)
    width = (cells + [title]).map { displayWidth(of: $0) }.reduce(0, max) + 2
  }

  /// The columns that there is room for; those that tell most are kept longest.
  static func fitting(_ lines: [ModelLine], _ scene: Scene, room: Int) -> [ModelColumn] {
    let models = lines.map { scene.scenario[$0.model] }
    let loads = Format.spans(models.map(\.loadTimeSeconds))
    let columns: [(column: ModelColumn, rank: Int)] = [
      (ModelColumn("evicted", lines.map { Format.count($0.use.evictionCount) }), 0),
      (ModelColumn("calls", lines.map { Format.count($0.use.dispatchCount) }), 1),
      (ModelColumn("waiting", lines.map { Format.count($0.use.waitingCount) }), 2),
      (
        ModelColumn("loads", lines.map { Format.count($0.use.loadCount + $0.use.switchCount) }), 4
      ),
      (ModelColumn("p50", times(lines) { $0.median }), 7),
      (ModelColumn("p95", times(lines) { $0.p95 }), 3),
      (
        ModelColumn(
          "memory",
          models.map {
            Format.gigabytes($0.memoryGB) + ($0.gpusRequired > 1 ? " × \($0.gpusRequired)" : "")
          }), 5
      ),
      (ModelColumn("loads in", loads), 8),
      (
        ModelColumn(
          "resident on GPU", lines.map { $0.gpus.isEmpty ? "–" : shortened($0.gpus.gpuRanges, 20) }),
        6
      ),
    ]
    var left = room
    let kept = columns.sorted { $0.rank < $1.rank }.prefix {
      left -= $0.column.width
      return left >= 0
    }
    return columns.filter { known in kept.contains { $0.rank == known.rank } }.map(\.column)
  }

  private static func times(
    _ lines: [ModelLine], _ time: (TimeSummary) -> Double
  ) -> [String] {
    let known = lines.map { $0.response.map(time) }
    var texts = Format.spans(known.compactMap { $0 })[...]
    return known.map { $0 == nil ? "–" : texts.popFirst() ?? "–" }
  }
}
