internal import Documents
internal import Foundation
internal import Workload

extension ImportSummary {
  /// The number of models that are listed.
  private static let listedModels = 10

  /// The account for people, safe to print.
  public var lines: [String] {
    var lines = [readLine]
    for drop in dropped {
      lines.append("  \(padded(Self.grouped(drop.count), 10))  \(drop.reason)")
      if let example = drop.example { lines.append("              the first: \(example)") }
    }
    lines.append(arrivalLine)
    let mean = keptCount > 0 ? ", \(seconds(workSeconds / Double(keptCount))) a call" : ""
    lines.append("Work: \(Self.digits(gpuSeconds)) GPU seconds\(mean)")
    lines.append("Models: \(Self.grouped(models.count))")
    let width = models.prefix(Self.listedModels).map { abbreviated($0.id).count }.max() ?? 0
    for model in models.prefix(Self.listedModels) {
      let mean = model.seconds / Double(max(1, model.callCount))
      let id = abbreviated(model.id)
      let name = id + String(repeating: " ", count: width - id.count)
      lines.append(
        "  \(name) \(padded(Self.grouped(model.callCount), 10)) \(model.callCount == 1 ? "call " : "calls")"
          + " of \(seconds(mean))")
    }
    if models.count > Self.listedModels {
      lines.append("  … and \(Self.grouped(models.count - Self.listedModels)) more")
    }
    if !assumptions.isEmpty {
      lines.append(
        "Assumed, marked so in the configuration: \(assumptions.joined(separator: "; "))")
    }
    return (lines + notes.map { "Note: \($0)" }).map(visible)
  }

  private var readLine: String {
    let names =
      files.count > 3 ? "\(files.count) files" : files.joined(separator: ", ")
    let kept =
      droppedCount == 0
      ? "all kept" : "\(Self.grouped(keptCount)) kept, \(Self.grouped(droppedCount)) dropped"
    return "\(names): \(Self.grouped(rowCount)) \(unit), \(kept)\(droppedCount == 0 ? "" : ":")"
  }

  private var arrivalLine: String {
    let count =
      "Requests: \(Self.grouped(requestCount)) for \(Self.grouped(workflowCount)) "
      + (workflowCount == 1 ? "workflow" : "workflows")
    guard let first = firstArrival, let last = lastArrival else { return "\(count), no arrivals" }
    let rate = arrivalsPerSecond.map { ", \(Self.digits($0)) a second" } ?? ""
    return "\(count), from \(timestamp(first)) to \(timestamp(last)), \(span(spanSeconds))\(rate)"
  }

  /// An instant as in the requests file.
  func timestamp(_ microseconds: Int64) -> String {
    var text = ByteBuffer()
    text.appendTimestamp(microseconds)
    return text.text
  }

  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func seconds(_ value: Double) -> String { "\(Self.digits(value)) s" }

  /// A number with three digits, or all before the point.
  static func digits(_ value: Double) -> String {
    let decimals =
      switch value {
      case 100...: 0
      case 10...: 1
      case 1...: 2
      default: value == 0 ? 0 : 3
      }
    if value > 0, value < 0.001 { return String(format: "%.2g", value) }
    let text = String(format: "%.\(decimals)f", value)
    let whole = text.prefix { $0 != "." }
    return (Int(whole).map(Self.grouped) ?? String(whole)) + text.dropFirst(whole.count)
  }

  private func span(_ seconds: Double) -> String {
    switch seconds {
    case 172_800...: "\(Self.digits(seconds / 86_400)) days"
    case 7200...: "\(Self.digits(seconds / 3600)) hours"
    case 120...: "\(Self.digits(seconds / 60)) minutes"
    default: "\(Self.digits(seconds)) s"
    }
  }

  private static func grouped(_ count: Int) -> String {
    var text = ""
    for (index, digit) in String(count).enumerated() {
      if index > 0, (String(count).count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }
}
