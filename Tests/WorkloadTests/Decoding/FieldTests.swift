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
        c.yaml:4:5: warning: model llm7b has an unknown key memroy_gb, which is ignored; did you mean memory_gb?
                memroy_gb: 14.0
                ^

        """)
  }

  @Test func `an optional field that looks misspelt is a warning`() {
    #expect(
      Inputs.yaml.configuring("inference_time_mean", "infrence_time_mean").complaints() == """
        loaded
        c.yaml:2:3: warning: model llm7b gives neither inference_time_mean nor tokens: where a request gives no execution time, 10.0 s is taken
              llm7b:
              ^
        c.yaml:7:5: warning: model llm7b has an unknown key infrence_time_mean, which is ignored; did you mean inference_time_mean?
                infrence_time_mean: 8.5
                ^

        """)
  }

  @Test func `a number must be a number`() {
    #expect(
      Inputs.yaml.configuring("14.0", "lots").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be a number, found text
                memory_gb: lots
                           ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", "'14'").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be a number, found text; write it without quotes
                memory_gb: '14'
                           ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", "[1]").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be a number, found a list
                memory_gb: [1]
                           ^

        """)
    #expect(
      Inputs.json.configuring("14.0", "\"lots\"").complaints() == """
        bad data
        c.json: error: models.llm7b.memory_gb: memory_gb of model llm7b must be a number, found text
              "llm7b": {"name": "Llama", "memory_gb": "lots", "gpus_required": 1, "load_time_seconds": 30.0},
                                                      ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", "0x10").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be a number, found text
                memory_gb: 0x10
                           ^

        """)
  }

  @Test func `a number must be finite`() {
    #expect(
      Inputs.yaml.configuring("14.0", ".inf").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be finite, found .inf
                memory_gb: .inf
                           ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", "1e999").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be finite, found 1e999
                memory_gb: 1e999
                           ^

        """)
    #expect(
      Inputs.json.configuring("14.0", "1e999").complaints() == """
        bad data
        c.json: error: models.llm7b.memory_gb: memory_gb of model llm7b must be finite, found 1e999
              "llm7b": {"name": "Llama", "memory_gb": 1e999, "gpus_required": 1, "load_time_seconds": 30.0},
                                                      ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", ".nan").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be finite, found .nan
                memory_gb: .nan
                           ^

        """)
  }

  @Test func `a number must not be negative, nor absurd`() {
    #expect(
      Inputs.yaml.configuring("14.0", "-1").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must not be negative, found -1
                memory_gb: -1
                           ^

        """)
    #expect(
      Inputs.yaml.configuring("30.0", "1e16").complaints() == """
        bad data
        c.yaml:6:24: error: load_time_seconds of model llm7b is too large: 1e16
                load_time_seconds: 1e16
                                   ^

        """)
    #expect(
      Inputs.json.configuring("14.0", "-1").complaints() == """
        bad data
        c.json: error: models.llm7b.memory_gb: memory_gb of model llm7b must not be negative, found -1
              "llm7b": {"name": "Llama", "memory_gb": -1, "gpus_required": 1, "load_time_seconds": 30.0},
                                                      ^

        """)
  }

  @Test func `a count of GPUs is whole and at least 1`() {
    #expect(
      Inputs.yaml.configuring("gpus_required: 1", "gpus_required: 1.5").complaints() == """
        bad data
        c.yaml:5:20: error: gpus_required of model llm7b must be a whole number, found 1.5
                gpus_required: 1.5
                               ^

        """)
    #expect(
      Inputs.yaml.configuring("gpus_required: 1", "gpus_required: 0").complaints() == """
        bad data
        c.yaml:5:20: error: gpus_required of model llm7b must be from 1 to 100000, found 0
                gpus_required: 0
                               ^

        """)
    #expect(
      Inputs.json.configuring("\"gpus_required\": 1", "\"gpus_required\": 0").complaints()
        == """
        bad data
        c.json: error: models.llm7b.gpus_required: gpus_required of model llm7b must be from 1 to 100000, found 0
              "llm7b": {"name": "Llama", "memory_gb": 14.0, "gpus_required": 0, "load_time_seconds": 30.0},
                                                                             ^

        """)
    #expect(
      Inputs.yaml.configuring("gpus_required: 1", "gpus_required: 100001").complaints() == """
        bad data
        c.yaml:5:20: error: gpus_required of model llm7b must be from 1 to 100000, found 100001
                gpus_required: 100001
                               ^

        """)
  }

  @Test func `the bandwidth is above 0`() {
    #expect(
      Inputs.yaml.configuring("models:", "hardware: {pcie_bandwidth_gb_s: 0}\nmodels:")
        .complaints() == """
          bad data
          c.yaml:1:33: error: pcie_bandwidth_gb_s of hardware must be above 0, found 0
              hardware: {pcie_bandwidth_gb_s: 0}
                                              ^

          """)
    #expect(
      Inputs.yaml.configuring("models:", "hardware: {gpus: 0}\nmodels:").complaints() == """
        bad data
        c.yaml:1:18: error: gpus of hardware must be from 1 to 100000, found 0
            hardware: {gpus: 0}
                             ^

        """)
  }

  @Test func `an execution time must be a number that is not negative`() {
    #expect(
      Inputs.yaml.requesting(
        "workflow_id: chat", "workflow_id: chat\n    node_execution_times: {read: -3}"
      ).complaints() == """
        bad data
        r.yaml:5:34: error: execution time of node read must not be negative, found -3
                node_execution_times: {read: -3}
                                             ^

        """)
    #expect(
      Inputs.json.requesting("\"read\": 5", "\"read\": \"5\"").complaints() == """
        bad data
        r.json: error: requests[0].node_execution_times.read: execution time of node read must be a number, found text; write it without quotes
               "node_execution_times": {"read": "5", "paint": 4}},
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
          c.yaml:7:17: error: model llm7b is its own base model: model llm7b → model llm7b
                  base_model: llm7b
                              ^

          """)
  }

  @Test func `a model of which nothing is known is warned of once`() {
    #expect(
      Inputs.yaml.configuring("    inference_time_mean: 8.5\n", "").complaints() == """
        loaded
        c.yaml:2:3: warning: model llm7b gives neither inference_time_mean nor tokens: where a request gives no execution time, 10.0 s is taken
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
        c.yaml:4:16: error: memory_gb of model llm7b must not be negative, found -1
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
