import Engine

/// A workflow drawn as text: a column for each layer, lines from each node to those that wait for it.
///
/// Every node has a row in the column of its layer; an edge that passes over layers keeps a row free
/// in each. Between two columns each source has a vertical trunk of its own.
struct GraphPicture {
  struct Label {
    var text: String
    var style: Style
  }

  /// A place of the layered drawing: a node, or an edge on its way through a layer.
  private struct Slot {
    let node: Int?
    var row = 0
    /// The slots of the next layer that lines lead to, and the target nodes of those lines.
    var targets: [(slot: Int, edge: Edge)] = []
    var sources: [Int] = []
  }

  struct Edge: Hashable {
    let from: Int
    let to: Int
  }

  private var layers: [[Slot]] = []
  private var grid = LineGrid()

  /// Draws a workflow; nil if the picture is larger than `limit`.
  static func draw(
    _ workflow: Workflow, labels: [Label], strong: Set<Edge>, lines: (plain: Style, strong: Style),
    paper: Cell, limit: Size
  ) -> Canvas? {
    guard workflow.nodes.count > 1, workflow.nodes.count <= 200 else { return nil }
    var picture = GraphPicture()
    picture.place(workflow)
    let columns = picture.columns(labels)
    let height = (picture.layers.joined().map(\.row).max() ?? 0) + 1
    guard let width = columns.last.map({ $0.start + $0.width }), width <= limit.width,
      height <= limit.height
    else { return nil }
    var canvas = Canvas(Size(limit.width, height), filledWith: paper)
    picture.route(columns, labels, strong: strong)
    picture.grid.draw(plain: lines.plain, strong: lines.strong, &canvas)
    for (layer, column) in zip(picture.layers, columns) {
      for slot in layer {
        guard let node = slot.node else { continue }
        canvas.write(labels[node].text, x: column.start, y: slot.row, style: labels[node].style)
      }
    }
    return canvas
  }

  // MARK: - Layers and rows

  private mutating func place(_ workflow: Workflow) {
    let depth = workflow.layers()
    layers = [[Slot]](repeating: [], count: (depth.max() ?? 0) + 1)
    var slotOf = [Int](repeating: 0, count: workflow.nodes.count)
    for node in workflow.nodes.indices {
      slotOf[node] = layers[depth[node]].count
      layers[depth[node]].append(Slot(node: node))
    }
    for from in workflow.nodes.indices {
      for to in workflow.successors[from] where depth[to] > depth[from] {
        var here = slotOf[from]
        for layer in depth[from]..<depth[to] {
          let isLast = layer + 1 == depth[to]
          let next = isLast ? slotOf[to] : layers[layer + 1].count
          if !isLast { layers[layer + 1].append(Slot(node: nil)) }
          layers[layer][here].targets.append((next, Edge(from: from, to: to)))
          layers[layer + 1][next].sources.append(here)
          here = next
        }
      }
    }
    for layer in layers.indices { giveRows(layer) }
  }

  /// Puts the slots of a layer near those that lead to them, none on top of another.
  private mutating func giveRows(_ layer: Int) {
    let wished = layers[layer].enumerated().map { index, slot -> Double in
      guard layer > 0, !slot.sources.isEmpty else { return Double(index) }
      let rows = slot.sources.map { layers[layer - 1][$0].row }
      return Double(rows.reduce(0, +)) / Double(rows.count)
    }
    var next = 0
    for index in layers[layer].indices.sorted(by: { (wished[$0], $0) < (wished[$1], $1) }) {
      let row = max(next, Int(wished[index].rounded(.down)))
      layers[layer][index].row = row
      next = row + 1
    }
  }

  // MARK: - Columns and lines

  /// The labels of a layer, and the trunks behind them.
  private struct Column {
    let start: Int
    let width: Int
    let trunks: [Int: Int]
  }

  private func columns(_ labels: [Label]) -> [Column] {
    var columns: [Column] = []
    var x = 0
    for (index, layer) in layers.enumerated() {
      let width = layer.compactMap { $0.node.map { displayWidth(of: labels[$0].text) } }.max() ?? 1
      var trunks: [Int: Int] = [:]
      let bent = layer.indices.filter { source in
        layer[source].targets.contains { layers[index + 1][$0.slot].row != layer[source].row }
      }
      // Upper sources turn last, so that their lines cross as few trunks as may be.
      for (offset, source) in bent.sorted(by: { layer[$0].row > layer[$1].row }).enumerated() {
        trunks[source] = x + width + 2 + offset
      }
      columns.append(Column(start: x, width: width, trunks: trunks))
      x += width + 2 + trunks.count + 3
    }
    return columns
  }

  private mutating func route(_ columns: [Column], _ labels: [Label], strong: Set<Edge>) {
    for layer in layers.indices.dropLast() {
      let (column, next) = (columns[layer], columns[layer + 1])
      for (index, slot) in layers[layer].enumerated() {
        let label = slot.node.map { displayWidth(of: labels[$0].text) + 1 } ?? 0
        let lineStart = column.start + label
        for (target, edge) in slot.targets {
          let end = layers[layer + 1][target]
          let isStrong = strong.contains(edge)
          let trunk = column.trunks[index] ?? lineStart
          grid.horizontal(slot.row, lineStart, trunk, isStrong)
          grid.vertical(trunk, slot.row, end.row, isStrong)
          grid.horizontal(end.row, trunk, next.start - 2, isStrong)
          if end.node != nil {
            grid.arrow(end.row, next.start - 2, isStrong)
          } else {
            grid.horizontal(end.row, next.start - 2, next.start + 1, isStrong)
          }
        }
      }
    }
  }
}

/// Lines that join where they meet.
private struct LineGrid {
  private struct Place: Hashable {
    let x: Int
    let y: Int
  }

  private struct Joint {
    /// Left 1, right 2, up 4, down 8.
    var sides: UInt8 = 0
    var isStrong = false
    var isArrow = false
  }

  private var joints: [Place: Joint] = [:]

  mutating func horizontal(_ y: Int, _ from: Int, _ to: Int, _ isStrong: Bool) {
    guard from < to else { return }
    for x in from...to { add(x, y, (x > from ? 1 : 0) | (x < to ? 2 : 0), isStrong) }
  }

  mutating func vertical(_ x: Int, _ from: Int, _ to: Int, _ isStrong: Bool) {
    let (top, bottom) = (min(from, to), max(from, to))
    guard top < bottom else { return }
    for y in top...bottom { add(x, y, (y > top ? 4 : 0) | (y < bottom ? 8 : 0), isStrong) }
  }

  mutating func arrow(_ y: Int, _ x: Int, _ isStrong: Bool) {
    add(x, y, 1, isStrong)
    joints[Place(x: x, y: y)]?.isArrow = true
  }

  private mutating func add(_ x: Int, _ y: Int, _ sides: UInt8, _ isStrong: Bool) {
    joints[Place(x: x, y: y), default: Joint()].sides |= sides
    if isStrong { joints[Place(x: x, y: y)]?.isStrong = true }
  }

  private static let glyphs: [Unicode.Scalar] = [
    " ", "─", "─", "─", "│", "┘", "└", "┴", "│", "┐", "┌", "┬", "│", "┤", "├", "┼",
  ]

  /// Draws the joints; each at a place of its own, so their order does not matter.
  func draw(plain: Style, strong: Style, _ canvas: inout Canvas) {
    for (place, joint) in joints {
      canvas.put(
        joint.isArrow ? "▶" : Self.glyphs[Int(joint.sides)], x: place.x, y: place.y,
        style: joint.isStrong ? strong : plain)
    }
  }
}
