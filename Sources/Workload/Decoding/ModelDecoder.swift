internal import Documents
internal import Engine

/// The models of a configuration, with what later messages need to know about them.
struct DecodedModels {
  /// In file order; a model that cannot be used is there as far as it goes.
  var models: [Model] = []
  /// Where each model's key stands.
  var positions: [Position] = []
  /// Where each model says how many GPUs it takes.
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
  private static let required = ["name", "memory_gb", "gpus_required", "load_time_seconds"]
  private static let optional = [
    "tokens_per_second", "token_mean", "token_std", "inference_time_mean", "inference_time_std",
    "base_model", "served_name",
  ]

  private let entries: [Node.Entry]

  init(_ root: FieldReader, _ diagnostics: inout Diagnostics) {
    guard let node = root.required("models", &diagnostics),
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
    var bases = BaseModels(entries, fields: Self.required + Self.optional)
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
      let inherits = own.value("base_model") != nil
      own.warnOfMisspellings(
        of: Self.optional + (inherits ? Self.required : []),
        required: inherits ? [] : Self.required, &diagnostics)
      let fields = inherits ? bases.completed(own, at: place, &diagnostics) : own
      result.append(
        model(entry.key, fields, &diagnostics), at: entry.keyPosition,
        gpuCountAt: fields.value("gpus_required")?.position ?? entry.keyPosition)
    }
    checkGroupSizes(result, &diagnostics)
    return result
  }

  /// Refuses a configuration whose models take too many different numbers of GPUs: the scheduler
  /// keeps the free windows of each.
  private func checkGroupSizes(_ models: DecodedModels, _ diagnostics: inout Diagnostics) {
    let sizes = Set(models.models.map(\.gpusRequired))
    guard !Limit.groupSizes.allows(sizes.count) else { return }
    diagnostics.error(
      "the models take \(Limit.groupSizes.excess)", at: entries.first?.keyPosition)
  }

  private func model(
    _ id: String, _ fields: FieldReader, _ diagnostics: inout Diagnostics
  ) -> Model {
    for key in Self.required where key != "name" {
      _ = fields.required(key, &diagnostics)
    }
    return Model(
      id: id,
      name: fields.name("name", &diagnostics),
      memoryGB: fields.number("memory_gb", within: .memory, &diagnostics) ?? 0,
      gpusRequired: fields.count("gpus_required", within: .gpus, &diagnostics) ?? 1,
      loadTimeSeconds: fields.number(
        "load_time_seconds", within: .duration, &diagnostics) ?? 0,
      tokensPerSecond: fields.number("tokens_per_second", within: .tokenRate, &diagnostics),
      tokenMean: fields.number("token_mean", within: .tokens, &diagnostics),
      tokenStd: fields.number("token_std", within: .tokens, &diagnostics),
      inferenceTimeMean: fields.number(
        "inference_time_mean", within: .duration, &diagnostics),
      inferenceTimeStd: fields.number(
        "inference_time_std", within: .duration, &diagnostics),
      servedName: fields.value("served_name") == nil
        ? nil : fields.name("served_name", &diagnostics))
  }
}

/// `did you mean …?`, if one of the candidates is near.
func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
  nearest(to: name, among: candidates).map { "did you mean \($0)?" }
}
