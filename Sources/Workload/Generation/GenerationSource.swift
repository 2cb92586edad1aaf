internal import Documents
public import Engine

/// The parts of a configuration that requests are generated from.
public struct GenerationSource: Sendable {
  /// The machine that the configuration describes.
  public let hardware: Hardware
  let models: [Model]
  let workflows: [Workflow]
  /// The configuration options of each node of each workflow.
  let choices: [[[ConfigurationChoice]]]
  /// The warnings about the file, one a line; empty if there are none.
  public let warnings: String

  /// The machine, models and workflows of the configuration, without any request.
  public var scenarioWithoutRequests: Scenario {
    Scenario(hardware: hardware, models: models, workflows: workflows)
  }

  /// Reads a system configuration; YAML or JSON by its extension.
  ///
  /// - Throws: all problems of the file.
  /// - Complexity: O(bytes).
  public init(configuration path: String) throws(LoadFailure) {
    let source: SourceFile
    do { source = try SourceFile(path: path) } catch { throw LoadFailure([error]) }
    var diagnostics = Diagnostics()
    do {
      let decoder = ConfigurationDecoder(rules: .standard)
      // Without valid models the nodes' models are not to be looked up.
      if let root = try decoder.read(source, &diagnostics),
        let decoded = decoder.decode(root, &diagnostics), !diagnostics.hasErrors
      {
        let options = ConfigurationChoices(root, models: decoded.models.models, &diagnostics)
        choices = decoded.workflows.map { options.decode($0, &diagnostics) }
        if decoded.workflows.isEmpty {
          diagnostics.error("there is no workflow to generate requests for", at: nil)
        }
        Self.warnOfUnknownTimes(decoded, choices, &diagnostics)
        if !diagnostics.hasErrors {
          hardware = decoded.hardware
          models = decoded.models.models
          workflows = decoded.workflows
          warnings = diagnostics.render(for: source)
          return
        }
      }
    } catch {
      diagnostics.add(error.diagnostic)
    }
    throw .badData(diagnostics.render(for: source))
  }

  private static func warnOfUnknownTimes(
    _ configuration: DecodedConfiguration, _ choices: [[[ConfigurationChoice]]],
    _ diagnostics: inout Diagnostics
  ) {
    let models = configuration.models
    var isUnknown = [Bool](repeating: false, count: models.models.count)
    for (workflow, choices) in zip(configuration.workflows, choices) {
      for (node, choices) in zip(workflow.nodes, choices) {
        let model = node.model.index
        let hasMaxLength = choices.contains { $0.option == ConfigurationChoices.maxLength }
        if !CallTimes(models.models[model]).isKnown(hasMaxLength: hasMaxLength) {
          isUnknown[model] = true
        }
      }
    }
    for (index, model) in models.models.enumerated() where isUnknown[index] {
      diagnostics.warning(
        "model \(model.id) gives neither inference_time_mean nor tokens_per_second and token_mean: "
          + "its calls get \(Estimate.fallback.seconds) s each", at: models.positions[index])
    }
  }
}
