internal import Documents
internal import Engine
internal import History

extension SizePlan: Codable {
  /// The fields of a plan, with tests and policies as they are typed.
  private enum CodingKeys: String, CodingKey {
    case tests, policies, loads, gpus, seeds, rules, confidence, price, drawing, kinds
  }

  /// Writes the plan.
  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(tests.map(\.description), forKey: .tests)
    try fields.encode(policies.map(\.description), forKey: .policies)
    try fields.encode(loads, forKey: .loads)
    try fields.encode(gpuCounts, forKey: .gpus)
    try fields.encodeIfPresent(seeds, forKey: .seeds)
    try fields.encode(rules.rawValue, forKey: .rules)
    try fields.encode(confidence, forKey: .confidence)
    try fields.encodeIfPresent(price, forKey: .price)
    try fields.encode(drawing, forKey: .drawing)
    if !kinds.isEmpty { try fields.encode(kinds, forKey: .kinds) }
  }

  /// Reads a plan; throws if it is none.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let rules = try fields.decode(String.self, forKey: .rules)
    guard let rules = Rules(rawValue: rules) else {
      throw DecodingError.dataCorruptedError(
        forKey: .rules, in: fields, debugDescription: "unknown rules")
    }
    self.init(
      tests: try fields.decode([String].self, forKey: .tests).map { try MeasureTest($0) },
      policies: try fields.decode([String].self, forKey: .policies).map { try Policy($0) },
      loads: try fields.decode([Double].self, forKey: .loads),
      gpuCounts: try fields.decode([Int].self, forKey: .gpus),
      seeds: try fields.decodeIfPresent(Int.self, forKey: .seeds), rules: rules)
    confidence = try fields.decode(Double.self, forKey: .confidence)
    price = try fields.decodeIfPresent(Double.self, forKey: .price)
    drawing = try fields.decode(String.self, forKey: .drawing)
    let kinds = try fields.decodeIfPresent([SizeKind].self, forKey: .kinds) ?? []
    guard kinds.isEmpty || SizePlan.allows(kinds) else {
      throw DecodingError.dataCorruptedError(
        forKey: .kinds, in: fields, debugDescription: "too many mixtures")
    }
    mix(kinds)
  }

  /// Whether it is a plan as `size` makes them.
  public var isValid: Bool {
    let runs =
      Double(policies.count) * Double(loads.count) * Double(machineCount) * Double(seedCount)
    return runs >= 1 && Limit.comparedRuns.allows(runs) && !tests.isEmpty && seedCount > 0
      && gpuCounts.allSatisfy { Limit.gpus.allows($0) }
      && loads.allSatisfy { Limit.timeFactor.allows($0) } && Limit.fraction.allows(confidence)
      && Set(loads).count == loads.count && Set(policies).count == policies.count
      && (price.map { Limit.price.allows($0) } ?? true)
  }
}
