internal import Documents
internal import Engine

/// A system configuration as read, before any request.
struct DecodedConfiguration {
  var hardware: Hardware
  var models: DecodedModels
  var workflows: [Workflow]
}

/// Decodes a system configuration.
struct ConfigurationDecoder {
  let rules: Rules
  /// Whether only the machine of the documented scheduler is allowed.
  var allowsPlainMachineOnly = false

  func decode(
    _ source: SourceFile, _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> DecodedConfiguration? {
    try read(source, &diagnostics).flatMap { decode($0, &diagnostics) }
  }

  /// Reads the fields of a configuration without looking at what they say.
  func read(
    _ source: SourceFile, _ diagnostics: inout Diagnostics
  ) throws(SyntaxError) -> FieldReader? {
    let document = try DocumentReader.read(source, diagnostics: &diagnostics)
    return FieldReader(document, owner: "the configuration", &diagnostics)
  }

  func decode(
    _ root: FieldReader, _ diagnostics: inout Diagnostics
  ) -> DecodedConfiguration? {
    root.warnOfMisspellings(
      of: ConfigurationField.optionalKeys, required: ConfigurationField.requiredKeys, &diagnostics)
    let hardware = decodeHardware(root, &diagnostics)
    let models = ModelDecoder(root, &diagnostics).decode(&diagnostics)
    MachineCheck(
      root, hardware, models.models, refusesAll: allowsPlainMachineOnly
    ).check(&diagnostics)
    guard let list = root.required(ConfigurationField.workflows.key, &diagnostics),
      let workflows = FieldReader(list, owner: "workflows", &diagnostics)
    else { return nil }
    let entries = workflows.node.entries ?? []
    guard Limit.workflows.allows(entries.count) else {
      diagnostics.error("there are \(Limit.workflows.excess)", at: list.position)
      return nil
    }
    let decoder = WorkflowDecoder(models: models, rules: rules)
    return DecodedConfiguration(
      hardware: hardware, models: models,
      workflows: entries.compactMap { decoder.decode($0, &diagnostics) })
  }

  func decodeHardware(_ root: FieldReader, _ diagnostics: inout Diagnostics) -> Hardware {
    guard let node = root.value(ConfigurationField.hardware.key),
      let fields = FieldReader(node, owner: "hardware", &diagnostics)
    else { return Hardware() }
    return hardware(fields, &diagnostics)
  }

  /// Decodes the fields of a machine.
  func hardware(_ fields: FieldReader, _ diagnostics: inout Diagnostics) -> Hardware {
    var hardware = Hardware()
    fields.warnOfMisspellings(of: HardwareField.optionalKeys, &diagnostics)
    if let gpus = fields.value(HardwareField.gpus.key), gpus.items != nil {
      hardware.kinds = KindDecoder(gpus).decode(&diagnostics)
      hardware.gpuCount = hardware.kinds.reduce(0) { $0 + $1.count }
    } else {
      hardware.gpuCount = fields.count(HardwareField.gpus.key, within: .gpus, &diagnostics)
    }
    if let bandwidth = fields.number(HardwareField.bandwidth.key, within: .bandwidth, &diagnostics)
    {
      hardware.pcieBandwidthGBPerSecond = bandwidth
    }
    if let overhead = fields.number(
      HardwareField.switchOverhead.key, within: .duration, &diagnostics)
    {
      hardware.switchOverheadSeconds = overhead
    }
    fields.decodeMemory(&hardware, &diagnostics)
    return hardware
  }
}
