/// The interface that a model server speaks.
public enum Backend: String, CaseIterable, Sendable {
  /// The GSwarm model server's interface.
  case gswarm
  /// OpenAI's chat interface: Ollama, vLLM, llama.cpp, llama-swap and others.
  case openai

  /// The usual address of such a server on this machine.
  public var usualAddress: String {
    switch self {
    case .gswarm: "http://localhost:8000"
    case .openai: "http://localhost:8000/v1"
    }
  }

  /// The path of a request that every such server answers.
  var healthPath: String {
    switch self {
    case .gswarm: "/health"
    case .openai: "/models"
    }
  }
}
