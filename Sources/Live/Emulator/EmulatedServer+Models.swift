import Documents
import Engine
import Glibc

/// Models on their way from the disk to a device and back.
extension EmulatedServer {
  mutating func download(_ body: Node) throws(GSwarmError) -> EmulatorReply {
    let (name, source) = (body.string(of: "model_name"), body["source"]?.string ?? "huggingface")
    guard source.lowercased() == "huggingface" else {
      throw GSwarmError(400, "Unsupported source: \(source)")
    }
    guard let model = model(named: name) else { throw GSwarmError(Self.noNetwork) }
    if !onDisk.contains(model) { onDisk.append(model) }
    // A run that begins while nobody else is served finds the machine as new.
    if instances.isEmpty { machine.clear() }
    return .success(
      "Successfully downloaded \(name)",
      ["model_path": .text(Self.path(of: name)), "source": .text(source)])
  }

  mutating func load(_ body: Node) throws(GSwarmError) -> EmulatorReply {
    let (name, target) = (body.string(of: "model_name"), body["target"]?.string ?? "dram")
    guard target.lowercased() == "dram" else {
      throw GSwarmError(400, "Only 'dram' target is supported for loading")
    }
    guard let model = model(named: name), onDisk.contains(model) else {
      throw GSwarmError(404, "Model \(name) not found on disk. Download it first.")
    }
    if let weights = weights(of: model) {
      return .success(
        "Model \(name) already loaded in DRAM on \(weights.device)",
        ["already_loaded": true, "device": .text(weights.device)])
    }
    let devices = try DeviceNames(
      single: body["device"]?.string, gpuCount: settings.gpuCount)
    let seconds = try bring(model, to: devices)
    return .success(
      "Successfully loaded \(name) to DRAM on \(devices.display)",
      [
        "target": .text(target), "model_path": .text(Self.path(of: name)),
        "device": .text(devices.display),
      ], after: seconds)
  }

  mutating func serve(
    _ body: Node, at date: Double
  ) throws(GSwarmError) -> EmulatorReply {
    let name = body.string(of: "model_name")
    let devices = try DeviceNames(body["device"], gpuCount: settings.gpuCount)
    guard let model = model(named: name), onDisk.contains(model) else {
      throw GSwarmError(404, "Model \(name) not found. Download and load it first.")
    }
    // The port of an instance that first has to load its model is never given back.
    if weights(of: model) == nil { _ = ports.take(&naming) }
    let seconds = try bring(model, to: devices)
    let instance = Instance(
      name: unusedName(), model: model, device: devices.display, gpus: devices.gpus,
      port: ports.take(&naming),
      date: localDate(date))
    instances.append(instance)
    return .success(
      "Successfully started serving \(name)",
      [
        "instance_id": .text(instance.name), "model_name": .text(name),
        "device": .text(devices.display), "devices": .list(devices.names.map { .text($0) }),
        "port": .whole(instance.port), "url": .text("http://localhost:\(instance.port)"),
        "endpoint": .text("/standalone/call/\(instance.name)"),
        "created_at": .text(instance.date),
      ], after: seconds)
  }

  mutating func offload(_ body: Node) throws(GSwarmError) -> EmulatorReply {
    let (name, target) = (body.string(of: "model_name"), body.string(of: "target"))
    let model = model(named: name)
    let count = instances.count
    instances.removeAll { $0.model == model }
    let stopped = count - instances.count
    let isOnDisk = model.map(onDisk.contains) ?? false
    var seconds = 0.0
    switch target.lowercased() {
    case "disk":
      inMemory.removeAll { $0.model == model }
      if let model { machine.takeOff(model) }
      guard isOnDisk else { throw GSwarmError(404, "Model \(name) not found on disk") }
    case "dram":
      guard let model, isOnDisk else {
        throw GSwarmError(404, "Model \(name) not found on disk")
      }
      if weights(of: model) == nil {
        seconds = try bring(
          model, to: DeviceNames(single: nil, gpuCount: settings.gpuCount))
      }
    default: throw GSwarmError(400, "Target must be 'disk' or 'dram'")
    }
    return .success(
      "Successfully offloaded \(name) to \(target)",
      ["target": .text(target), "instances_stopped": .whole(stopped)], after: seconds)
  }

  mutating func delete(_ name: String) throws(GSwarmError) -> EmulatorReply {
    let instance = try instance(named: name)
    instances.removeAll { $0.name == name }
    ports.release(instance.port)
    machine.forget(instance.model, on: instance.gpus)
    return .success(
      "Successfully stopped instance \(name)",
      [
        "instance_id": .text(name), "model_name": .text(self.name(of: instance.model)),
        "port": .whole(instance.port),
      ])
  }

  // MARK: - Weights and instances

  func instance(named name: String) throws(GSwarmError) -> Instance {
    guard let instance = instances.first(where: { $0.name == name }) else {
      throw GSwarmError(404, "Instance \(name) not found")
    }
    return instance
  }

  func weights(of model: ModelID) -> Weights? { inMemory.first { $0.model == model } }

  /// Brings a model to devices and returns the emulated seconds that it takes.
  ///
  /// The server keeps one copy of a model, where it was loaded first. The time is nevertheless that of
  /// the configured machine, on which each GPU needs the weights: a run that is emulated takes the
  /// time of the same run simulated.
  private mutating func bring(
    _ model: ModelID, to devices: DeviceNames
  ) throws(GSwarmError) -> Double {
    guard machine.fits(model, onto: devices.gpus) else {
      throw GSwarmError(
        "CUDA out of memory. Tried to allocate \(models[model.index].memoryGB) GiB on "
          + "\(devices.display)")
    }
    let wasLoaded = weights(of: model) != nil
    if !wasLoaded {
      try devices.checkKinds()
      let isGroup = devices.names.count > 1
      inMemory.append(
        Weights(
          model: model, device: isGroup ? "multi-gpu:\(devices.display)" : devices.display,
          firstDevice: devices.names[0] == "cuda" ? "cuda:0" : devices.names[0]))
    }
    let gpus = devices.gpus
    guard !gpus.isEmpty else {
      return wasLoaded ? 0 : models[model.index].loadTimeSeconds * settings.loadTimes
    }
    return machine.bring(model, onto: gpus) * settings.loadTimes
  }

  private mutating func unusedName() -> String {
    var name: String
    repeat { name = randomName(length: 6) } while instances.contains { $0.name == name }
    return name
  }

  private static func path(of name: String) -> String {
    "\(cacheFolder)/\(name.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "--"))"
  }

  /// The sentence about a model that nobody has.
  private static let noNetwork =
    "We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in "
    + "the cached files.\nCheck your internet connection or see how to run the library in offline "
    + "mode at 'https://huggingface.co/docs/transformers/installation#offline-mode'."
}

extension Node {
  /// The characters of a required field.
  func string(of field: String) -> String { self[field]?.string ?? "" }
}

/// A date in local time as Python's `isoformat` writes it.
func localDate(_ seconds: Double) -> String {
  var whole = time_t(seconds.rounded(.down))
  let microseconds = Int((seconds - Double(whole)) * 1e6)
  var parts = tm()
  localtime_r(&whole, &parts)
  func padded(_ number: some BinaryInteger, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
  let day = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    .map { padded($0, 2) }.joined(separator: "-")
  let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { padded($0, 2) }
    .joined(separator: ":")
  return "\(day)T\(time)" + (microseconds == 0 ? "" : ".\(padded(microseconds, 6))")
}
