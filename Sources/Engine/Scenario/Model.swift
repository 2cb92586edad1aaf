/// Weights that occupy one or more GPUs while they run.
public struct Model: Hashable, Sendable {
  /// The key in the configuration; unique.
  public var id: String
  /// The name shown to people.
  public var name: String
  /// The size of the weights, in GB.
  public var memoryGB: Double
  /// The number of consecutive GPUs that a call takes; 0 for a step that needs none, such as a tool.
  public var gpusRequired: Int
  /// The time to load the weights onto an empty GPU, in seconds.
  public var loadTimeSeconds: Double
  /// The speed of generation, in tokens per second.
  public var tokensPerSecond: Double?
  /// The speed of reading a prompt, in tokens per second.
  public var prefillTokensPerSecond: Double?
  /// The mean length of an answer, in tokens.
  public var tokenMean: Double?
  /// The standard deviation of the length of an answer, in tokens.
  public var tokenStd: Double?
  /// The mean time of one call, in seconds.
  public var inferenceTimeMean: Double?
  /// The standard deviation of the time of one call, in seconds.
  public var inferenceTimeStd: Double?
  /// The name of the model on a model server.
  public var servedName: String
  /// Whether it is never evicted and never expires.
  public var isPinned = false
  /// The GPUs on which it is resident at the start.
  public var preload: [Int] = []
  /// The names of the kinds of GPUs that it runs on; empty if it runs on all.
  public var kinds: [String] = []

  /// Describes a model; what is not given is unknown, the names default to the id.
  public init(
    id: String, name: String? = nil, memoryGB: Double, gpusRequired: Int = 1,
    loadTimeSeconds: Double, tokensPerSecond: Double? = nil,
    prefillTokensPerSecond: Double? = nil, tokenMean: Double? = nil,
    tokenStd: Double? = nil, inferenceTimeMean: Double? = nil, inferenceTimeStd: Double? = nil,
    servedName: String? = nil
  ) {
    precondition(gpusRequired >= 0, "a number of GPUs is not negative")
    self.id = id
    self.name = name ?? id
    self.memoryGB = memoryGB
    self.gpusRequired = gpusRequired
    self.loadTimeSeconds = loadTimeSeconds
    self.tokensPerSecond = tokensPerSecond
    self.prefillTokensPerSecond = prefillTokensPerSecond
    self.tokenMean = tokenMean
    self.tokenStd = tokenStd
    self.inferenceTimeMean = inferenceTimeMean
    self.inferenceTimeStd = inferenceTimeStd
    self.servedName = servedName ?? id
  }

  /// Returns the memory that it takes on each of its GPUs, in GB.
  public func shareGB(_ residency: Residency) -> Double {
    residency == .memory && gpusRequired > 1 ? memoryGB / Double(gpusRequired) : memoryGB
  }
}
