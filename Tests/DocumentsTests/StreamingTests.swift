import Documents
import Testing

struct StreamingTests {
  /// The items of `requests` drawn one by one, and the rest.
  private func stream(
    _ text: String, _ format: SourceFile.Format = .yaml
  ) -> (items: [String], root: String, problems: String) {
    let source = SourceFile(name: "f", text: text, format: format)
    var diagnostics = Diagnostics()
    var items: [String] = []
    var root: Node?
    do throws(SyntaxError) {
      root = try DocumentReader.read(source, itemsOf: "requests", diagnostics: &diagnostics) {
        (item, diagnostics) in
        items.append(drawn(item))
        if item.isNull { diagnostics.error("nothing here", at: item.position) }
      }
    } catch {
      diagnostics.add(error.diagnostic)
    }
    return (items, drawn(root), diagnostics.render(for: source))
  }

  @Test(arguments: [SourceFile.Format.yaml, .json])
  func `items are handed out in order and the root is left without them`(
    format: SourceFile.Format
  ) {
    let (items, root, problems) = stream(
      #"{"a": {"requests": [0]}, "requests": [{"id": 1}, [2], 3], "b": 1}"#, format)
    #expect(items == ["{id: 1}", "[2]", "3"])
    #expect(root == "{a: {requests: [0]}, requests: [], b: 1}")
    #expect(problems == "")
  }

  @Test func `the root shows what stands where the list should`() {
    #expect(stream("- 1\n- 2\n").root == "[1, 2]")
    #expect(stream("").root == "")
    #expect(stream("request: []").root == "{request: []}")
    #expect(stream("requests: {a: 1}").root == "{requests: {a: 1}}")
    #expect(stream("requests:\n").root == "{requests: }")
  }

  @Test func `an item can use what an earlier one has anchored`() {
    let (items, _, _) = stream("requests:\n- &a {x: 1}\n- {<<: *a, y: 2}\n- *a\n")
    #expect(items == ["{x: 1}", "{y: 2, x: 1}", "{x: 1}"])
  }

  @Test func `a list that is anchored, aliased or merged is handed out all the same`() {
    #expect(stream("requests: &r [1, 2]\nagain: *r\n").items == ["1", "2"])
    #expect(stream("requests: &r [1, 2]\nagain: *r\n").root == "{requests: [], again: [1, 2]}")
    #expect(stream("base: &r [1, 2]\nrequests: *r\n").items == ["1", "2"])
    #expect(stream("<<: {requests: [1]}\n").items == ["1"])
  }

  @Test func `items before a syntax error are handed out, and problems put in file order`() {
    let (items, root, problems) = stream("requests:\n- 1\n- ~\n- [\n")
    #expect(items == ["1", "~"])
    #expect(root == "none")
    #expect(
      problems == """
        f:3:3: error: nothing here
            - ~
              ^
        f:5:1: error: expected a value while parsing a flow node

        """)
  }

  @Test func `a second list under the same key is an error and not handed out`() {
    let (items, _, problems) = stream("requests: [1]\nrequests: [2]\n")
    #expect(items == ["1"])
    #expect(problems.contains("f:2:1: error: duplicate key"))
  }

  /// The numbers of the items that are offered flat, and the items that come as trees.
  private func flat(_ text: String, _ format: SourceFile.Format = .yaml) -> ([Int], [String]) {
    var diagnostics = Diagnostics()
    var (flat, trees, count) = ([Int](), [String](), 0)
    _ = try? DocumentReader.read(
      SourceFile(name: "f", text: text, format: format), itemsOf: "requests",
      diagnostics: &diagnostics,
      flat: {
        count += 1
        guard $0.hasPlainMappings() else { return false }
        flat.append(count)
        return true
      }, body: { item, _ in trees.append(drawn(item)) })
    return (flat, trees)
  }

  @Test func `what is usual is offered flat, the rest comes as trees`() {
    #expect(flat("requests:\n- {a: [1, {b: c}]}\n- 'x'\n- {}\n- []\n") == ([1, 2, 3, 4], []))
    #expect(flat(#"{"requests": [{"a": [1, {"b": "c"}]}, "x", {}, []]}"#, .json).0 == [1, 2, 3, 4])
    #expect(
      flat("requests:\n- &a {a: 1}\n- *a\n- !!str 1\n- 2") == ([1], ["{a: 1}", "{a: 1}", "\"1\""]))
    #expect(flat("requests:\n- {a: 1, a: 2}\n- {<<: {b: 1}}\n- {é: 1}\n- {? [a] : 1}\n").0 == [])
    #expect(flat("requests:\n- 1\n- [\n") == ([1], []))
    #expect(flat("requests:\n") == ([], []))
    #expect(flat("requests: &r\n- 1\n") == ([], ["1"]))
  }

  @Test func `the items of a root that is a list are handed out if that is wanted`() throws {
    for (text, wanted, expected) in [
      ("[{\"a\": 1}, 2]", true, ["{a: 1}", "2"]), ("[1]", false, []),
      ("{\"requests\": [1]}", true, ["1"]),
    ] {
      var diagnostics = Diagnostics()
      var (items, flatCount) = ([String](), 0)
      _ = try DocumentReader.read(
        SourceFile(name: "f", text: text, format: .json), itemsOf: "requests", orRoot: wanted,
        diagnostics: &diagnostics,
        flat: { _ in
          flatCount += 1
          return false
        }, body: { item, _ in items.append(drawn(item)) })
      #expect(items == expected && flatCount == expected.count)
    }
  }

  @Test(arguments: [SourceFile.Format.yaml, .json])
  func `an item with a text of over a megabyte is read as a tree`(format: SourceFile.Format) throws
  {
    var flatCount = 0
    var lengths: [Int] = []
    let long = String(repeating: "x", count: 1 << 20 + 1)
    let source = SourceFile(
      name: "f", text: "{\"requests\": [\"short\", \"\(long)\", [\"\(long)\"]]}", format: format)
    var diagnostics = Diagnostics()
    _ = try DocumentReader.read(
      source, itemsOf: "requests", diagnostics: &diagnostics,
      flat: { _ in
        flatCount += 1
        return true
      }
    ) { item, _ in lengths.append((item.items?.first ?? item).scalar?.text.utf8.count ?? 0) }
    #expect(flatCount == 1)
    #expect(lengths == [1 << 20 + 1, 1 << 20 + 1])
  }
}
