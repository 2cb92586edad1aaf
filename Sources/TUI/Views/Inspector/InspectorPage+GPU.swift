import Engine
import History

extension InspectorPage {
  /// What a GPU holds, does and did, the latest first.
  mutating func show(gpu: Int, _ frame: Frame) {
    let (moment, theme) = (frame.moment, frame.theme)
    setTitle("GPU \(gpu)")
    var line = [Span(text: "holds ", style: theme.style(.dim))]
    if let model = moment.resident(of: gpu) {
      line.append(
        Span(text: frame.name(of: model), style: theme.ink(frame.color(of: model), .bold)))
    } else {
      line.append(Span(text: "no model yet", style: theme.plain))
    }
    line.append(
      Span(
        text: " · busy \(Format.percent(moment.utilisation(of: gpu))) of the time so far",
        style: theme.style(.dim)))
    add(line)
    add(activity(of: gpu, frame))
    let past = moment.executions(on: gpu, from: -.infinity, to: moment.time)
    guard !past.isEmpty else { return }
    addHeading("What it ran, latest first", theme)
    for index in past.reversed().prefix(Self.longestList) { addExecution(Int(index), frame) }
    guard past.count > Self.longestList else { return }
    add("… and \(Format.count(past.count - Self.longestList)) before", theme.style(.dim))
  }

  static let longestList = 200

  private func activity(of gpu: Int, _ frame: Frame) -> [Span] {
    let (moment, theme) = (frame.moment, frame.theme)
    switch moment.activity(of: gpu) {
    case .idle: return [Span(text: "is idle", style: theme.plain)]
    case .switching(let index):
      let execution = frame.trace.executions[index]
      return [
        Span(
          text: "makes the model ready until \(Format.clock(execution.start)), for ",
          style: theme.plain),
        Span(
          text: frame.name(of: frame.trace.node(of: execution)), style: theme.style(.text, .bold)),
      ]
    case .computing(let index):
      let execution = frame.trace.executions[index]
      return [
        Span(text: "computes until \(Format.clock(execution.end)): ", style: theme.plain),
        Span(
          text: frame.name(of: frame.trace.node(of: execution)), style: theme.style(.text, .bold)),
      ]
    }
  }

  /// A dispatch in a line, which leads to it.
  mutating func addExecution(_ index: Int, _ frame: Frame) {
    let theme = frame.theme
    let execution = frame.trace.executions[index]
    let model = frame.moment.history.model(of: execution)
    let isDone = frame.moment.isCompleted(index)
    let begin = Format.clock(execution.start - execution.switchTime)
    // Sign, time and letter; preparation; computing.
    let nameWidth = min(max(width - (begin.count + 6) - 12 - 16, 8), 28)
    let preparation: String
    switch execution.replaced {
    case .nothing: preparation = ""
    case .empty: preparation = "load \(Format.span(execution.switchTime))"
    case .model(let old):
      preparation =
        "\(Format.letter(old))→\(Format.letter(model)) \(Format.span(execution.switchTime))"
    }
    add(
      [
        Span(text: isDone ? "● " : "▶ ", style: theme.style(isDone ? .good : .now)),
        Span(text: "\(begin) ", style: theme.style(.dim)),
        Span(text: Format.letter(model), style: theme.solid(frame.color(of: model), .bold)),
        Span(
          text: " " + fitted(frame.name(of: frame.trace.node(of: execution)), nameWidth),
          style: theme.plain),
        Span(text: " " + fitted(preparation, 11), style: theme.style(.warn)),
        Span(text: " computes \(Format.span(execution.executionTime))", style: theme.style(.dim)),
      ], link: .inspect(.dispatch(index)))
  }

  /// The slowest of all completed requests, the slowest first.
  mutating func showSlowest(_ frame: Frame) {
    let theme = frame.theme
    let count = frame.moment.completedRequests.count
    setTitle("Slowest of \(Format.count(count)) completed requests")
    for completed in frame.moment.slowestRequests(Self.longestList) {
      add(
        [
          Span(text: padded(Format.span(completed.latency), 9), style: theme.style(.text, .bold)),
          Span(
            text: "  " + fitted(frame.scenario[completed.request].id, 24), style: theme.plain),
          Span(
            text: " " + fitted(frame.scenario.workflow(of: completed.request).id, 24),
            style: theme.style(.dim)),
          Span(
            text: " at \(Format.clock(frame.trace.events[completed.event].time))",
            style: theme.style(.dim)),
        ], link: .inspect(.request(completed.request)))
    }
  }

  /// What was odd in the files, and who can never run.
  mutating func showWarnings(_ frame: Frame) {
    setTitle("Warnings")
    if frame.state.warnings.isEmpty { add("nothing to warn of", frame.theme.style(.dim)) }
    for line in frame.state.warnings { addWrapped(line, frame.theme.plain) }
  }
}

/// A text cut or filled up with blanks to a width.
func fitted(_ text: String, _ width: Int) -> String {
  let columns = displayWidth(of: text)
  guard columns > width else { return text + String(repeating: " ", count: width - columns) }
  var kept = ""
  var used = 0
  for scalar in text.unicodeScalars {
    let columns = displayWidth(of: scalar)
    guard used + columns < width else { break }
    kept.unicodeScalars.append(scalar)
    used += columns
  }
  return kept + "…" + String(repeating: " ", count: max(width - used - 1, 0))
}

/// A text with blanks before it, up to a width.
func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(width - displayWidth(of: text), 0)) + text
}
