internal import Engine

/// A reason why a machine cannot be: memory that is not known, or preloads that do not fit.
enum MachineFault {
  /// GPUs of a kind, or all of them, have no memory size.
  case unknownMemory(kind: String?)
  /// Two models are preloaded on a GPU that holds one.
  case sharedGPU(Int, models: [String], last: Int)
  /// A preload does not fit, in GB.
  case preload(Int, on: Int, name: String, needed: Double, free: Double, memory: Double)

  /// Finds the first one; nil if there is none.
  init?(_ hardware: Hardware, _ models: [Model]) {
    guard let fault = Self.all(hardware, models).first else { return nil }
    self = fault
  }

  /// Finds all of them.
  static func all(_ hardware: Hardware, _ models: [Model]) -> [MachineFault] {
    var faults: [MachineFault] = []
    if hardware.residency == .memory, hardware.gpuMemoryGB == nil {
      if let kind = hardware.kinds.first(where: { $0.memoryGB == nil }) {
        faults.append(.unknownMemory(kind: kind.name))
      } else if hardware.kinds.isEmpty {
        faults.append(.unknownMemory(kind: nil))
      }
    }
    var residents: [Int: [Model]] = [:]
    for (place, model) in models.enumerated() where model.gpusRequired > 0 {
      for gpu in model.preload {
        let others = residents[gpu] ?? []
        let taken = others.reduce(0) { $0 + $1.shareGB(.memory) }
        if hardware.residency == .one {
          if let other = others.first {
            faults.append(.sharedGPU(gpu, models: [other.id, model.id], last: place))
          }
        } else if let memory = hardware.memoryGB(ofGPU: gpu),
          model.shareGB(.memory) > memory - taken
        {
          faults.append(
            .preload(
              place, on: gpu, name: model.id, needed: model.shareGB(.memory),
              free: max(0, memory - taken), memory: memory))
        }
        residents[gpu, default: []].append(model)
      }
    }
    return faults
  }

  /// The fault as a sentence without a full stop.
  var sentence: String {
    switch self {
    case .unknownMemory(let kind?):
      "residency: memory needs the memory of every GPU: kind \(kind) has no memory_gb, and hardware "
        + "has no gpu_memory_gb"
    case .unknownMemory(nil): "residency: memory needs gpu_memory_gb in hardware"
    case .sharedGPU(let gpu, let models, _):
      "models \(models.joined(separator: " and ")) are both preloaded on GPU \(gpu), which holds one"
    case .preload(_, let gpu, let name, let needed, let free, let memory):
      "model \(name) cannot be preloaded on GPU \(gpu): it needs \(Self.text(needed)) GB, "
        + "\(Self.text(free)) of \(Self.text(memory)) are free"
    }
  }

  private static func text(_ amount: Double) -> String {
    Int(exactly: amount).map { "\($0)" } ?? "\(amount)"
  }
}
