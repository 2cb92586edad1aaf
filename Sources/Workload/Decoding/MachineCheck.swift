internal import Documents
internal import Engine

/// Finds what is wrong with a machine and the models together.
struct MachineCheck {
  private let root: FieldReader
  private let hardware: Hardware
  private let models: [Model]
  private let refusesAll: Bool
  /// The models of the file by their ids: there may be many, and each is asked for.
  private let entries: [String: Node.Entry]

  /// Takes what was decoded; `refusesAll` tells whether only the machine of the documented scheduler is
  /// allowed.
  init(_ root: FieldReader, _ hardware: Hardware, _ models: [Model], refusesAll: Bool) {
    (self.root, self.hardware, self.models, self.refusesAll) = (root, hardware, models, refusesAll)
    let listed = root.value(ConfigurationField.models.key)?.entries ?? []
    entries = Dictionary(listed.map { ($0.key, $0) }) { first, _ in first }
  }

  private var fields: Node? { root.value(ConfigurationField.hardware.key) }

  private func position(_ field: HardwareField) -> Position? {
    guard let entry = fields?.entry(field.key), !entry.value.isNull else { return nil }
    return entry.keyPosition
  }

  /// The place of a field of a model, or of the model, whose base may have the field.
  private func position(_ field: ModelField, of model: Model) -> Position? {
    let entry = entries[model.id]
    return entry?.value.entry(field.key)?.value.position ?? entry?.keyPosition
  }

  func check(_ diagnostics: inout Diagnostics) {
    if refusesAll { refuseFields(&diagnostics) }
    checkSizesAndPreloads(&diagnostics)
    checkKinds(&diagnostics)
    guard hardware.residency == .one, !refusesAll else { return }
    for field in [HardwareField.gpuMemory, .eviction] {
      guard let position = position(field) else { continue }
      diagnostics.warning(
        "\(field.key) of hardware has no effect without residency: memory", at: position)
    }
  }

  // MARK: - Rules `gswarm`

  private func refuseFields(_ diagnostics: inout Diagnostics) {
    let fields: [HardwareField] = [
      .residency, .gpuMemory, .hostMemory, .eviction, .offload, .keepAlive,
    ]
    func refuse(_ field: String, at position: Position?) {
      diagnostics.error(
        "\(field) needs --rules standard: under gswarm all GPUs are alike and hold one model each",
        at: position)
    }
    for field in fields {
      if let position = position(field) { refuse("\(field.key) of hardware", at: position) }
    }
    if !hardware.kinds.isEmpty {
      refuse("a list of kinds in gpus of hardware", at: position(.gpus))
    }
    for model in models {
      let entry = entries[model.id]
      for field in [ModelField.pinned, .preload, .kinds] {
        guard let value = entry?.value.entry(field.key), !value.value.isNull else { continue }
        refuse("\(field.key) of model \(model.id)", at: value.keyPosition)
      }
      if model.gpusRequired == 0 {
        refuse("gpus_required: 0 of model \(model.id)", at: position(.gpus, of: model))
      }
    }
  }

  // MARK: - Rules `standard`

  private func checkSizesAndPreloads(_ diagnostics: inout Diagnostics) {
    for fault in MachineFault.all(hardware, models) {
      let position =
        switch fault {
        case .unknownMemory: position(HardwareField.residency)
        case .sharedGPU(_, _, let model), .preload(let model, _, _, _, _, _):
          position(.preload, of: models[model])
        }
      diagnostics.error(fault.sentence, at: position)
    }
  }

  private func checkKinds(_ diagnostics: inout Diagnostics) {
    let names = hardware.kinds.map(\.name)
    for model in models {
      var known: Set<String> = []
      for name in model.kinds {
        if !known.insert(name).inserted {
          diagnostics.error(
            "kinds of model \(model.id) lists \(name) twice", at: position(.kinds, of: model))
        } else if names.isEmpty {
          diagnostics.error(
            "model \(model.id) runs on kind \(name), but gpus of hardware lists no kinds",
            at: position(.kinds, of: model))
        } else if !names.contains(name) {
          diagnostics.error(
            "model \(model.id) runs on an unknown kind \(name)", at: position(.kinds, of: model),
            hint: suggestion(for: name, among: names))
        }
      }
    }
  }
}
