internal import Documents
internal import Engine

/// The models of a configuration, with the places that later messages need.
struct DecodedModels {
  /// In file order; a model that cannot be used is there as far as it goes.
  var models: [Model] = []
  /// The place of each model's key.
  var positions: [Position] = []
  /// The place of each model's number of GPUs.
  var gpuCountPositions: [Position] = []
  private(set) var ids: [String: ModelID] = [:]

  mutating func append(_ model: Model, at position: Position, gpuCountAt: Position) {
    ids[model.id] = ModelID(models.count)
    models.append(model)
    positions.append(position)
    gpuCountPositions.append(gpuCountAt)
  }
}

/// Decodes the `models` of a configuration.
struct ModelDecoder {
  private let entries: [Node.Entry]

  init(_ root: FieldReader, _ diagnostics: inout Diagnostics) {
    guard let node = root.required(ConfigurationField.models.key, &diagnostics),
      let models = FieldReader(node, owner: "models", &diagnostics)?.node.entries
    else {
      entries = []
      return
    }
    if Limit.models.allows(models.count) {
      entries = models
    } else {
      diagnostics.error("there are \(Limit.models.excess)", at: node.position)
      entries = []
    }
  }

  func decode(_ diagnostics: inout Diagnostics) -> DecodedModels {
    var result = DecodedModels()
    var bases = BaseModels(entries)
    for (place, entry) in entries.enumerated() {
      let owner = "model \(entry.key)"
      guard FieldReader.isUsableID(entry, of: "a model", &diagnostics),
        let own = FieldReader(entry.value, owner: owner, &diagnostics)
      else {
        result.append(
          Model(id: entry.key, memoryGB: 0, loadTimeSeconds: 0), at: entry.keyPosition,
          gpuCountAt: entry.keyPosition)
        continue
      }
      // With a base model nothing is required of the model itself.
      let inherits = own.value(ModelField.base.key) != nil
      let required = inherits ? [] : Self.requiredKeys(of: own)
      own.warnOfMisspellings(
        of: ModelField.allCases.map(\.key).filter { !required.contains($0) }, required: required,
        &diagnostics)
      let fields = inherits ? bases.completed(own, at: place, &diagnostics) : own
      result.append(
        model(entry.key, fields, &diagnostics), at: entry.keyPosition,
        gpuCountAt: fields.value(ModelField.gpus.key)?.position ?? entry.keyPosition)
    }
    checkGroupSizes(result, &diagnostics)
    return result
  }

  /// Refuses a configuration whose models take too many different numbers of GPUs: the scheduler
  /// keeps the free windows of each.
  private func checkGroupSizes(_ models: DecodedModels, _ diagnostics: inout Diagnostics) {
    let sizes = Set(models.models.map(\.gpusRequired).filter { $0 > 0 })
    guard !Limit.groupSizes.allows(sizes.count) else { return }
    diagnostics.error(
      "the models take \(Limit.groupSizes.excess)", at: entries.first?.keyPosition)
  }

  /// The fields that a model must have; one without GPUs is often no more than a name.
  private static func requiredKeys(of fields: FieldReader) -> [String] {
    fields.value(ModelField.gpus.key)?.number() == 0
      ? [ModelField.gpus.key] : ModelField.requiredKeys
  }

  private func model(
    _ id: String, _ fields: FieldReader, _ diagnostics: inout Diagnostics
  ) -> Model {
    let required = Self.requiredKeys(of: fields)
    let hasName =
      required.contains(ModelField.displayName.key)
      || fields.node[ModelField.displayName.key] != nil
    for key in required where key != ModelField.displayName.key {
      _ = fields.required(key, &diagnostics)
    }
    var model = Model(
      id: id,
      name: hasName ? fields.name(ModelField.displayName.key, &diagnostics) : nil,
      memoryGB: fields.number(ModelField.memory.key, within: .memory, &diagnostics) ?? 0,
      gpusRequired: fields.count(ModelField.gpus.key, within: .modelGPUs, &diagnostics) ?? 1,
      loadTimeSeconds: fields.number(
        ModelField.loadTime.key, within: .duration, &diagnostics) ?? 0,
      tokensPerSecond: fields.number(ModelField.tokenRate.key, within: .tokenRate, &diagnostics),
      prefillTokensPerSecond: fields.number(
        ModelField.prefillRate.key, within: .tokenRate, &diagnostics),
      tokenMean: fields.number(ModelField.tokenMean.key, within: .tokens, &diagnostics),
      tokenStd: fields.number(ModelField.tokenDeviation.key, within: .tokens, &diagnostics),
      inferenceTimeMean: fields.number(
        ModelField.timeMean.key, within: .duration, &diagnostics),
      inferenceTimeStd: fields.number(
        ModelField.timeDeviation.key, within: .duration, &diagnostics),
      servedName: fields.value(ModelField.servedName.key) == nil
        ? nil : fields.name(ModelField.servedName.key, &diagnostics))
    model.isPinned = fields.flag(ModelField.pinned.key, &diagnostics) ?? false
    model.preload = fields.gpus(ModelField.preload.key, &diagnostics)
    model.kinds = fields.names(ModelField.kinds.key, &diagnostics)
    return model
  }
}

/// `did you mean …?`, if one of the candidates is near.
func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  nearest(to: name, among: candidates).map { "did you mean \($0)?" }
}
