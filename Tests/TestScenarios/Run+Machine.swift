import Engine

/// What tests of machines run over where each seed takes long; in the last three a pinned model leaves
/// no GPU for a node that waits.
package let machineSeeds: [UInt64] = Array(0..<80) + [197, 272, 274]

extension Run {
  /// Makes a run on a machine with memory, kinds of GPUs and steps without GPUs from a seed.
  package init(machineSeed seed: UInt64) {
    let plain = Run(seed: seed)
    var random = SeededGenerator(seed: seed &+ 7_000_000)
    var options = plain.options
    options.rules = .standard
    options.gpuCount = random.chance(5) ? random.int(60...70) : options.gpuCount
    var hardware = plain.scenario.hardware
    hardware.residency = random.chance(75) ? .memory : .one
    hardware.gpuMemoryGB = Double(random.int(8...60))
    if random.chance(50) {
      hardware.hostMemoryGB = random.chance(20) ? 1000 : Double(random.int(1...60))
    }
    hardware.eviction = [.lru, .largest, .lookahead][random.int(0...2)]
    hardware.offloads = random.chance(70)
    if random.chance(40) { hardware.keepAliveSeconds = Double(random.int(0...12)) }
    if random.chance(50) {
      hardware.kinds = (0..<random.int(1...3)).map { index in
        GPUKind(
          name: "k\(index)", count: random.int(1...4),
          memoryGB: random.chance(70) ? Double(random.int(8...60)) : nil,
          pcieBandwidthGBPerSecond: random.chance(40) ? Double(random.int(1...20)) : nil,
          speed: random.chance(60) ? 1 : [0.5, 0.35, 2][random.int(0...2)])
      }
    }
    var models = plain.scenario.models
    for index in models.indices {
      if random.chance(15) { models[index].gpusRequired = 0 }
      if random.chance(15) { models[index].isPinned = true }
      if random.chance(10) { models[index].memoryGB += 0.1 }
      if !hardware.kinds.isEmpty, random.chance(25) {
        models[index].kinds = ["k\(random.int(0...hardware.kinds.count - 1))"]
      }
    }
    Self.preload(&models, on: hardware, gpuCount: options.gpuCount, &random)
    self.init(
      scenario: Scenario(
        hardware: hardware, models: models, workflows: plain.scenario.workflows,
        requests: plain.scenario.requests), options: options)
  }

  /// The runs of a machine's seed: under the baseline, and under another policy.
  package static func machines(_ seed: UInt64) -> [Run] {
    [policies[0], policies[Int(seed) % policies.count]].map { policy in
      var run = Run(machineSeed: seed)
      run.options.policy = policy
      return run
    }
  }

  /// Preloads models where they fit.
  private static func preload(
    _ models: inout [Model], on hardware: Hardware, gpuCount: Int,
    _ random: inout SeededGenerator
  ) {
    var taken: [Int: Double] = [:]
    for index in models.indices where models[index].gpusRequired > 0 && random.chance(30) {
      for gpu in 0...gpuCount where random.chance(30) {
        let share = models[index].shareGB(hardware.residency)
        let memory = hardware.memoryGB(ofGPU: gpu) ?? .infinity
        let fits =
          hardware.residency == .one
          ? taken[gpu] == nil : share <= memory - (taken[gpu] ?? 0)
        guard fits else { continue }
        taken[gpu, default: 0] += share
        models[index].preload.append(gpu)
      }
    }
  }
}
