public import Calibration
internal import Documents
public import Engine
internal import History

/// The reason why input files cannot be used.
public enum LoadFailure: Error {
  /// A file is missing or cannot be read.
  case noInput(String)
  /// A file's contents are wrong; the text has a line for each problem.
  case badData(String)

  /// The failure to open some files; the first kind of problem that is not of the contents counts.
  init(_ problems: [FileError]) {
    let text = problems.map { "error: \($0.sentence)\n" }.joined()
    let isBadData = problems.allSatisfy { $0.kind == .unknownFormat || $0.kind == .tooLarge }
    self = isBadData ? .badData(text) : .noInput(text)
  }

  /// The message for the user; every line is ended.
  public var text: String {
    switch self {
    case .noInput(let text), .badData(let text): text
    }
  }
}

/// A scenario from its two files.
public struct LoadedScenario: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The number of GPUs; nil if neither the caller nor the configuration gives one.
  public let gpuCount: Int?
  /// Warnings, one per line; empty if there are none.
  public let warnings: String
  /// The data of each request's calls, in file order; empty unless the loader keeps it.
  public let calls: [CallData]

  /// Returns the same with arrivals that follow each other `factor` times faster.
  public func arriving(timesFaster factor: Double) -> LoadedScenario {
    LoadedScenario(
      scenario: scenario.arriving(timesFaster: factor), gpuCount: gpuCount, warnings: warnings,
      calls: calls)
  }
}

/// Reads a scenario from a system configuration and a requests file.
public struct ScenarioLoader: Sendable {
  /// The system configuration; YAML or JSON by its extension.
  public var configuration: String
  /// The requests; YAML or JSON by its extension.
  public var requests: String
  /// The rules decide what is an error and what a warning.
  public var rules: Rules
  /// Online mode needs timestamps.
  public var mode: ArrivalMode
  /// The number of GPUs if the user gave one, instead of the configuration's.
  public var gpuCount: Int?
  /// The number of GPUs if neither the user nor the configuration gives one.
  public var defaultGPUCount: Int?
  /// Whether to keep the data of calls, which a simulation does not need.
  public var keepsCalls = false
  /// Whether execution times in the requests win over the models' times.
  public var usesRequestTimes = true
  /// The fitted times that take the place of the configuration's.
  public var calibration: Calibration?

  /// Describes what to load.
  public init(
    configuration: String, requests: String, rules: Rules = .standard,
    mode: ArrivalMode = .offline, gpuCount: Int? = nil, defaultGPUCount: Int? = nil
  ) {
    self.configuration = configuration
    self.requests = requests
    self.rules = rules
    self.mode = mode
    self.gpuCount = gpuCount
    self.defaultGPUCount = defaultGPUCount
  }

  /// Reads and validates both files.
  ///
  /// - Throws: all problems of the first file that has any.
  /// - Complexity: O(bytes); requests are read one at a time.
  public func load() throws(LoadFailure) -> LoadedScenario {
    let (configurationFile, requestsFile) = try open()
    var configurationNotes = Diagnostics()
    var configuration = try Self.use(configurationFile, &configurationNotes) {
      (notes) throws(SyntaxError) in
      try ConfigurationDecoder(rules: rules, allowsPlainMachineOnly: rules == .gswarm)
        .decode(configurationFile, &notes)
    }
    calibration?.apply(to: &configuration.models.models, &configuration.hardware)
    var requestNotes = Diagnostics()
    let decoder = try Self.use(requestsFile, &requestNotes) { (notes) throws(SyntaxError) in
      try decodeRequests(requestsFile, for: configuration, &notes)
    }
    let gpus = gpuCount ?? configuration.hardware.gpuCount ?? defaultGPUCount
    warnOfModels(configuration, gpus: gpus, guessed: decoder.isGuessed, &configurationNotes)
    return LoadedScenario(
      scenario: Scenario(
        hardware: configuration.hardware, models: configuration.models.models,
        workflows: configuration.workflows, requests: decoder.table),
      gpuCount: gpus,
      warnings: configurationNotes.render(for: configurationFile)
        + requestNotes.render(for: requestsFile),
      calls: decoder.calls)
  }

  /// Reads a system configuration alone: a scenario without requests.
  ///
  /// Problems of its workflows alone are warnings, since nothing runs.
  ///
  /// - Throws: all problems of the file.
  public static func load(configuration: String) throws(LoadFailure) -> Scenario {
    let file: SourceFile
    do { file = try SourceFile(path: configuration) } catch { throw LoadFailure([error]) }
    var notes = Diagnostics()
    let decoded = try use(file, &notes) { (notes) throws(SyntaxError) in
      try ConfigurationDecoder(rules: .gswarm).decode(file, &notes)
    }
    return Scenario(
      hardware: decoded.hardware, models: decoded.models.models, workflows: decoded.workflows)
  }

