import Documents
import Engine
import Workload

/// The state and the answers of a model server without GPUs.
///
/// It has neither clock nor network: a request carries its arrival, a reply the instant it is due.
struct EmulatedServer: Sendable {
  struct Instance: Sendable {
    let name: String
    let model: ModelID
    let device: String
    /// The GPUs of the machine that the device is; none of a processor.
    let gpus: [Int]
    let port: Int
    let date: String
  }

  /// The one copy of a model's weights that the server keeps.
  struct Weights: Sendable {
    let model: ModelID
    /// The device as the server names it; for a group with all of its GPUs.
    let device: String
    /// The device that calls report.
    let firstDevice: String
  }

  let models: [Model]
  let settings: EmulatorSettings
  var machine: EmulatedMachine
  /// The instances being served, oldest first.
  var instances: [Instance] = []
  /// The downloaded models, first one first.
  var onDisk: [ModelID] = []
  /// The loaded models, first one first.
  var inMemory: [Weights] = []
  var ports = PortPool()
  /// Jitter and failures.
  var chance: RandomNumbers
  /// Names and ports.
  var naming: RandomNumbers
  private var numbers: [String: ModelID] = [:]
  /// The instant until which a serial server is at work.
  private var busyUntil = MachineInstant(nanoseconds: .min)

  init(_ scenario: Scenario, _ settings: EmulatorSettings) {
    models = scenario.models
    self.settings = settings
    machine = EmulatedMachine(scenario, gpuCount: settings.gpuCount)
    chance = RandomNumbers(seed: settings.seed)
    naming = RandomNumbers(seed: ~settings.seed)
    for (index, model) in models.enumerated() where numbers[model.servedName] == nil {
      numbers[model.servedName] = ModelID(index)
    }
  }

  /// The longest delay of a reply, in seconds.
  static let longestWait = 86_400.0

  /// Answers a request.
  mutating func reply(to request: EmulatorRequest) -> EmulatorReply {
    var reply = request.isForOpenAI ? openAIReply(to: request) : gswarmReply(to: request)
    reply.begunAt =
      settings.isSerial ? max(request.begunAt, busyUntil) : request.begunAt
    reply.dueAt = reply.begunAt.advanced(
      by: max(0, min(reply.seconds / settings.timeScale, Self.longestWait)))
    busyUntil = max(busyUntil, reply.dueAt)
    return reply
  }

  /// The model with a name on the server.
  func model(named name: String) -> ModelID? { numbers[name] }

  func name(of model: ModelID) -> String { models[model.index].servedName }

  /// The seconds that a call with an answer of so many tokens takes, drawn with the jitter.
  ///
  /// - Returns: nil if the call fails.
  mutating func duration(
    of model: ModelID, tokens: Double?, on gpus: [Int] = [], _ request: EmulatorRequest
  ) -> Double? {
    let (fate, deviation) = (chance.uniform(), 2 * chance.uniform() - 1)
    guard fate >= settings.failRate else { return nil }
    let expected =
      request.expectedSeconds ?? models[model.index].estimate(maxLength: tokens).seconds
    return expected / machine.speed(of: gpus) * (1 + settings.jitter * deviation)
  }

  /// Returns a name of lower-case letters and digits.
  mutating func randomName(length: Int) -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<length).map { _ in alphabet[Int(naming.next() % 36)] })
  }
}

extension EmulatorRequest {
  /// Whether the path is one of OpenAI's interface.
  var isForOpenAI: Bool { path.first == "v1" }
}

/// The ports that the server says its instances have.
///
/// As on the real server some are never given back; here the oldest of them are used again.
struct PortPool: Sendable {
  private static let range = 10_000...20_000
  private static let largestCount = 5_000
  private var order: [Int] = []
  private(set) var used: Set<Int> = []

  mutating func take(_ numbers: inout RandomNumbers) -> Int {
    if used.count >= Self.largestCount { release(order[0]) }
    var port: Int
    repeat {
      port = Self.range.lowerBound + Int(numbers.next() % UInt64(Self.range.count))
    } while used.contains(port)
    used.insert(port)
    order.append(port)
    return port
  }

  mutating func release(_ port: Int) {
    guard used.remove(port) != nil else { return }
    order.removeAll { $0 == port }
  }
}
