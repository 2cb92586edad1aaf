import Engine
import History

/// A memory as a bar: for each model its letter and a piece as long as its share, then what is free.
struct MemoryBar {
  struct Part {
    let model: ModelID
    /// In GB.
    let share: Double
    var isPinned = false
  }

  let parts: [Part]
  /// The memory, in GB.
  let capacity: Double

  /// The memory of a GPU, the model at work first, then those used last; nil if it is not counted.
  init?(_ gpu: Int, on machine: Machine, _ frame: Frame) {
    guard let capacity = machine.memoryGB(of: gpu), frame.scenario.hardware.residency == .memory
    else { return nil }
    self.capacity = capacity
    parts = machine.residentsAtWorkFirst(of: gpu, frame.moment).map { resident in
      let model = frame.scenario[resident.model]
      return Part(
        model: resident.model, share: model.shareGB(.memory), isPinned: model.isPinned)
    }
  }

  /// The memory of the host, the model used last first; nil if it is not described.
  init?(hostOf machine: Machine, _ scenario: Scenario) {
    guard let host = machine.hostMemory else { return nil }
    capacity = host.capacity
    parts = host.models.reversed().map { Part(model: $0, share: scenario[$0].memoryGB) }
  }

  /// The memory that is taken, in GB.
  var used: Double { parts.reduce(0) { $0 + $1.share } }

  func draw(_ rect: Rect, _ frame: Frame, _ canvas: inout Canvas) {
    let theme = frame.theme
    canvas.horizontalLine(
      x: rect.x, y: rect.y, width: rect.width, style: theme.style(.idle), glyph: "·")
    guard capacity > 0 else { return }
    var (taken, x) = (0.0, rect.x)
    for (index, part) in parts.enumerated() {
      taken += part.share
      // Each has its letter at least, and leaves one for each after it.
      let others = parts.count - 1 - index
      let end =
        rect.x + Int(cells: (taken / capacity * Double(rect.width)).rounded(), in: 0...rect.width)
      let width = min(max(end - x, 1), max(rect.endX - others - x, 0))
      guard width > 0 else { return }
      let color = frame.color(of: part.model)
      let style = theme.solid(color, part.isPinned ? [.bold, .underline] : .bold)
      canvas.horizontalLine(x: x, y: rect.y, width: width, style: style, glyph: " ")
      canvas.write(Format.letter(part.model), x: x, y: rect.y, style: style, maxWidth: width)
      x += width
    }
  }
}

extension Machine {
  /// The models on a GPU: the one at work first, then by their last use, the latest first.
  func residentsAtWorkFirst(of gpu: Int, _ moment: Moment) -> [Resident] {
    let atWork = moment.resident(of: gpu)
    return residents(of: gpu).sorted { one, other in
      if (one.model == atWork) != (other.model == atWork) { return one.model == atWork }
      return one.lastUse > other.lastUse
    }
  }
}
