internal import Documents

/// The nodes of a ComfyUI workflow and the links between them, from either of its two formats.
struct ComfyGraph {
  /// A node.
  struct ComfyNode {
    let id: String
    /// The class of the node, such as `KSampler`.
    let kind: String
    /// The links that lead to the node: the name or type of the input, and the node they come from.
    var inputs: [(kind: String, from: Int)] = []
    /// The file that a loader node names.
    var file: String?
  }

  /// The nodes, in the order of the file.
  private(set) var nodes: [ComfyNode] = []

  /// The kinds of links along which models travel.
  private static let modelKinds: Set = ["model", "clip", "vae", "guider", "control_net"]

  private static let extensions = [
    ".safetensors", ".sft", ".ckpt", ".pt", ".pth", ".bin", ".gguf", ".onnx",
  ]

  /// Reads a workflow; nil if the document is none.
  init?(_ root: Node) {
    if let list = root["nodes"]?.items {
      readScreenFormat(list, root["links"]?.items ?? [])
    } else {
      let entries = (root["prompt"] ?? root).entries ?? []
      guard entries.contains(where: { $0.value["class_type"] != nil }) else { return nil }
      readAPIFormat(entries)
    }
    if nodes.isEmpty { return nil }
  }

  private mutating func readAPIFormat(_ entries: [Node.Entry]) {
    let steps = entries.filter { $0.value["class_type"]?.scalar != nil }
    let places = Dictionary(
      steps.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    for entry in steps {
      var step = ComfyNode(id: entry.key, kind: entry.value["class_type"]?.scalar?.text ?? "")
      for input in entry.value["inputs"]?.entries ?? [] {
        if let link = input.value.items, link.count == 2, let id = link[0].scalar?.text,
          let from = places[id]
        {
          step.inputs.append((input.key.lowercased(), from))
        } else if step.file == nil, let text = input.value.scalar?.text, Self.isFile(text) {
          step.file = text
        }
      }
      nodes.append(step)
    }
  }

  private mutating func readScreenFormat(_ list: [Node], _ links: [Node]) {
    // Muted and bypassed nodes, of the modes 2 and 4, compute nothing.
    let steps = list.filter { $0["mode"]?.number() != 2 && $0["mode"]?.number() != 4 }
    var places: [String: Int] = [:]
    for node in steps {
      guard let id = node["id"]?.scalar?.text else { continue }
      places[id] = nodes.count
      var step = ComfyNode(id: id, kind: node["type"]?.scalar?.text ?? "node")
      let widgets = node["widgets_values"]
      let values = widgets?.items ?? widgets?.entries?.map(\.value) ?? []
      step.file = values.lazy.compactMap { $0.scalar?.text }.first(where: Self.isFile)
      nodes.append(step)
    }
    for link in links {
      // Either [link, from, slot, to, slot, type] or a mapping of these.
      let parts = link.items
      guard let from = (parts?[safe: 1] ?? link["origin_id"])?.scalar?.text,
        let to = (parts?[safe: 3] ?? link["target_id"])?.scalar?.text,
        let kind = (parts?[safe: 5] ?? link["type"])?.scalar?.text,
        let source = places[from], let target = places[to]
      else { continue }
      nodes[target].inputs.append((kind.lowercased(), source))
    }
  }

  private static func isFile(_ text: String) -> Bool {
    let name = text.lowercased()
    return Limit.nameBytes.allows(text.utf8.count) && extensions.contains(where: name.hasSuffix)
  }

  /// The nodes that compute with a model, each with the model's file.
  ///
  /// A node with a model that it only passes on, such as one that patches it, computes nothing, and
  /// neither does one that only plans the steps of a sampler.
  var computingNodes: [(node: Int, model: String)] {
    var passesOn = [Bool](repeating: false, count: nodes.count)
    var plans = passesOn
    var isUsed = passesOn
    for step in nodes {
      for input in step.inputs {
        isUsed[input.from] = true
        if Self.modelKinds.contains(input.kind) { passesOn[input.from] = true }
        if input.kind == "sigmas" { plans[input.from] = true }
      }
    }
    return nodes.indices.compactMap { node in
      guard !passesOn[node], !plans[node], nodes[node].file == nil || !nodes[node].inputs.isEmpty,
        let model = model(of: node)
      else { return nil }
      return (node, model)
    }
  }

  /// The file of the model of a node, found back along the links on which models travel.
  private func model(of node: Int) -> String? {
    var visited: Set = [node]
    var next = modelInputs(of: node)
    while let current = next.popLast() {
      guard visited.insert(current).inserted else { continue }
      // A node that patches a model, as a LoRA does, leads on to the model itself.
      let before = modelInputs(of: current)
      if before.isEmpty, let file = nodes[current].file { return file }
      next += before
    }
    return nil
  }

  /// The nodes that a node has its model from, the most important last.
  private func modelInputs(of node: Int) -> [Int] {
    let order = ["vae", "clip", "control_net", "model", "guider"]
    return nodes[node].inputs
      .compactMap { input in order.firstIndex(of: input.kind).map { ($0, input.from) } }
      .sorted { $0 < $1 }.map(\.1)
  }

  /// The dependencies among some nodes, found through the nodes between them.
  func edges(among chosen: [Int]) -> [(from: Int, to: Int)] {
    let places = Dictionary(uniqueKeysWithValues: chosen.enumerated().map { ($1, $0) })
    var edges: [(from: Int, to: Int)] = []
    for (to, node) in chosen.enumerated() {
      var visited: Set<Int> = []
      var next = nodes[node].inputs.map(\.from)
      while let current = next.popLast() {
        guard visited.insert(current).inserted else { continue }
        if let from = places[current] {
          edges.append((from, to))
        } else {
          next += nodes[current].inputs.map(\.from)
        }
      }
    }
    return edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