  private func open() throws(LoadFailure) -> (SourceFile, SourceFile) {
    var problems: [FileError] = []
    var files: [SourceFile] = []
    for path in [configuration, requests] {
      do { files.append(try SourceFile(path: path)) } catch { problems.append(error) }
    }
    guard problems.isEmpty else { throw LoadFailure(problems) }
    return (files[0], files[1])
  }

  /// Runs a decoder and turns what it finds wrong into a failure.
  private static func use<Value>(
    _ source: SourceFile, _ diagnostics: inout Diagnostics,
    decode: (inout Diagnostics) throws(SyntaxError) -> Value?
  ) throws(LoadFailure) -> Value {
    do {
      if let value = try decode(&diagnostics), !diagnostics.hasErrors { return value }
    } catch {
      diagnostics.add(error.diagnostic)
    }
    throw .badData(diagnostics.render(for: source))
  }

  private func decodeRequests(
    _ source: SourceFile, for configuration: DecodedConfiguration,
    _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> RequestDecoder? {
    var decoder = RequestDecoder(configuration, mode: mode, keepsCalls: keepsCalls)
    decoder.usesRequestTimes = usesRequestTimes
    let document = try DocumentReader.read(
      source, itemsOf: "requests", diagnostics: &diagnostics, flat: { decoder.decode($0) }
    ) { item, diagnostics in
      decoder.decode(item, &diagnostics)
    }
    guard let root = FieldReader(document, owner: "the requests file", &diagnostics) else {
      return nil
    }
    // `requests:` with nothing under it is an empty list.
    if root.node.entry("requests")?.value.isNull == true { return decoder }
    guard let list = root.required("requests", &diagnostics) else { return nil }
    guard list.items != nil else {
      diagnostics.error("requests must be a list, found \(list.kindName)", at: list.position)
      return nil
    }
    return decoder
  }

  private func warnOfModels(
    _ configuration: DecodedConfiguration, gpus: Int?, guessed: [Bool],
    _ diagnostics: inout Diagnostics
  ) {
    let models = configuration.models
    if let gpus { warnOfPreloads(models, gpus, &diagnostics) }
    let used = Set(configuration.workflows.flatMap { $0.nodes.map(\.model) })
    for (index, model) in models.models.enumerated() where used.contains(ModelID(index)) {
      if let gpus, model.gpusRequired > gpus {
        diagnostics.warning(
          "model \(model.id) needs \(model.gpusRequired) GPUs but there "
            + "\(gpus == 1 ? "is 1" : "are \(gpus)"): its nodes are "
            + "stranded", at: models.gpuCountPositions[index])
      }
      if let gpus { warn(of: index, in: configuration, gpus, &diagnostics) }
      if guessed[index], rules == .standard {
        diagnostics.warning(
          "model \(model.id) gives neither inference_time_mean nor tokens_per_second and token_mean: where a request gives no "
            + "execution time, \(Estimate.fallback.seconds) s is taken",
          at: models.positions[index])
      }
    }
  }

  /// Warns of preloads on GPUs that there are not.
  private func warnOfPreloads(
    _ models: DecodedModels, _ gpus: Int, _ diagnostics: inout Diagnostics
  ) {
    for (index, model) in models.models.enumerated() {
      for gpu in model.preload where gpu >= gpus {
        diagnostics.warning(
          "model \(model.id) is preloaded on GPU \(gpu), but there "
            + "\(gpus == 1 ? "is 1" : "are \(gpus)")", at: models.positions[index])
      }
    }
  }

  /// Warns of what a model does not find on the machine beside the number of GPUs.
  private func warn(
    of index: Int, in configuration: DecodedConfiguration, _ gpus: Int,
    _ diagnostics: inout Diagnostics
  ) {
    let (models, model) = (configuration.models, configuration.models.models[index])
    let scenario = Scenario(
      hardware: configuration.hardware, models: models.models, workflows: [])
    guard model.gpusRequired <= gpus, !scenario.hasPlainMachine,
      let reason = scenario.strandedReason(of: ModelID(index), gpuCount: gpus)
    else { return }
    diagnostics.warning(
      "model \(model.id) \(reason.words { String($0) }): its nodes are stranded",
      at: models.positions[index])
  }
}
