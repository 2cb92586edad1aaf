import Engine
import Testing
import Workload

struct FieldTests {
  @Test func `a missing field is told at its owner`() {
    #expect(
      Inputs.yaml.configuring("    memory_gb: 14.0\n", "").complaints() == """
        bad data
        c.yaml:3:5: error: model llm7b lacks memory_gb
                name: Llama
                ^

        """)
    #expect(
      Inputs.json.configuring("\"memory_gb\": 14.0, ", "").complaints() == """
        bad data
        c.json: error: models.llm7b: model llm7b lacks memory_gb
              "llm7b": {"name": "Llama", "gpus_required": 1, "load_time_seconds": 30.0},
                       ^

        """)
    #expect(
      Inputs.yaml.requesting("    workflow_id: chat\n", "").complaints() == """
        bad data
        r.yaml:2:5: error: request req_001 lacks workflow_id
              - request_id: req_001
                ^

        """)
  }

  @Test func `a misspelt field is suggested`() {
    #expect(
      Inputs.yaml.configuring("memory_gb", "memroy_gb").complaints() == """
        bad data
        c.yaml:3:5: error: model llm7b lacks memory_gb; is memroy_gb meant to be memory_gb?
                name: Llama
                ^

        """)
  }

  @Test func `an optional field that looks misspelt is a warning`() {
    #expect(
      Inputs.yaml.configuring("inference_time_mean", "infrence_time_mean").complaints() == """
        loaded
        c.yaml:2:3: warning: model llm7b gives neither inference_time_mean nor tokens_per_second and token_mean: where a request gives no execution time, 10.0 s is taken
              llm7b:
              ^
        c.yaml:7:5: warning: model llm7b has an unknown key infrence_time_mean, which is ignored; did you mean inference_time_mean?
                infrence_time_mean: 8.5
                ^

        """)
  }

  @Test func `a timestamp must be one`() {
    #expect(
      Inputs.yaml.requesting("2024-01-01T10:00:00", "2024-13-01T10:00:00").complaints() == """
        bad data
        r.yaml:3:16: error: timestamp of request req_001 is not one: 2024-13-01T10:00:00; write it like 2024-01-01T10:00:00.250
                timestamp: "2024-13-01T10:00:00"
                           ^

        """)
    #expect(
      Inputs.json.requesting("2024-01-01T10:00:00", "yesterday").complaints() == """
        bad data
        r.json: error: requests[0].timestamp: timestamp of request req_001 is not one: yesterday; write it like 2024-01-01T10:00:00.250
              {"request_id": "req_001", "timestamp": "yesterday", "workflow_id": "chat",
                                                     ^

        """)
  }

  @Test func `online every request needs a timestamp`() {
    #expect(
      Inputs.yaml.requesting("    timestamp: \"2024-01-01T10:00:00\"\n", "").complaints(
        mode: .online) == """
          bad data
          r.yaml:2:5: error: request req_001 has no timestamp, which online mode needs
                - request_id: req_001
                  ^

          """)
    #expect(
      Inputs.yaml.requesting("    timestamp: \"2024-01-01T10:00:00\"\n", "").complaints() == """
        loaded

        """)
  }

  @Test func `what must be a mapping or a list is one`() {
    #expect(
      Inputs.yaml.configuring("models:", "models: 5\nx:").complaints() == """
        bad data
        c.yaml:1:9: error: models must be a mapping, found a number
            models: 5
                    ^
        c.yaml:18:27: error: node read of workflow chat names an unknown model: llm7b
                  - {id: read, model: llm7b, outputs: [text]}
                                      ^
        c.yaml:19:28: error: node paint of workflow chat names an unknown model: painter
                  - {id: paint, model: painter, inputs: [text]}
                                       ^

        """)
    #expect(
      Inputs.yaml.requesting("requests:", "requests: 5\nx:").complaints() == """
        bad data
        r.yaml:1:11: error: requests must be a list, found a number
            requests: 5
                      ^

        """)
    #expect(
      Inputs.yaml.configuring("edges:", "edges: {a: b}\n    x:").complaints() == """
        bad data
        c.yaml:19:12: error: edges of workflow chat must be a list, found a mapping
                edges: {a: b}
                       ^

        """)
    #expect(
      Inputs.yaml.requesting("requests:", "requests: {a: b}\nx:").complaints() == """
        bad data
        r.yaml:1:11: error: requests must be a list, found a mapping
            requests: {a: b}
                      ^

        """)
  }

  @Test func `a base model must exist and not be the model itself`() {
    #expect(
      Inputs.yaml.configuring("    inference_time_mean: 8.5", "    base_model: paniter")
        .complaints() == """
          bad data
          c.yaml:7:17: error: base_model of model llm7b is unknown: paniter; did you mean painter?
                  base_model: paniter
                              ^

          """)
    #expect(
      Inputs.yaml.configuring("    inference_time_mean: 8.5", "    base_model: llm7b")
        .complaints() == """
          bad data
          c.yaml:7:17: error: model llm7b is its own base model: llm7b → llm7b
                  base_model: llm7b
                              ^

          """)
  }

  @Test func `a model of which nothing is known is warned of once`() {
    #expect(
      Inputs.yaml.configuring("    inference_time_mean: 8.5\n", "").complaints() == """
        loaded
        c.yaml:2:3: warning: model llm7b gives neither inference_time_mean nor tokens_per_second and token_mean: where a request gives no execution time, 10.0 s is taken
              llm7b:
              ^

        """)
  }

  @Test func `all problems of a file are told at once`() {
    #expect(
      Inputs.yaml.configuring("14.0", "-1").configuring("30.0", "soon").configuring(
        "model: painter", "model: piant"
      ).complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found -1
                memory_gb: -1
                           ^
        c.yaml:6:24: error: load_time_seconds of model llm7b must be a number, found text
                load_time_seconds: soon
                                   ^
        c.yaml:18:28: error: node paint of workflow chat names an unknown model: piant
                  - {id: paint, model: piant, inputs: [text]}
                                       ^

        """)
  }
}
