internal import Documents

/// Reads an execution of any form, and reports the errors in it.
struct TreeExecution {
  let fields: FieldReader

  /// The values; nil if one is missing or unusable.
  func line(_ diagnostics: inout Diagnostics) -> ExecutionLine? {
    let errorCount = diagnostics.errorCount
    let request = fields.name(ExecutionField.request.name, &diagnostics)
    let workflow = name(.workflow, &diagnostics)
    let node = fields.name(ExecutionField.node.name, &diagnostics)
    let model = name(.model, &diagnostics)
    let gpus = gpus(&diagnostics)
    let first = firstGPU
    let ready = number(.ready, &diagnostics)
    let start = number(.start, &diagnostics)
    let end = number(.end, &diagnostics)
    let duration = number(.duration, &diagnostics)
    let estimate = number(.estimate, &diagnostics)
    let source = name(.source, &diagnostics)
    let switching = number(.switching, &diagnostics)
    let waiting = number(.waiting, &diagnostics)
    let tokens = number(.tokens, &diagnostics)
    let evicted = evicted(&diagnostics)
    let evictions = evictions(&diagnostics)
    let origin = name(.origin, &diagnostics)
    guard diagnostics.errorCount == errorCount, let request, let node, let gpus, let start, let end
    else { return nil }
    return ExecutionLine(
      request: request, workflow: workflow, node: node, model: model, gpus: gpus,
      listsGroup: fields.value(ExecutionField.gpus.name) != nil, firstGPU: first, ready: ready,
      start: start, end: end, duration: duration, estimate: estimate, source: source,
      switching: switching, waiting: waiting, tokens: tokens, evicted: evicted,
      evictions: evictions, origin: origin)
  }

  private func name(_ field: ExecutionField, _ diagnostics: inout Diagnostics) -> String? {
    guard fields.value(field.name) != nil else { return nil }
    return fields.name(field.name, &diagnostics)
  }

  private func number(_ field: ExecutionField, _ diagnostics: inout Diagnostics) -> Double? {
    fields.number(field.name, within: .moment, required: field.isRequired, &diagnostics)
  }

  private func evicted(_ diagnostics: inout Diagnostics) -> String?? {
    guard let value = fields.node[ExecutionField.evicted.name] else { return nil }
    return .some(value.isNull ? nil : name(.evicted, &diagnostics))
  }

  /// The evicted models; nil if the field is missing or unusable.
  private func evictions(_ diagnostics: inout Diagnostics) -> [EvictedName]? {
    let field = ExecutionField.evictions.name
    guard let value = fields.value(field) else { return nil }
    var result: [EvictedName] = []
    for item in value.items ?? [] {
      guard let pair = item.items, pair.count == 2,
        let gpu = Self.gpu(pair[0], "the GPU of an item of \(field)", &diagnostics),
        let model = FieldReader.name(
          pair[1], field: "the model", of: "an item of \(field)", &diagnostics)
      else { continue }
      result.append(EvictedName(gpu: Int32(gpu), model: model))
    }
    guard value.items?.count == result.count else {
      diagnostics.error("\(field) must be a list of pairs: a GPU and a model", at: value.position)
      return nil
    }
    return result
  }

  /// The GPU of `gpu_id`; nil if it is missing or unusable.
  private var firstGPU: Int32? {
    var ignored = Diagnostics()
    return fields.value(ExecutionField.gpu.name)
      .flatMap { Self.gpu($0, ExecutionField.gpu.name, &ignored) }.map { Int32($0) }
  }

  /// The GPUs: `gpu_ids`, or `gpu_id` alone.
  private func gpus(_ diagnostics: inout Diagnostics) -> [Int32]? {
    let (gpu, gpus) = (ExecutionField.gpu.name, ExecutionField.gpus.name)
    let list = fields.value(gpus)
    let first = list == nil ? fields.required(gpu, &diagnostics) : fields.value(gpu)
    let number = first.flatMap { Self.gpu($0, gpu, &diagnostics) }
    guard let list else { return number.map { [Int32($0)] } }
    return Self.gpus(list, gpus, allowsNone: first == nil, &diagnostics)?.map(Int32.init)
  }

  /// The numbers of a list of GPUs, which may be allowed to be empty; nil if it is no such list.
  static func gpus(
    _ list: Node, _ field: String, allowsNone: Bool = false, _ diagnostics: inout Diagnostics
  ) -> [Int]? {
    guard let items = list.items, allowsNone || !items.isEmpty else {
      diagnostics.error("\(field) must be a list of GPU numbers", at: list.position)
      return nil
    }
    let gpus = items.compactMap { gpu($0, "an item of \(field)", &diagnostics) }
    return gpus.count == items.count ? gpus : nil
  }

  private static func gpu(
    _ node: Node, _ field: String, _ diagnostics: inout Diagnostics
  ) -> Int? {
    guard let number = node.number().flatMap(Int.init(exactly:)),
      (0..<Limit.gpus.largest).contains(number)
    else {
      diagnostics.error("\(field) must be the number of a GPU", at: node.position)
      return nil
    }
    return number
  }
}
