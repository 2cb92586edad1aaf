public import Calibration
internal import Documents
public import Engine
internal import Foundation

/// A system configuration whose times a calibration replaces.
public struct CalibratedConfiguration: Sendable {
  /// The machine, the models and the workflows of the file; there are no requests.
  public let scenario: Scenario
  /// The warnings about the file, one a line; empty if there are none.
  public let warnings: String
  /// The models that take fields from a base model.
  public let inheriting: Set<ModelID>
  private let document: Node

  /// Reads a system configuration; YAML or JSON by its extension.
  ///
  /// - Throws: all problems of the file.
  public init(path: String) throws(LoadFailure) {
    let source: SourceFile
    do { source = try SourceFile(path: path) } catch { throw LoadFailure([error]) }
    var diagnostics = Diagnostics()
    do {
      // Nothing runs here, so what is wrong with workflows alone is not an error.
      let decoder = ConfigurationDecoder(rules: .gswarm)
      if let root = try decoder.read(source, &diagnostics),
        let decoded = decoder.decode(root, &diagnostics), !diagnostics.hasErrors
      {
        document = root.node
        scenario = Scenario(
          hardware: decoded.hardware, models: decoded.models.models, workflows: decoded.workflows)
        let models = root.node[ConfigurationField.models.key]
        inheriting = Set(
          decoded.models.models.indices.filter { index in
            models?[decoded.models.models[index].id]?[ModelField.base.key].map(\.isNull) == false
          }.map(ModelID.init))
        warnings = diagnostics.render(for: source)
        return
      }
    } catch {
      diagnostics.add(error.diagnostic)
    }
    throw .badData(diagnostics.render(for: source))
  }

  /// Writes the configuration with the fitted times.
  ///
  /// All other fields stay as they are, unknown ones included; comments and the layout do not. In
  /// YAML the count and the interval of each fitted time stand beside it.
  ///
  /// - Parameters:
  ///   - calibration: the fitted times of the scenario's machine and models.
  ///   - heading: the lines of a comment at the top, in YAML.
  ///   - format: the syntax to write.
  /// - Returns: the text of the file.
  public func text(
    _ calibration: Calibration, heading: [String], format: RequestFormat
  ) -> String {
    var tree = CommentedTree(document)
    for change in Self.changes(calibration, scenario) {
      tree.set(change.path, to: .scalar(change.scalar), comment: change.comment)
    }
    // A mean time would win over the speed of generation.
    for fit in calibration.models where fit.tokenRate != nil {
      let model = [ConfigurationField.models.key, scenario[fit.model].id]
      tree.remove(model + [ModelField.timeMean.key])
      tree.remove(model + [ModelField.timeDeviation.key])
    }
    switch format {
    case .json: return tree.json
    case .yaml: return heading.map { "# \(visible($0))\n" }.joined() + tree.yaml
    }
  }

  /// One fitted field.
  private struct FieldChange {
    var path: [String]
    var scalar: Node.Scalar
    var comment: String
  }

  private static func changes(_ calibration: Calibration, _ scenario: Scenario) -> [FieldChange] {
    var changes: [FieldChange] = []
    for field in FittedField.all(of: calibration, scenario) {
      let section = field.model.map { [ConfigurationField.models.key, $0] }
      changes.append(
        FieldChange(
          path: (section ?? [ConfigurationField.hardware.key]) + [field.key],
          scalar: Node.Scalar(text: field.text(field.fit.value), isPlain: true),
          comment: field.comment))
    }
    return changes
  }
}

/// A field of a configuration with its fitted value.
struct FittedField {
  /// The id of the model; nil for the machine.
  var model: String?
  /// The key of the field.
  var key: String
  var fit: FittedValue
  /// The value so far; nil if the configuration gives none.
  var previous: Double?
  /// The kind of the measurements.
  private var source: Evidence
  var unit: String
  private var limit: Limit

  /// The measurements that a field is fitted to.
  private enum Evidence {
    case calls, loads, switches
  }

  /// The fields that a calibration changes, those of the machine first.
  static func all(of calibration: Calibration, _ scenario: Scenario) -> [FittedField] {
    let hardware = scenario.hardware
    var fields: [FittedField?] = [
      FittedField(
        HardwareField.bandwidth, calibration.bandwidth, hardware.pcieBandwidthGBPerSecond,
        .switches, "GB/s", .bandwidth),
      FittedField(
        HardwareField.switchOverhead, calibration.switchOverhead, hardware.switchOverheadSeconds,
        .switches, "s"),
    ]
    for fit in calibration.models {
      let model = scenario[fit.model]
      fields += [
        FittedField(ModelField.timeMean, fit.timeMean, model.inferenceTimeMean, .calls, "s"),
        FittedField(
          ModelField.timeDeviation, fit.timeDeviation, model.inferenceTimeStd, .calls, "s"),
        FittedField(
          ModelField.tokenRate, fit.tokenRate, model.tokensPerSecond, .calls, "tokens/s",
          .tokenRate),
        FittedField(
          ModelField.tokenMean, fit.tokenMean, model.tokenMean, .calls, "tokens", .tokens),
        FittedField(
          ModelField.tokenDeviation, fit.tokenDeviation, model.tokenStd, .calls, "tokens", .tokens),
        FittedField(ModelField.loadTime, fit.loadTime, model.loadTimeSeconds, .loads, "s"),
      ].map { field in
        var field = field
        field?.model = model.id
        return field
      }
    }
    return fields.compactMap(\.self)
  }

  private init?(
    _ field: some SchemaField, _ fit: FittedValue?, _ previous: Double?,
    _ source: Evidence, _ unit: String, _ limit: Limit = .duration
  ) {
    guard let fit else { return nil }
    key = field.key
    self.fit = fit
    self.previous = previous
    self.source = source
    self.unit = unit
    self.limit = limit
  }

  /// A value as it is written: six digits, within the limits of the field.
  func text(_ value: Double, digits: Int = 6) -> String {
    let least = limit.smallestNonzero ?? limit.range.lowerBound
    let bounded = min(max(value, limit.range.lowerBound), limit.range.upperBound)
    return String(format: "%.\(digits)g", bounded < least ? limit.range.lowerBound : bounded)
  }

  /// The 95 % interval in words; nil if there is none.
  var interval: String? {
    fit.interval.map { interval in
      guard interval.upperBound.isFinite else {
        return "at least \(text(interval.lowerBound, digits: 4))"
      }
      return "\(text(interval.lowerBound, digits: 4)) to \(text(interval.upperBound, digits: 4))"
    }
  }

  /// The number of measurements, such as "12 calls".
  var count: String {
    switch source {
    case .calls: counted(fit.count, "call")
    case .loads: counted(fit.count, "load")
    case .switches: counted(fit.count, "switch", "switches")
    }
  }

  /// The comment beside the value.
  var comment: String { count + (interval.map { ", 95 %: \($0)" } ?? "") }
}
