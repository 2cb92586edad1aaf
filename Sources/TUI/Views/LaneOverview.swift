import Engine
import History

/// All GPUs in one column, with the part of them that the lanes show marked as by a scrollbar.
///
/// A row stands for several GPUs and shows the work of most of the busy ones.
enum LaneOverview {
  static func draw(
    _ frame: Frame, shown: Range<Int>, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let look = LaneLook(frame)
    let theme = frame.theme
    let total = frame.moment.history.options.gpuCount
    for row in 0..<rect.height {
      let gpus = total * row / rect.height..<total * (row + 1) / rect.height
      let y = rect.y + row
      if gpus.overlaps(shown) {
        canvas.put("▐", x: rect.x, y: y, style: theme.style(.dim))
      } else {
        canvas.put("│", x: rect.x, y: y, style: theme.style(.border))
      }
      let (most, switches) = work(of: gpus, frame.moment)
      guard let most else {
        canvas.put("·", x: rect.x + 1, y: y, style: theme.style(.idle))
        continue
      }
      if switches {
        let (glyph, style) = look.whole(.work(most), isMarked: true)
        canvas.put(glyph, x: rect.x + 1, y: y, style: style)
      } else if case .computing(let model) = most {
        canvas.write(
          Format.letter(model), x: rect.x + 1, y: y, style: theme.ink(frame.color(of: model)))
      }
    }
  }

  /// The work of most of the busy GPUs, and whether one of them switches or loads.
  private static func work(
    of gpus: Range<Int>, _ moment: Moment
  ) -> (most: LaneWork?, switches: Bool) {
    var counts: [(work: LaneWork, count: Int)] = []
    for gpu in gpus {
      guard let work = moment.work(of: gpu) else { continue }
      if let index = counts.firstIndex(where: { $0.work == work }) {
        counts[index].count += 1
      } else {
        counts.append((work, 1))
      }
    }
    var best: (work: LaneWork, count: Int)?
    for entry in counts where entry.count > best?.count ?? 0 { best = entry }
    let switches = counts.contains {
      if case .computing = $0.work { false } else { true }
    }
    return (best?.work, switches)
  }
}

extension Moment {
  /// The work of a GPU and its model; nil if it is idle.
  fileprivate func work(of gpu: Int) -> LaneWork? {
    switch activity(of: gpu) {
    case .idle: return nil
    case .computing(let index):
      return .computing(history.model(of: history.trace.executions[index]))
    case .switching(let index):
      let execution = history.trace.executions[index]
      let model = history.model(of: execution)
      return execution.isSwitch ? .switching(model) : .loading(model)
    }
  }
}
