public import Documents

/// The data that a request passes to its model calls.
public struct CallData: Sendable {
  /// The request's `input_data`: names and their values.
  public var inputs: [Node.Entry]
  /// The request's `node_configs`: node ids and what is to be handed to their calls.
  public var configurations: [Node.Entry]

  /// Puts the data of a request together.
  public init(inputs: [Node.Entry] = [], configurations: [Node.Entry] = []) {
    self.inputs = inputs
    self.configurations = configurations
  }
}
