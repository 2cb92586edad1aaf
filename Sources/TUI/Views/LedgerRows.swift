import Engine
import History

/// Entries of the switch ledger below each other: time, GPUs, models, and the time until the evicted one
/// came back.
struct LedgerRows {
  private struct LedgerRow {
    let entry: SwitchEntry
    let time: String
    let gpus: String
    let models: String
    let seconds: String
    /// The seconds until the evicted model came back; nil if it has not.
    let back: Double?
    var backText = ""
  }

  private var rows: [LedgerRow?] = []
  /// The widths of the columns.
  private var gpus = 0
  private var models = 0
  private var seconds = 0
  private var back = 0
  private let backSign: String

  init(_ entries: [SwitchEntry?], _ scene: Scene) {
    var seconds = Format.spans(entries.compactMap { $0?.seconds })[...]
    backSign = scene.usesASCII ? "back " : "↩"
    rows = entries.map { entry in
      guard let entry else { return nil }
      let back = entry.nextLoad.map { load in
        let execution = scene.trace.executions[load]
        return max(0, execution.start - execution.switchTime - entry.time)
      }
      return LedgerRow(
        entry: entry, time: scene.clock(entry.time, decimals: 0), gpus: entry.gpus.gpuLabel,
        models: Self.models(entry, scene),
        seconds: seconds.popFirst() ?? "", back: back)
    }
    var backs = Format.spans(rows.compactMap { $0?.back })[...]
    for row in rows.indices where rows[row]?.back != nil {
      rows[row]?.backText = backs.popFirst() ?? ""
    }
    func widest(_ text: (LedgerRow) -> String) -> Int {
      rows.compactMap { $0.map { displayWidth(of: text($0)) } }.max() ?? 0
    }
    (gpus, models) = (widest(\.gpus), widest(\.models))
    (self.seconds, back) = (widest(\.seconds), widest(\.backText))
  }

  /// The models that went, the one that came, and `disk` if it did not come from the host.
  private static func models(_ entry: SwitchEntry, _ scene: Scene) -> String {
    var gone = [entry.from]
    for evicted in scene.trace.evicted(by: entry.execution) where !gone.contains(evicted.model) {
      gone.append(evicted.model)
    }
    let exchange = gone.map(Format.letter).joined() + "→\(Format.letter(entry.to))"
    return exchange + (scene.trace.source(of: entry.execution) == .disk ? " disk" : "")
  }

  /// Draws a row; where there is no room for all of it, the word for GPUs goes, then the return.
  func draw(_ index: Int, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    guard let row = rows[index] else { return }
    let theme = frame.theme
    let fixed = displayWidth(of: row.time) + models + seconds + 3
    let backWidth = back == 0 ? 0 : back + backSign.count + 1
    let isRoomy = fixed + gpus + backWidth <= rect.width
    let place = isRoomy ? row.gpus : row.entry.gpus.gpuNumbers
    let placeWidth = isRoomy ? gpus : widestNumbers
    var x = rect.x
    x += canvas.write(
      "\(row.time) \(fitted(place, placeWidth)) ", x: x, y: rect.y, style: theme.style(.dim))
    canvas.write(
      row.models, x: x, y: rect.y, style: theme.ink(frame.color(of: row.entry.to), .bold))
    x += models
    x += canvas.write(" " + padded(row.seconds, seconds), x: x, y: rect.y, style: theme.plain)
    guard let seconds = row.back, x + backWidth <= rect.endX else { return }
    canvas.write(
      " \(backSign)\(padded(row.backText, back))", x: x, y: rect.y,
      style: theme.style(seconds < 30 ? .warn : .dim))
  }

  private var widestNumbers: Int {
    rows.compactMap { $0?.entry.gpus.gpuNumbers.count }.max() ?? 0
  }
}
