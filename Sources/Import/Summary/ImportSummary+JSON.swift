internal import Workload

extension ImportSummary {
  /// The account as a JSON object, with a line end.
  public var json: String {
    var text = ByteBuffer()
    text.append("{\"format\": ")
    text.appendJSON(format.rawValue)
    text.append(", \"files\": ")
    text.append(files)
    text.append(", \"unit\": \"\(unit)\", \"rows\": \(rowCount), \"kept\": \(keptCount)")
    text.append(", \"dropped\": [")
    for (index, drop) in dropped.enumerated() {
      text.append(index > 0 ? ", {\"reason\": " : "{\"reason\": ")
      text.appendJSON(drop.reason)
      text.append(", \"count\": \(drop.count)")
      if let example = drop.example {
        text.append(", \"first\": ")
        text.appendJSON(example)
      }
      text.append("}")
    }
    text.append("], \"requests\": \(requestCount), \"workflows\": \(workflowCount)")
    text.append(", \"first_arrival\": ")
    append(firstArrival, to: &text)
    text.append(", \"last_arrival\": ")
    append(lastArrival, to: &text)
    text.append(", \"span_seconds\": ")
    text.appendJSON(spanSeconds)
    text.append(", \"arrivals_per_second\": ")
    text.appendJSON(arrivalsPerSecond)
    text.append(", \"work_seconds\": ")
    text.appendJSON(workSeconds)
    text.append(", \"gpu_seconds\": ")
    text.appendJSON(gpuSeconds)
    text.append(", \"models\": [")
    for (index, model) in models.enumerated() {
      text.append(index > 0 ? ", {\"id\": " : "{\"id\": ")
      text.appendJSON(model.id)
      text.append(", \"calls\": \(model.callCount), \"work_seconds\": ")
      text.appendJSON(model.seconds)
      text.append("}")
    }
    text.append("], \"assumed\": ")
    text.append(assumptions)
    text.append(", \"notes\": ")
    text.append(notes)
    text.append("}\n")
    return text.text
  }

  private func append(_ time: Int64?, to text: inout ByteBuffer) {
    if let time { text.appendJSON(timestamp(time)) } else { text.append("null") }
  }
}

extension ByteBuffer {
  fileprivate mutating func append(_ texts: [String]) {
    append("[")
    for (index, item) in texts.enumerated() {
      if index > 0 { append(", ") }
      appendJSON(item)
    }
    append("]")
  }
}
