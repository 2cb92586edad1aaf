import Engine
import History

/// The letters, colours and names of the models, on the lower edge of the lanes.
enum LegendView {
  /// Draws as many models as there is room for, and the key that lists them all.
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    let models = frame.scenario.models.indices.map { ModelID($0) }
    let key = frame.state.keymap.label(of: .models).map { "\($0) models" } ?? ""
    let room = rect.width - displayWidth(of: key) - 10
    guard rect.height > 2, room > 0, !models.isEmpty else { return }
    let y = rect.endY - 1
    // The hits of a search are marked in its place.
    let isCovered = frame.state.search != nil && frame.run.hits?.eventCounts.isEmpty == false
    let labels = labels(of: models, frame, room: room)
    let left = models.count - fittingCount(labels, room: room)
    var x = rect.x + 2
    let end = x + room
    for model in models where !isCovered {
      let entry = displayWidth(of: labels[model.index]) + Format.letter(model).count + 4
      guard x + entry <= end else { break }
      let color = frame.color(of: model)
      canvas.write(" ", x: x, y: y, style: theme.plain)
      canvas.put(theme.texture(model.index), x: x + 1, y: y, style: theme.ink(color))
      x += 2 + canvas.write(Format.letter(model), x: x + 2, y: y, style: theme.ink(color, .bold))
      x += 2 + canvas.write(" \(labels[model.index]) ", x: x, y: y, style: theme.plain) - 2
    }
    let hint = left > 0 && !isCovered ? " +\(left) · \(key) " : " \(key) "
    canvas.write(
      hint, x: rect.endX - displayWidth(of: hint) - 2, y: y, style: theme.style(.dim))
  }

  /// The number of models whose entries there is room for.
  private static func fittingCount(_ labels: [String], room: Int) -> Int {
    var left = room
    return labels.indices.prefix { index in
      left -= displayWidth(of: labels[index]) + Format.letter(ModelID(index)).count + 4
      return left >= 0
    }.count
  }

  /// The names for people if all fit, else the ids, else shorter ones.
  private static func labels(of models: [ModelID], _ frame: Frame, room: Int) -> [String] {
    let names = models.map { frame.scenario[$0].name }
    let ids = models.map { frame.scenario[$0].id }
    let fixed = models.reduce(0) { $0 + Format.letter($1).count + 4 }
    for texts in [names, ids]
    where fixed + texts.reduce(0, { $0 + displayWidth(of: $1) }) <= room { return texts }
    let share = (room - fixed) / models.count
    let width = share < Self.shortest ? Self.usual : share
    let cut = ModelLabels(ids, width: width)
    return models.map { cut[$0] }
  }

  /// The columns that a name takes at least; if not all models fit so, the first ones are named.
  private static let shortest = 6
  private static let usual = 9
}
