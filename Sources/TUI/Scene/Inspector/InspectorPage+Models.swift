import Engine
import Foundation
import History

extension InspectorPage {
  /// Writes the list of all models: the legend of the screen, and the use of each.
  mutating func showModels(_ order: ModelOrder, _ scene: Scene) {
    let theme = scene.theme
    let lines = ModelLine.all(scene.moment, order)
    let key = scene.keymap.label(of: .order).map { " · \($0) sorts" } ?? ""
    setTitle("\(Format.count(lines.count, "model")), \(order.title)\(key)")
    let columns = ModelColumn.fitting(lines, scene, room: width - Self.shortestName - 4)
    let used = columns.reduce(0) { $0 + $1.width }
    let (names, labels) = labels(scene, room: max(width - 3 - used, 1))
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

  /// The names of all models as wide as there is room: with ids if all fit, else cut.
  private func labels(_ scene: Scene, room: Int) -> (width: Int, labels: ModelLabels) {
    let models = scene.scenario.models.indices.map { ModelID($0) }
    let texts = [models.map { scene.title(of: $0) }, models.map { scene.scenario[$0].name }]
    func widest(_ texts: [String]) -> Int { texts.map { displayWidth(of: $0) }.max() ?? 0 }
    let fitting = texts.first { widest($0) <= room } ?? texts[1]
    let width = min(widest(fitting), room)
    return (width, ModelLabels(fitting, width: width))
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
      (ModelColumn("GB", amounts(models.map(\.memoryGB))), 5),
      (ModelColumn("GPUs", models.map { Format.count($0.gpusRequired) }), 9),
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

  private static func amounts(_ gigabytes: [Double]) -> [String] {
    let decimals = gigabytes.allSatisfy { $0 == $0.rounded() } ? 0 : 1
    return gigabytes.map {
      $0.magnitude < 1e6 ? String(format: "%.\(decimals)f", $0) : String(format: "%.3g", $0)
    }
  }

  private static func times(
    _ lines: [ModelLine], _ time: (Distribution) -> Double
  ) -> [String] {
    let known = lines.map { $0.response.map(time) }
    var texts = Format.spans(known.compactMap { $0 })[...]
    return known.map { $0 == nil ? "–" : texts.popFirst() ?? "–" }
  }
}
