@testable import Audit
@testable import Engine
import TestScenarios

extension Mutation {
  static let all = times + names + order + groups + switches + summaries + wholes

  private static let times = [
    line("a waiting time that is too long", "waiting-time", isVisibleAlone: true) {
      $0[$1].waitingTime = ($0[$1].waitingTime ?? 0) + 1
    },
    line("an execution time that is not end − start", "duration", isVisibleAlone: true) {
      $0[$1].executionTime = ($0[$1].executionTime ?? 0) + 1
    },
    line("an end before the start", "ends-before-start", isVisibleAlone: true) {
      $0[$1].executionTime = nil
      $0[$1].endTime = $0[$1].startTime - 1
    },
    line("a negative waiting time", "negative", isVisibleAlone: true) {
      $0[$1].waitingTime = -1
    },
    line("a negative switch time", "negative", isVisibleAlone: true) { $0[$1].switchTime = -1 },
    line("a negative execution time", "negative", isVisibleAlone: true) {
      $0[$1].executionTime = -1
      $0[$1].endTime = $0[$1].startTime - 1
    },
    line(
      "a negative start", "negative", isVisibleAlone: true,
      where: { log, _ in log.run.options.mode == .offline || log.run.options.rules == .standard }
    ) { $0.shift($1, by: -$0[$1].endTime - 1) },
    line("a dispatch before the node is ready", "dispatched-before-ready", isVisibleAlone: true) {
      $0.setReady($1, $0[$1].occupiedFrom + 1)
    },
    line("another estimated time", "estimated-time") {
      $0[$1].estimatedTime = ($0[$1].estimatedTime ?? 0) + 1
    },
    line("another origin of the estimate", "estimate-source") {
      $0[$1].estimateSource = $0.log.sources.number(of: "measured")
    },
    line("an unknown origin of the estimate", "estimate-source") {
      $0[$1].estimateSource = $0.log.sources.number(of: "guess")
    },
    line(
      "an execution that takes longer than the inputs say", "execution-time",
      where: { log, index in log.lines.allSatisfy { log[$0].startTime <= log[index].startTime } }
    ) { log, index in
      log[index].endTime += 1
      log[index].executionTime = (log[index].executionTime ?? 0) + 1
      log.mendSummary()
    },
  ]

  private static let names = [
    line("another workflow", "wrong-workflow") {
      $0[$1].workflow = $0.log.workflows.number(of: "other")
    },
    line("another model", "wrong-model") { $0[$1].model = $0.log.models.number(of: "other") },
    line("an unknown request", "unknown-request") {
      $0[$1].request = $0.log.requests.number(of: "ghost")
    },
    line("an unknown node", "unknown-node") { $0[$1].node = $0.log.nodes.number(of: "ghost") },
    line("a line twice", "repeated-node", isVisibleAlone: true) { log, index in
      log.log.executions.append(log[index])
      log.log.summary.totalNodesExecuted = log.lines.count
    },
    line(
      "a line that takes no time twice", "repeated-node", isVisibleAlone: true,
      where: { $0[$1].occupiedFrom == $0[$1].endTime }
    ) { log, index in
      log.log.executions.append(log[index])
      log.log.summary.totalNodesExecuted = log.lines.count
    },
  ]

  private static let order = [
    line("a node that is ready too late", "ready-late", where: { $0[$1].waitingTime ?? 0 > 0.01 }) {
      $0.setReady($1, $0[$1].occupiedFrom)
    },
    line(
      "a node that is ready before its dependency has ended", "dependency",
      where: { !$0.workflow($1).dependencies[$0.node($1).node].isEmpty }
    ) { log, index in
      let ends = log.workflow(index).dependencies[log.node(index).node]
        .compactMap { log.line(of: $0, besides: index) }.map { log[$0].endTime }
      log.setReady(index, (ends.max() ?? 0) - 1)
    },
    line("a node that is ready before its request arrives", "ready-before-arrival") {
      $0.setReady($1, $0.arrival($1) - 1)
    },
    Mutation("a log that is late as a whole", "ready-late") { log in
      guard !log.lines.isEmpty else { return false }
      for index in log.lines { log.shift(index, by: 3) }
      log.mendSummary()
      return true
    },
    Mutation("a log with all times halved", "execution-time") { log in
      guard log.log.executions.contains(where: { $0.span > 0.01 }) else { return false }
      for index in log.lines {
        log[index].readyTime = log[index].readyTime.map { $0 / 2 }
        log[index].startTime /= 2
        log[index].endTime /= 2
        log[index].executionTime = log[index].executionTime.map { $0 / 2 }
        log[index].estimatedTime = log[index].estimatedTime.map { $0 / 2 }
        log[index].switchTime = log[index].switchTime.map { $0 / 2 }
        log[index].waitingTime = log[index].waitingTime.map { $0 / 2 }
      }
      log.mendSummary()
      return true
    },
    line(
      "a node that is declared stranded though it could run", "never-ran",
      where: { log, index in
        log.workflow(index).successors[log.node(index).node].isEmpty
      }
    ) { log, index in
      log.log.executions.remove(at: index)
      log.mendSummary()
    },
    Mutation("an empty log of a run that could run", "never-ran") { log in
      guard !log.lines.isEmpty else { return false }
      log.log.executions = []
      log.mendSummary()
      return true
    },
  ]

  private static let groups = [
    line("a gpu_id that is not the first of gpu_ids", "first-gpu", isVisibleAlone: true) {
      $0[$1].firstGPU = ($0[$1].firstGPU ?? 0) + 1
    },
    line("a GPU twice in gpu_ids", "repeated-gpu", isVisibleAlone: true) { log, index in
      let gpus = log.gpus(index)
      log.place(index, on: gpus + gpus.prefix(1))
    },
    line("a GPU that the summary does not list", "unknown-gpu", isVisibleAlone: true) {
      $0.place($1, on: [Int32($0.run.options.gpuCount + 2)])
    },
    line("a group with a gap", "not-consecutive", where: { $0.gpus($1).count > 1 }) { log, index in
      let gpus = log.gpus(index)
      log.place(index, on: gpus.dropLast() + [(gpus.last ?? 0) + 1])
    },
    line("a group that is too small", "group-size", where: { $0.gpus($1).count > 1 }) {
      log, index in
      log.place(index, on: log.gpus(index).dropLast())
    },
    line(
      "two executions at once on a GPU", "overlap", isVisibleAlone: true,
      where: { log, a in log.lines.contains { $0 != a && log.coincide($0, a) } }
    ) { log, index in
      let other = log.lines.first { $0 != index && log.coincide($0, index) } ?? index
      log.place(index, on: log.gpus(other))
    },
    line(
      "two measured executions at once on a GPU", "overlap", isVisibleAlone: true,
      where: { log, a in log.lines.contains { $0 != a && log.coincide($0, a) } }
    ) { log, index in
      let other = log.lines.first { $0 != index && log.coincide($0, index) } ?? index
      log.place(index, on: log.gpus(other))
      log.measure()
    },
    Mutation("a GPU twice in the summary", "repeated-listed-gpu", isVisibleAlone: true) { log in
      log.log.summary.gpus = [0] + (log.log.summary.gpus ?? [])
      return true
    },
  ]
}
