import Engine
import Testing

@testable import Documents
@testable import Workload

/// Counts and sizes beyond their limits.
struct CountTests {
  private let models = (0..<120).map {
    "  m\($0): {name: M, memory_gb: 1, load_time_seconds: 1, gpus_required: \($0 + 1)}\n"
  }

  @Test func `models of too many sizes are refused`() {
    let text = Inputs.yaml.configuring("models:\n", "models:\n" + models.joined())
      .complaints()
    #expect(
      text.contains("error: the models take more than 100 different values of gpus_required"))
    let few = Inputs.yaml.configuring("models:\n", "models:\n" + models.prefix(98).joined())
    #expect(!few.complaints().contains("gpus_required"))
  }

  @Test func `a workflow with too many nodes or edges is refused`() {
    let many = { (count: Int) in "[" + String(repeating: "{},", count: count) + "]" }
    #expect(
      Inputs.yaml.configuring("workflows:\n", "workflows:\n  big: {nodes: \(many(100_001))}\n")
        .complaints().contains("error: workflow big has more than 100,000 nodes"))
    #expect(
      Inputs.yaml.configuring("          edges:\n            - {from: read, to: paint}\n", "")
        .configuring("workflows:\n", "workflows:\n  w: {nodes: [], edges: \(many(1_000_001))}\n")
        .complaints().contains("error: workflow w has more than 1,000,000 edges"))
  }

  @Test func `ids have a limit wherever they stand`() {
    let long = String(repeating: "x", count: 1001)
    let changes = [
      Inputs.yaml.configuring("llm7b:", "\(long):"),
      Inputs.yaml.configuring("chat:", "\(long):"),
      Inputs.yaml.configuring("id: read", "id: \(long)"),
      Inputs.yaml.requesting("req_001", long),
      Inputs.json.requesting("req_001", long),
    ]
    for change in changes {
      let text = change.complaints()
      #expect(text.contains(" has more than 1,000 bytes\n"), "\(text.prefix(300))")
      #expect(text.utf8.count < 4000)
    }
    #expect(Inputs.yaml.requesting("req_001", String(long.dropFirst())).complaints() == "loaded\n")
    #expect(Inputs.yaml.configuring("chat:", "'':").complaints().contains("workflow is empty"))
  }

  @Test func `a request that would make too many nodes is refused`() throws {
    let source = SourceFile(name: "c.yaml", text: Inputs.yaml.configuration, format: .yaml)
    var diagnostics = Diagnostics()
    let configuration = try #require(
      try ConfigurationDecoder(rules: .standard).decode(source, &diagnostics))
    var decoder = RequestDecoder(configuration, mode: .offline, keepsCalls: false)
    decoder.limits.nodes = Limit("nodes", of: "a test", count: 0...5).values
    let requests = (1...5).map { "{request_id: r\($0), workflow_id: chat}\n" }
    let list = try DocumentReader.read(
      SourceFile(name: "r.yaml", text: requests.map { "- \($0)" }.joined(), format: .yaml),
      diagnostics: &diagnostics)
    for item in list.items ?? [] { decoder.decode(item, &diagnostics) }
    #expect(decoder.table.count == 2)
    #expect(diagnostics.kept.map(\.sentence) == ["there are \(Limit.requestNodes.excess)"])
  }

  @Test func `a long chain of base models is resolved in as many steps as it has models`() {
    let count = 4000
    let entries = (0..<count).map { number in
      let base = number + 1 < count ? "base_model: m\(number + 1)" : "memory_gb: 7"
      return "m\(number): {\(base)}\n"
    }
    let source = SourceFile(name: "m.yaml", text: entries.joined(), format: .yaml)
    var diagnostics = Diagnostics()
    guard let root = try? DocumentReader.read(source, diagnostics: &diagnostics),
      let models = root.entries
    else {
      Issue.record("the models cannot be read")
      return
    }
    var bases = BaseModels(models)
    for (place, model) in models.enumerated() {
      guard let own = FieldReader(model.value, owner: "a model", &diagnostics) else { continue }
      let fields = bases.completed(own, at: place, &diagnostics)
      #expect(fields.value("memory_gb")?.number() == 7)
    }
    #expect(bases.stepCount <= count)
    #expect(!diagnostics.hasErrors)
  }

  @Test func `base models in a circle are reported once, whatever leads into it`() {
    let text = Inputs.yaml.configuring(
      "models:\n",
      "models:\n  x: {base_model: a}\n  a: {base_model: b}\n  b: {base_model: c}\n"
        + "  c: {base_model: a}\n"
    ).complaints()
    let found = text.split(separator: "\n").filter { $0.contains("its own base model") }
    #expect(
      found == ["c.yaml:5:19: error: model a is its own base model: a → b → c → a"])
  }

  @Test func `the message of a long cycle is short`() {
    let nodes = (0..<5000).map { "{id: n\($0), model: llm7b}" }.joined(separator: ", ")
    let edges = (0..<5000).map { "{from: n\($0), to: n\(($0 + 1) % 5000)}" }
      .joined(separator: ", ")
    let text = Inputs.yaml.configuring(
      "workflows:\n", "workflows:\n  w: {nodes: [\(nodes)], edges: [\(edges)]}\n"
    ).complaints()
    let line = text.split(separator: "\n").first { $0.contains("has a cycle") } ?? ""
    #expect(line.contains("… 4993 more …") && line.utf8.count < 300)
  }
}
