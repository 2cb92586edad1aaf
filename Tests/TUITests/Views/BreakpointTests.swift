import Engine
import History
import Testing

@testable import TUI

struct BreakpointTests {
  private static let scenario: Scenario = {
    let models = ["llama", "sdxl", "odd name"].map {
      Model(id: $0, memoryGB: 8, loadTimeSeconds: 1)
    }
    let nodes = ["analyse", "draw"].map { WorkflowNode(id: $0, model: ModelID(0)) }
    var requests = RequestTable()
    for number in 0..<20 {
      requests.append(
        id: "req_\(number)", workflow: WorkflowID(0), timestampMicroseconds: 0,
        estimates: [.fallback, .fallback])
    }
    return Scenario(
      models: models, workflows: [Workflow(id: "w", nodes: nodes, edges: [])], requests: requests)
  }()

  private let breakpoints = BreakpointParser(
    History(scenario: Self.scenario, options: Options(gpuCount: 4)))

  @Test(arguments: [
    ("", []),
    (" , ,", []),
    ("switch", [Condition([.anySwitch])]),
    ("switch gpu=2", [Condition([.anySwitch, .gpu(2)])]),
    ("switch,gpu=2", [Condition([.anySwitch]), Condition([.gpu(2)])]),
    ("model=sdxl", [Condition([.model(ModelID(1))])]),
    ("model = \"odd name\" idle", [Condition([.model(ModelID(2)), .idle])]),
    ("request=req_12", [Condition([.request(RequestID(12))])]),
    ("node=analyse", [Condition([.node("analyse")])]),
    ("queue>8", [Condition([.queueLength(Bound(8))])]),
    ("Queue >= 8", [Condition([.queueLength(Bound(8, isInclusive: true))])]),
    (
      "p99>30 , mean>=2.5",
      [
        Condition([.measure(MeasureTest(.latency(.p99, of: .allRequests), .above, 30))]),
        Condition([.measure(MeasureTest(.latency(.mean, of: .allRequests), .atLeast, 2.5))]),
      ]
    ),
    (
      "P95( w )<30 switch,attain(30)<0.99 , p99(model=\"odd name\") > 2",
      [
        Condition([
          .measure(MeasureTest(.latency(.p95, of: .workflow("w")), .below, 30)), .anySwitch,
        ]),
        Condition([.measure(MeasureTest(.attainment(within: 30, of: .allRequests), .below, 0.99))]),
        Condition([.measure(MeasureTest(.latency(.p99, of: .model("odd name")), .above, 2))]),
      ]
    ),
    ("switches>9", [Condition([.measure(MeasureTest(.switches, .above, 9))])]),
    ("wait>60", [Condition([.wait(Bound(60))])]),
    ("t=120", [Condition([.time(120)])]),
    ("t=02:00", [Condition([.time(120)])]),
    ("t=1:02:00.5", [Condition([.time(3720.5)])]),
  ])
  func `a text stands for conditions`(text: String, expected: [Condition]) throws {
    #expect(try breakpoints.conditions(text) == expected)
  }

  @Test(arguments: [
    ("swich", "no condition “swich”; did you mean switch?"),
    ("model=sdlx", "no model “sdlx”; did you mean sdxl?"),
    ("request=Req_12", "no request “Req_12”; did you mean req_12?"),
    ("node=analyze", "no node “analyze”; did you mean analyse?"),
    ("model=\u{1B}[2J", "no model “␛[2J”"),
    ("gpu=4", "no GPU “4”: they are 0 to 3"),
    ("gpu=-1", "no GPU “-1”: they are 0 to 3"),
    ("gpu", "gpu needs a value: gpu=…"),
    ("queue=8", "queue is followed by > or >=, not by ="),
    ("queue<8", "queue is followed by > or >=, not by <"),
    ("p99>", "p99> needs a value"),
    ("p99=4", "p99 is followed by < or <= or > or >=, not by ="),
    ("p99(v)>4", "no workflow “v”"),
    ("p99(model=sdlx)>4", "no model “sdlx”; did you mean sdxl?"),
    ("p99(w>4", "a parenthesis is not closed"),
    ("attain(30)>2", "attain(30) is a share from 0 to 1: its bound must be one too"),
    ("fairness>0.5", "fairness is known at the end of a run alone"),
    ("p99>fast", "p99> needs a number, not “fast”, as in p99>8"),
    ("wait>nan", "wait> needs a number, not “nan”, as in wait>8"),
    ("t=2:99", "“2:99” is not a time: t=120 and t=02:00 are two minutes"),
    ("t=", "t= needs a value"),
    ("model=\"sdxl", "a quote is not closed"),
    (">8", "“>” is out of place"),
    ("switch=3", "“=” is out of place"),
  ])
  func `a wrong text is explained`(text: String, message: String) {
    #expect(throws: BreakpointError(message: message)) { try breakpoints.conditions(text) }
  }
}
