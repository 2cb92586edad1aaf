/// A server with the clients through which it is reached.
struct Connection: Sendable {
  let server: any ModelServer
  private let clients: [HTTPClient]

  /// Prepares the way to a server that is called from `gpuCount` GPUs at once.
  init(_ settings: ServerSettings, gpuCount: Int) {
    let patience = Patience(call: settings.timeout, pauses: settings.pauses)
    // Besides its call, a GPU may be waiting for an instance to end.
    let calls = HTTPClient(connections: 2 * gpuCount)
    let endpoint = Endpoint(settings.address, key: settings.key, client: calls)
    switch settings.backend {
    case .openai:
      server = OpenAIServer(endpoint, patience: patience)
      clients = [calls]
    case .gswarm:
      let estimates = HTTPClient(connections: gpuCount)
      server = GSwarmServer(
        endpoint, estimates: Endpoint(settings.address, key: settings.key, client: estimates),
        patience: patience)
      clients = [calls, estimates]
    }
  }

  /// Gives all connections back.
  func close() { for client in clients { client.close() } }
}
