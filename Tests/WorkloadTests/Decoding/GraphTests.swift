import Engine
import Testing
import Workload

struct GraphTests {
  @Test func `good files load without a word`() {
    #expect(
      Inputs.yaml.complaints() == """
        loaded

        """)
    #expect(
      Inputs.json.complaints() == """
        loaded

        """)
  }

  @Test func `an edge that names an output instead of its node is an error under standard`() throws
  {
    #expect(
      Inputs.yaml.configuring("from: read", "from: text").complaints() == """
        bad data
        c.yaml:20:16: error: an edge of workflow chat names an unknown node: text; text is an output of node read: did you mean read?
                  - {from: text, to: paint}
                           ^

        """)
    #expect(
      Inputs.json.configuring("\"from\": \"read\"", "\"from\": \"text\"").complaints() == """
        bad data
        c.json: error: workflows.chat.edges[0].from: an edge of workflow chat names an unknown node: text; text is an output of node read: did you mean read?
              "edges": [{"from": "text", "to": "paint"}]}}}
                                 ^

        """)
  }

  @Test func `under gswarm it is a warning, and the node is stranded`() {
    #expect(
      Inputs.yaml.configuring("from: read", "from: text").complaints(rules: .gswarm) == """
        loaded
        c.yaml:20:16: warning: an edge of workflow chat names an unknown node: text, so that paint is stranded; text is an output of node read: did you mean read?
                  - {from: text, to: paint}
                           ^

        """)
    #expect(
      Inputs.json.configuring("\"from\": \"read\"", "\"from\": \"text\"").complaints(
        rules: .gswarm) == """
          loaded
          c.json: warning: workflows.chat.edges[0].from: an edge of workflow chat names an unknown node: text, so that paint is stranded; text is an output of node read: did you mean read?
                "edges": [{"from": "text", "to": "paint"}]}}}
                                   ^

          """)
  }

  @Test func `an edge to an unknown node is an error under standard and is ignored under gswarm`()
    throws
  {
    #expect(
      Inputs.yaml.configuring("to: paint", "to: piant").complaints() == """
        bad data
        c.yaml:20:26: error: an edge of workflow chat names an unknown node: piant; did you mean paint?
                  - {from: read, to: piant}
                                     ^

        """)
    #expect(
      Inputs.yaml.configuring("to: paint", "to: piant").complaints(rules: .gswarm) == """
        loaded
        c.yaml:20:26: warning: an edge of workflow chat names an unknown node: piant, and is ignored; did you mean paint?
                  - {from: read, to: piant}
                                     ^

        """)
  }

  @Test func `a cycle is spelled out where one of its edges stands`() {
    #expect(
      Inputs.yaml.configuring(
        "- {from: read, to: paint}", "- {from: read, to: paint}\n      - {from: paint, to: read}"
      ).complaints() == """
        bad data
        c.yaml:21:9: error: workflow chat has a cycle: read → paint → read
                  - {from: paint, to: read}
                    ^

        """)
    #expect(
      Inputs.yaml.configuring(
        "- {from: read, to: paint}", "- {from: read, to: paint}\n      - {from: paint, to: read}"
      ).complaints(rules: .gswarm) == """
        loaded
        c.yaml:21:9: warning: workflow chat has a cycle: read → paint → read, so that these nodes are stranded
                  - {from: paint, to: read}
                    ^

        """)
    #expect(
      Inputs.json.configuring(
        "[{\"from\": \"read\", \"to\": \"paint\"}]", "[{\"from\": \"paint\", \"to\": \"paint\"}]"
      ).complaints() == """
        bad data
        c.json: error: workflows.chat.edges[0]: workflow chat has a cycle: paint → paint
              "edges": [{"from": "paint", "to": "paint"}]}}}
                        ^

        """)
  }

  @Test func `an unknown model gets a suggestion`() {
    #expect(
      Inputs.yaml.configuring("model: llm7b,", "model: llm7,").complaints() == """
        bad data
        c.yaml:17:27: error: node read of workflow chat names an unknown model: llm7; did you mean llm7b?
                  - {id: read, model: llm7, outputs: [text]}
                                      ^

        """)
    #expect(
      Inputs.json.configuring("\"model\": \"llm7b\"", "\"model\": \"llm7\"").complaints() == """
        bad data
        c.json: error: workflows.chat.nodes[0].model: node read of workflow chat names an unknown model: llm7; did you mean llm7b?
              "nodes": [{"id": "read", "model": "llm7", "outputs": ["text"]},
                                                ^

        """)
    #expect(
      Inputs.yaml.configuring("model: painter", "model: zzz").complaints() == """
        bad data
        c.yaml:18:28: error: node paint of workflow chat names an unknown model: zzz
                  - {id: paint, model: zzz, inputs: [text]}
                                       ^

        """)
  }

  @Test func `an unknown workflow gets a suggestion`() {
    #expect(
      Inputs.yaml.requesting("workflow_id: chat", "workflow_id: chta").complaints() == """
        bad data
        r.yaml:4:18: error: request req_001 names an unknown workflow: chta; did you mean chat?
                workflow_id: chta
                             ^

        """)
    #expect(
      Inputs.json.requesting("\"workflow_id\": \"chat\"", "\"workflow_id\": \"chta\"")
        .complaints() == """
          bad data
          r.json: error: requests[0].workflow_id: request req_001 names an unknown workflow: chta; did you mean chat?
                {"request_id": "req_001", "timestamp": "2024-01-01T10:00:00", "workflow_id": "chta",
                                                                                             ^

          """)
  }

  @Test func `a duplicate node is told with the line of the first`() {
    #expect(
      Inputs.yaml.configuring("id: paint", "id: read").complaints() == """
        bad data
        c.yaml:18:14: error: workflow chat has two nodes read; the first is on line 17
                  - {id: read, model: painter, inputs: [text]}
                         ^
        c.yaml:20:26: error: an edge of workflow chat names an unknown node: paint
                  - {from: read, to: paint}
                                     ^

        """)
  }

  @Test func `a duplicate request is told with the line of the other`() {
    #expect(
      Inputs.yaml.requesting("req_002", "req_001").complaints() == """
        bad data
        r.yaml:5:17: error: there are two requests req_001; the other is on line 2
              - request_id: req_001
                            ^

        """)
    #expect(
      Inputs.json.requesting("req_002", "req_001").complaints() == """
        bad data
        r.json: error: requests[1].request_id: there are two requests req_001; the other is on line 2
              {"request_id": "req_001", "timestamp": "2024-01-01T10:00:02", "workflow_id": "chat",
                             ^

        """)
  }

  @Test func `a model that is too large is a warning where it says so`() {
    #expect(
      Inputs.yaml.complaints(gpus: 1) == """
        loaded
        c.yaml:11:20: warning: model painter needs 2 GPUs but there is 1: its nodes are stranded
                gpus_required: 2
                               ^

        """)
    #expect(
      Inputs.json.complaints(gpus: 1) == """
        loaded
        c.json: warning: models.painter.gpus_required: model painter needs 2 GPUs but there is 1: its nodes are stranded
              "painter": {"name": "Painter", "memory_gb": 6, "gpus_required": 2, "load_time_seconds": 10}},
                                                                              ^

        """)
  }

  @Test func `a time for a node that the workflow lacks is a warning`() {
    #expect(
      Inputs.yaml.requesting(
        "workflow_id: chat", "workflow_id: chat\n    node_execution_times: {raed: 3}"
      ).complaints() == """
        loaded
        r.yaml:5:28: warning: node_execution_times of request req_001 names raed, which workflow chat lacks; did you mean read?
                node_execution_times: {raed: 3}
                                       ^

        """)
  }
}
