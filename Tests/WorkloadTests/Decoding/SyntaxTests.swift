import Engine
import Testing
import Workload

struct SyntaxTests {
  @Test func `a duplicate key is an error`() {
    #expect(
      Inputs.yaml.configuring("memory_gb: 14.0", "memory_gb: 14.0\n    memory_gb: 15")
        .complaints() == """
          bad data
          c.yaml:5:5: error: duplicate key "memory_gb"; the first one is on line 4
                  memory_gb: 15
                  ^

          """)
    #expect(
      Inputs.json.configuring("\"memory_gb\": 14.0", "\"memory_gb\": 14.0, \"memory_gb\": 15")
        .complaints() == """
          bad data
          c.json: error: models.llm7b.memory_gb: duplicate key "memory_gb"; the first one is on line 2
                "llm7b": {"name": "Llama", "memory_gb": 14.0, "memory_gb": 15, "gpus_required": 1, "load_time_seco…
                                                              ^

          """)
  }

  @Test func `what is not YAML or JSON is an error`() {
    #expect(
      Inputs.yaml.configuring("models:", "models: [1, 2").complaints() == """
        bad data
        c.yaml:2:8: error: expected "," or "]" while parsing a flow sequence that begins on line 1
              llm7b:
                   ^

        """)
    #expect(
      Inputs.json.configuring("\"models\": {", "\"models\": {,").complaints() == """
        bad data
        c.json:1:13: error: expected a key in double quotes
            {"models": {,
                        ^

        """)
  }

  @Test func `a second document is an error`() {
    #expect(
      Inputs.yaml.requesting("requests:", "a: 1\n---\nrequests:").complaints() == """
        bad data
        r.yaml:2:1: error: a second document begins here; a file must hold only one
            ---
            ^

        """)
  }
}
