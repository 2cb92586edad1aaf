internal import Documents
internal import Engine
internal import Workload

/// A model that calls name, and what was read of it.
struct ImportedModel {
  /// The id.
  let id: String
  /// The description from the file of models or the configuration; nil if all is assumed.
  var known: Model?
  /// The number of GPUs that calls took; nil if no source says.
  var gpusRequired: Int?
  /// The time of loads onto empty GPUs that was read; nil if no source says.
  var loadTimeSeconds: Double?
  /// The number of calls.
  var callCount = 0
  /// The sum of the calls' execution times, in seconds.
  var seconds = 0.0
  /// Whether it stands for the time between calls, which needs no GPU.
  var isPause = false
}

/// The models that an import has met, in the order in which they were met.
struct ModelCatalog {
  /// The models.
  var models: [ImportedModel] = []

  /// The description of the machine, from the file of models.
  private(set) var hardware: Hardware?

  /// The values of models that no file describes.
  let assumed: AssumedValues

  /// The number of calls of each model that the file lacks, and the order in which they were met.
  private(set) var unknown: [(id: String, count: Int)] = []

  private var places: [String: Int] = [:]
  private var unknownPlaces: [String: Int] = [:]
  private var described: [String: Model] = [:]
  private let file: String?
  private let treatment: UnknownModels

  init(_ settings: ImportSettings) throws(ImportFailure) {
    assumed = AssumedValues(settings.format)
    file = settings.models
    treatment = settings.unknownModels
    guard let file else { return }
    do {
      let read = try ModelFile(path: file)
      hardware = read.hardware
      for model in read.models { described[model.id] = model }
    } catch {
      throw ImportFailure(error)
    }
  }

  /// The ids of the models that the file describes.
  var describedIDs: [String] { described.keys.sorted() }

  /// Whether a file describes the models.
  var hasFile: Bool { file != nil }

  /// The place of a model, which may be new; nil if its calls are not to be kept.
  mutating func place(of id: String) -> Int? {
    if let place = places[id] { return place }
    let known = described[id]
    if file != nil, known == nil, treatment != .assume {
      let place = unknownPlaces[id] ?? unknown.count
      if place == unknown.count { unknown.append((id, 0)) }
      unknownPlaces[id] = place
      unknown[place].count += 1
      return nil
    }
    return add(id, known)
  }

  /// Adds a model that is not there yet, with its description if there is one.
  mutating func add(_ id: String, _ known: Model?) -> Int {
    if let place = places[id] { return place }
    let place = models.count
    models.append(ImportedModel(id: id, known: known))
    places[id] = place
    return place
  }

  /// The place of the model that stands for the time between calls; added if it is not there yet.
  mutating func pause() -> Int {
    if let place = models.firstIndex(where: \.isPause) { return place }
    var (id, number) = ("pause", 2)
    while places[id] != nil || described[id] != nil {
      id = "pause-\(number)"
      number += 1
    }
    let place = add(id, nil)
    models[place].isPause = true
    return place
  }

  /// Counts a call.
  mutating func count(_ place: Int, seconds: Double) {
    models[place].callCount += 1
    models[place].seconds += seconds
  }

  /// Returns the seconds that the tokens of a prompt and its answer take on a model.
  ///
  /// - Throws: the failure for a model whose description lacks a rate.
  func seconds(_ place: Int, input: Double, output: Double) throws(ImportFailure) -> Double {
    let known = models[place].known
    let prefill = known == nil ? assumed.prefillTokensPerSecond : known?.prefillTokensPerSecond
    let rate = known == nil ? assumed.tokensPerSecond : known?.tokensPerSecond
    guard let prefill, let rate else {
      let lacking = prefill == nil ? "prefill_tokens_per_second" : "tokens_per_second"
      throw .badData(
        file ?? "the models",
        "model \(models[place].id) lacks \(lacking), by which tokens become seconds")
    }
    return input / prefill + output / rate
  }

  /// The failure if calls of models were met that the file lacks and may not be dropped.
  var refusal: ImportFailure? {
    guard treatment == .refuse, !unknown.isEmpty, let file else { return nil }
    let known = describedIDs
    var lines = unknown.prefix(Diagnostics.limit).map { id, count in
      let hint = nearest(to: id, among: known).map { "; did you mean \($0)?" } ?? ""
      return visible(
        "\(file): error: there is no model \(id), which \(count) \(count == 1 ? "row has" : "rows have")"
          + hint) + "\n"
    }
    if unknown.count > lines.count { lines.append("… and \(unknown.count - lines.count) more\n") }
    lines.append("error: --unknown-models drop leaves such rows out, assume assumes their values\n")
    return .badData(lines.joined())
  }
}

extension ImportFailure {
  /// The failure to load a file of the program's own format.
  init(_ failure: LoadFailure) {
    self =
      switch failure {
      case .noInput(let text): .noInput(text)
      case .badData(let text): .badData(text)
      }
  }
}
