import ArgumentParser
import Documents
import Import

/// The options that name the columns of a table.
struct ImportColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The arrival: ISO 8601, or a number since 1970 or since any moment.", valueName: "column"),
    transform: name)
  var time: String?

  @Option(help: "The unit of arrivals that are numbers. (default: s)")
  var unit: TimeUnit?

  @Option(help: ArgumentHelp("The model.", valueName: "column"), transform: name)
  var model: String?

  @Option(help: ArgumentHelp("The execution time.", valueName: "column"), transform: name)
  var duration: String?

  @Option(help: "The unit of execution times. (default: s)")
  var durationUnit: TimeUnit?

  @Option(
    help: ArgumentHelp("The tokens of the prompt, with --output-tokens.", valueName: "column"),
    transform: name)
  var inputTokens: String?

  @Option(
    help: ArgumentHelp(
      "The tokens of the answer; tokens become seconds by prefill_tokens_per_second and tokens_per_second of the model.",
      valueName: "column"),
    transform: name)
  var outputTokens: String?

  @Option(
    help: ArgumentHelp("The ids of requests. (default: r1, r2, ...)", valueName: "column"),
    transform: name)
  var request: String?

  @Option(
    help: ArgumentHelp(
      "The ids of sessions: each is a request, a chain of its rows.", valueName: "column"),
    transform: name)
  var session: String?

  func validate() throws {
    guard session == nil || request == nil else {
      throw UsageError.excludes(
        option: "--request", other: "--session", reason: "the session is the request")
    }
    guard duration == nil || (inputTokens == nil && outputTokens == nil) else {
      throw UsageError.excludes(
        option: "--duration", other: "--input-tokens and --output-tokens",
        reason: "both give the execution time")
    }
  }

  func apply(to settings: inout ImportSettings) {
    (settings.time, settings.unit) = (time, unit)
    settings.model = model
    (settings.duration, settings.durationUnit) = (duration, durationUnit)
    (settings.inputTokens, settings.outputTokens) = (inputTokens, outputTokens)
    (settings.request, settings.session) = (request, session)
  }
}

/// The options that choose the rows of a table.
struct ImportRowOptions: ParsableArguments {
  @Option(
    name: .customLong("where"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Keep rows in which the column has this value; may be repeated.", valueName: "column=value"),
    transform: columnCondition)
  var conditions: [ColumnCondition] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Keep arrivals from this time on.", valueName: "time"), transform: name)
  var from: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Keep arrivals before this time.", valueName: "time"), transform: name)
  var to: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The largest number of rows to keep.", valueName: "n"),
    transform: Limit.requests.count)
  var limit: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Keep this share of the rows, drawn at random.", valueName: "share"),
    transform: Limit.fraction.number)
  var sample: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Random seed for --sample, --mix and --rate. (default: 1)", valueName: "n"),
    transform: randomSeed)
  var seed: UInt64 = 1

  func apply(to settings: inout ImportSettings) {
    settings.conditions = conditions
    (settings.from, settings.to) = (from, to)
    (settings.limit, settings.sample, settings.seed) = (limit, sample, seed)
  }
}

/// The options about models.
struct ImportModelOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A file that describes the models, as in a configuration. (default: values are assumed)",
      valueName: "file"),
    transform: name)
  var models: String?

  @Option(help: "The treatment of models that the file lacks. (default: refuse)")
  var unknownModels: UnknownModels?

  @Option(
    help: ArgumentHelp(
      "The models of a table that names none, drawn in proportion: a=3,b=1.", valueName: "mix"),
    transform: modelMix)
  var mix: ModelMix?

  func validate() throws {
    if unknownModels != nil, models == nil {
      throw UsageError.needs(option: "--unknown-models", other: "--models")
    }
  }

  func apply(to settings: inout ImportSettings) {
    settings.models = models
    settings.unknownModels = unknownModels ?? .refuse
    settings.mix = mix
  }
}

/// The options about graphs and logs.
struct ImportGraphOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The seconds between the arrivals of files. (default: all at once)", valueName: "s"),
    transform: Limit.duration.number)
  var every: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The mean number of files that arrive in a second, at random.", valueName: "r"),
    transform: Limit.arrivalRate.number)
  var rate: Double?

  @Option(
    help: ArgumentHelp(
      "The seconds of a ComfyUI workflow's nodes, by id or class: a YAML or JSON mapping.",
      valueName: "file"),
    transform: name)
  var times: String?

  @Option(
    help: ArgumentHelp("The configuration of the run that a log records.", valueName: "file"),
    transform: name)
  var config: String?

  @Option(
    help: ArgumentHelp("The requests of the run that a log records.", valueName: "file"),
    transform: name)
  var requests: String?

  func validate() throws {
    guard every == nil || rate == nil else {
      throw UsageError.excludes(
        option: "--every", other: "--rate", reason: "both give the arrivals")
    }
    if requests != nil, config == nil {
      throw UsageError.needs(option: "--requests", other: "--config")
    }
  }

  func apply(to settings: inout ImportSettings) {
    (settings.interval, settings.rate, settings.times) = (every, rate, times)
    (settings.configuration, settings.requests) = (config, requests)
  }
}

/// Parses `column=value`.
private func columnCondition(_ text: String) throws(UsageError) -> ColumnCondition {
  guard let condition = ColumnCondition(text) else { throw .notACondition }
  return condition
}

/// Parses `a=3,b=1`.
private func modelMix(_ text: String) throws(UsageError) -> ModelMix {
  do throws(ModelMix.Fault) { return try ModelMix(text) } catch { throw .modelMix(error) }
}
