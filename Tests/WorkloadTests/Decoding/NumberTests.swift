import Engine
import Testing
import Workload

struct NumberTests {
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
        c.yaml:4:16: error: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found .inf
                memory_gb: .inf
                           ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", "1e999").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found 1e999
                memory_gb: 1e999
                           ^

        """)
    #expect(
      Inputs.json.configuring("14.0", "1e999").complaints() == """
        bad data
        c.json: error: models.llm7b.memory_gb: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found 1e999
              "llm7b": {"name": "Llama", "memory_gb": 1e999, "gpus_required": 1, "load_time_seconds": 30.0},
                                                      ^

        """)
    #expect(
      Inputs.yaml.configuring("14.0", ".nan").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found .nan
                memory_gb: .nan
                           ^

        """)
  }

  @Test func `a number must not be negative, nor absurd`() {
    #expect(
      Inputs.yaml.configuring("14.0", "-1").complaints() == """
        bad data
        c.yaml:4:16: error: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found -1
                memory_gb: -1
                           ^

        """)
    #expect(
      Inputs.yaml.configuring("30.0", "1e16").complaints() == """
        bad data
        c.yaml:6:24: error: load_time_seconds of model llm7b must be 0 or from 1e-9 to 1e9 s, found 1e16
                load_time_seconds: 1e16
                                   ^

        """)
    #expect(
      Inputs.json.configuring("14.0", "-1").complaints() == """
        bad data
        c.json: error: models.llm7b.memory_gb: memory_gb of model llm7b must be 0 or from 1e-9 to 1e6 GB, found -1
              "llm7b": {"name": "Llama", "memory_gb": -1, "gpus_required": 1, "load_time_seconds": 30.0},
                                                      ^

        """)
  }

  @Test func `a count of GPUs is whole and at least 0`() {
    #expect(
      Inputs.yaml.configuring("gpus_required: 1", "gpus_required: 1.5").complaints() == """
        bad data
        c.yaml:5:20: error: gpus_required of model llm7b must be a whole number from 0 to 100,000, found 1.5
                gpus_required: 1.5
                               ^

        """)
    #expect(
      Inputs.yaml.configuring("gpus_required: 1", "gpus_required: -1").complaints() == """
        bad data
        c.yaml:5:20: error: gpus_required of model llm7b must be from 0 to 100,000, found -1
                gpus_required: -1
                               ^

        """)
    #expect(
      Inputs.json.configuring("\"gpus_required\": 1", "\"gpus_required\": -1").complaints()
        == """
        bad data
        c.json: error: models.llm7b.gpus_required: gpus_required of model llm7b must be from 0 to 100,000, found -1
              "llm7b": {"name": "Llama", "memory_gb": 14.0, "gpus_required": -1, "load_time_seconds": 30.0},
                                                                             ^

        """)
    #expect(
      Inputs.yaml.configuring("gpus_required: 1", "gpus_required: 100001").complaints() == """
        bad data
        c.yaml:5:20: error: gpus_required of model llm7b must be from 0 to 100,000, found 100001
                gpus_required: 100001
                               ^

        """)
  }

  @Test func `the bandwidth is above 0`() {
    #expect(
      Inputs.yaml.configuring("models:", "hardware: {pcie_bandwidth_gb_s: 0}\nmodels:")
        .complaints() == """
          bad data
          c.yaml:1:33: error: pcie_bandwidth_gb_s of hardware must be from 0.001 to 1e6 GB/s, found 0
              hardware: {pcie_bandwidth_gb_s: 0}
                                              ^

          """)
    #expect(
      Inputs.yaml.configuring("models:", "hardware: {gpus: 0}\nmodels:").complaints() == """
        bad data
        c.yaml:1:18: error: gpus of hardware must be from 1 to 100,000, found 0
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
        r.yaml:5:34: error: execution time of node read must be 0 or from 1e-9 to 1e9 s, found -3
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
}
