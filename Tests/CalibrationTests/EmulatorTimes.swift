import Documents
import Engine
import TestScenarios

@testable import Live

/// The emulator, asked as a live run asks a server; its clock is that of the run.
///
/// A run thus takes minutes of the emulator's time and milliseconds of the test's.
struct EmulatorTimes: PlantedMachine {
  private var server: EmulatedServer
  /// The instance that each GPU serves.
  private var serving: [String?]
  /// The lateness with which answers are heard.
  private var lateness: SeededGenerator

  init(_ planted: Planted, seed: UInt64) {
    let settings = EmulatorSettings(gpuCount: 2, jitter: planted.jitter, seed: seed)
    server = EmulatedServer(planted.scenario, settings)
    serving = [nil, nil]
    lateness = SeededGenerator(seed: ~seed)
    for model in planted.scenario.models {
      ask("POST", ["standalone", "download"], #"{"model_name": "\#(model.id)"}"#, at: 0)
    }
  }

  /// Returns the seconds until the answer is heard.
  @discardableResult
  private mutating func ask(
    _ method: String, _ path: [String], _ body: String = "", at time: Double,
    _ use: (EmulatorReply) -> Void = { _ in }
  ) -> Double {
    let instant = MachineInstant(nanoseconds: 0).advanced(by: time)
    let reply = server.reply(
      to: EmulatorRequest(
        method: method, path: path, body: EmulatorBody(Array(body.utf8), isJSON: true),
        arrivedAt: instant))
    precondition(
      reply.status == 200, "\(path): \(String(decoding: reply.body.encoded, as: UTF8.self))")
    use(reply)
    return reply.dueAt.seconds(since: instant)
  }

  mutating func secondsOfSwitch(
    to model: Model, before execution: Execution, at time: Double
  ) -> Double {
    guard execution.switchTime > 0 else { return 0 }
    let gpu = execution.gpus.lowerBound
    if let old = serving[gpu] { ask("DELETE", ["standalone", "instance", old], at: time) }
    var instance = ""
    let seconds = ask(
      "POST", ["standalone", "serve"], #"{"model_name": "\#(model.id)", "device": "cuda:\#(gpu)"}"#,
      at: time
    ) { reply in
      let data = EmulatorBody(reply.body.encoded, isJSON: true).node?["data"]
      instance = data?["instance_id"]?.string ?? ""
    }
    serving[gpu] = instance
    return seconds + Double.random(in: 0...0.001, using: &lateness)
  }

  mutating func secondsOfCall(_ execution: Execution, at time: Double) -> Double {
    let instance = serving[execution.gpus.lowerBound] ?? ""
    let seconds = ask(
      "POST", ["standalone", "call", instance],
      #"{"instance_id": "\#(instance)", "data": {"prompt": "x"}}"#, at: time)
    return seconds + Double.random(in: 0...0.001, using: &lateness)
  }
}
