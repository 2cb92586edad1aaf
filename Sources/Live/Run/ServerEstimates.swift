import Documents
public import Engine
public import Workload

/// The execution times that a GSwarm server expects of the nodes of a scenario.
public struct ServerEstimates: Sendable {
  /// The scenario with the server's times where it gave one.
  public let scenario: Scenario
  /// Asks a server, once for each model and node configuration.
  ///
  /// Nodes for which it gives no usable estimate keep the scenario's times. `report` takes the
  /// warnings for the user, safe to print.
  ///
  /// - Throws: `LiveFailure` if the server cannot be used.
  public init(
    of scenario: Scenario, calls: [CallData], rules: Rules, from settings: ServerSettings,
    report: @escaping @Sendable (String) -> Void
  ) async throws(LiveFailure) {
    guard let server = settings.server.placing else {
      throw LiveFailure(sentence: "only a GSwarm server gives estimates")
    }
    if let warning = settings.exposureWarning { report(warning) }
    let greeting = Greeting(settings: settings, server: server)
    do { try await greeting.wait(report: report) } catch { throw greeting.failure(error) }
    var answers = Answers()
    let plan = LivePlan(scenario: scenario, rules: rules, calls: calls)
    var times: [Double?] = []
    for request in scenario.requests.indices {
      for place in scenario.workflow(of: request).nodes.indices {
        let node = RequestNode(request: request, node: place)
        let model = scenario[scenario.model(of: node)]
        let call = plan.call(of: node, answers: [:])
        times.append(await answers.seconds(for: call, of: model, server))
      }
    }
    var place = 0
    self.scenario = scenario.changed(estimate: { _, estimate in
      defer { place += 1 }
      return times[place].map { Estimate(seconds: $0, source: .server) } ?? estimate
    })
    if let failure = answers.firstFailure {
      report(
        "for \(counted(answers.failureCount, "kind")) of calls the server gives no estimate, the "
          + "scenario's times are taken: \(failure.sentence)")
    }
  }

  /// The answers so far.
  private struct Answers {
    /// The calls that count as one: with whatever prompt.
    private struct CallKind: Hashable {
      let model: String
      let configuration: [String: JSONValue]
    }

    private var known: [CallKind: Double?] = [:]
    private(set) var firstFailure: CallFailure?
    private(set) var failureCount = 0

    /// The seconds that a call is expected to take; nil if the server does not tell.
    mutating func seconds(
      for call: ModelCall, of model: Model, _ server: GSwarmServer
    ) async -> Double? {
      let kind = CallKind(model: call.model, configuration: call.configuration)
      if let known = known[kind] { return known }
      var seconds: Double?
      do throws(CallFailure) {
        let number = try await server.estimate(call)
        // Of a language model it is a number of tokens.
        let time = number / (model.tokensPerSecond ?? 1)
        if let rule = Limit.serverEstimate.violation(of: time) {
          throw .malformed("an estimate \(rule), found \(time.plainText)")
        }
        seconds = time
      } catch {
        firstFailure = firstFailure ?? error
        failureCount += 1
      }
      known[kind] = .some(seconds)
      return seconds
    }
  }
}
