internal import Engine

extension ByteBuffer {
  /// Appends a machine as the object that the configuration would have.
  mutating func append(_ machine: Hardware) {
    var separator = "{"
    func key(_ name: String, _ text: inout ByteBuffer) {
      text.append("\(separator)\"\(name)\": ")
      separator = ", "
    }
    func add(_ field: HardwareField, _ value: Double?) {
      guard let value else { return }
      key(field.key, &self)
      appendJSON(value)
    }
    if !machine.kinds.isEmpty {
      key(HardwareField.gpus.key, &self)
      for (place, kind) in machine.kinds.enumerated() {
        append(place == 0 ? "[" : ", ")
        append(kind)
      }
      append("]")
    }
    add(.bandwidth, machine.pcieBandwidthGBPerSecond)
    add(.switchOverhead, machine.switchOverheadSeconds)
    key(HardwareField.residency.key, &self)
    append("\"\(machine.residency.rawValue)\"")
    add(.gpuMemory, machine.gpuMemoryGB)
    add(.hostMemory, machine.hostMemoryGB)
    key(HardwareField.eviction.key, &self)
    append("\"\(machine.eviction.rawValue)\"")
    key(HardwareField.offload.key, &self)
    append(machine.offloads ? "true" : "false")
    add(.keepAlive, machine.keepAliveSeconds)
    append("}")
  }

  private mutating func append(_ kind: GPUKind) {
    append("{\"\(KindField.kind.key)\": ")
    appendJSON(kind.name)
    append(", \"\(KindField.count.key)\": \(kind.count)")
    if let memory = kind.memoryGB {
      append(", \"\(KindField.memory.key)\": ")
      appendJSON(memory)
    }
    if let bandwidth = kind.pcieBandwidthGBPerSecond {
      append(", \"\(KindField.bandwidth.key)\": ")
      appendJSON(bandwidth)
    }
    append(", \"\(KindField.speed.key)\": ")
    appendJSON(kind.speed)
    append("}")
  }
}
