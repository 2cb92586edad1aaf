internal import Documents
internal import Engine

/// A configuration, as far as requests for its workflows can be generated from it.
public struct GenerationSource {
  let models: [Model]
  let workflows: [Workflow]
  /// For each workflow, for each node, what its configuration may say.
  let choices: [[[ConfigurationChoice]]]
  /// What is doubtful in the file, a line for each warning; empty if nothing is.
  public let warnings: String

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
      if let root = try decoder.read(source, &diagnostics),
        let decoded = decoder.decode(root, &diagnostics)
      {
        let models = decoded.models.models
        let options = ConfigurationChoices(root)
        choices = decoded.workflows.map {
          options.decode($0, in: root, models: models, &diagnostics)
        }
        if decoded.workflows.isEmpty {
          diagnostics.error("there is no workflow to generate requests for", at: nil)
        }
        Self.warnOfUnknownTimes(decoded, choices, &diagnostics)
        if !diagnostics.hasErrors {
          self.models = models
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
      for (node, choices) in zip(workflow.nodes, choices) where !models.models.isEmpty {
        let model = node.model.index
        let hasMaxLength = choices.contains { $0.option == "max_length" }
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
