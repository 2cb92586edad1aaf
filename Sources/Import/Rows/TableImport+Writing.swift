internal import Documents

extension TableImport {
  mutating func prefix(of model: Int) -> [UInt8] {
    while prefixes.count <= model { prefixes.append([]) }
    if prefixes[model].isEmpty {
      let workflow = workflows.single(model, named: catalog.models[model].id)
      prefixes[model] = RequestText.prefix(ofSingle: workflows.workflows[workflow])
    }
    return prefixes[model]
  }

  mutating func flush(
    to stream: inout OutputStream, isLast: Bool = false
  ) throws(ImportFailure) {
    do throws(WriteFailure) { try text.flush(to: &stream, isLast: isLast) } catch {
      throw .write(error)
    }
  }

  mutating func writeSessions(to stream: inout OutputStream) throws(ImportFailure) {
    guard let sessions else { return }
    var pause = 0.0
    for (number, id) in sessions.ids.enumerated() {
      let calls = sessions.orderedCalls(number)
      var steps = [(model: Int(calls[0].model), seconds: calls[0].seconds)]
      for (call, next) in zip(calls, calls.dropFirst()) {
        let gap = max(0, Double(next.time - call.time) / 1e6 - call.seconds)
        pause += gap
        if settings.simulatesPauses, gap > 0 {
          let place = catalog.pause()
          catalog.count(place, seconds: gap)
          steps.append((place, gap))
        }
        steps.append((Int(next.model), next.seconds))
      }
      let place = workflows.chain(
        steps.map(\.model), pause: settings.simulatesPauses ? catalog.pause() : nil
      ) { catalog.models[$0].id }
      guard Limit.workflows.allows(workflows.workflows.count) else {
        throw .badData(settings.files[0], "the sessions make \(Limit.workflows.excess)")
      }
      account.addArrival(calls[0].time)
      text.beginRequest(id: id.utf8.span)
      text.appendTimestamp(calls[0].time)
      text.endRequest(workflows.workflows[place], seconds: steps.map(\.seconds))
      try flush(to: &stream)
    }
    if pause > 0, settings.simulatesPauses {
      account.notes.append(
        "the pauses between the calls of sessions, \(ImportSummary.digits(pause)) s together, are steps "
          + "without a GPU; latencies of requests include them")
    } else if pause > 0 {
      account.notes.append(
        "the pauses between the calls of sessions, \(ImportSummary.digits(pause)) s together, are not simulated: "
          + "a call begins as soon as the one before has ended and a GPU is free (--pauses simulates "
          + "them)")
    }
  }

  var summary: ImportSummary {
    var summary = account
    summary.dropped = dropped.counts.map {
      ImportSummary.Dropped(reason: $0.reason, count: $0.count, example: $0.example)
    }
    summary.notes += guesses.map { "\($0), by its name" }
    if mix != nil, let mix {
      summary.assumptions.append(
        mix.models.count == 1
          ? "model \(mix.models[0]) for every call"
          : "models drawn from --mix with seed \(settings.seed)")
    }
    return summary
  }
}
