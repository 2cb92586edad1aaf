import Engine

/// A node waits for a GPU that holds its model if one is free within `patience` seconds.
struct Patient: SchedulingPolicy {
  static let name = "patient"
  static let summary = "waits a little for a GPU that holds the model"
  static let parameters: [PolicyParameter<Patient>] = [
    PolicyParameter("patience", \.patience, "seconds that it waits at most")
  ]

  var patience = 10.0

  func next(in situation: Situation) -> Placement? {
    let (now, machine) = (situation.now, situation.machine)
    return situation.firstPlacement { node in
      let warm = (0..<machine.gpuCount).filter { machine.resident(of: $0) == node.model }
      let isComing = warm.contains {
        now < machine.freeAt($0) && machine.freeAt($0) <= now + patience
      }
      return situation.residentGPUs(for: node.model)
        ?? (isComing ? nil : situation.usualGPUs(for: node.model))
    }
  }
}
