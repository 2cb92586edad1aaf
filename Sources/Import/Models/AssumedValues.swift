/// The values that are assumed where no source gives any.
struct AssumedValues {
  var memoryGB = 16.0
  var loadTimeSeconds = 10.0
  var tokensPerSecond = 50.0
  var prefillTokensPerSecond = 5000.0

  /// The mean time of a call, where calls have none of their own.
  var inferenceTimeMean = 5.0

  /// The fixed part of a switch; nil for the default of configurations.
  var switchOverheadSeconds: Double?

  /// The reason for the values, if there is one.
  var reason: String?

  init(_ format: ImportFormat) {
    switch format {
    case .gentd26:
      memoryGB = 4
      loadTimeSeconds = 22.7
      switchOverheadSeconds = 22.2
      reason = "loads and switches take 22.7 s, the median of base model updates in the data set"
    case .wfformat:
      memoryGB = 0
      loadTimeSeconds = 0
      switchOverheadSeconds = 0
      reason = "a program needs no loading"
    case .comfyui: memoryGB = 6.5
    default: break
    }
  }
}
