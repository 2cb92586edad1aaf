/// The longest pause that a server may ask for between two attempts, in seconds.
private let longestPause = 60.0

/// Makes an attempt, and further ones after a pause while the failure may pass.
///
/// The `pauses`, in seconds, are longer where the server asks for it.
func retrying<Value: Sendable>(
  pauses: [Double], _ attempt: @Sendable () async throws(CallFailure) -> Value
) async throws(CallFailure) -> Value {
  for pause in pauses {
    let seconds: Double
    do { return try await attempt() } catch {
      guard error.isTransient else { throw error }
      seconds = min(max(pause, error.retryAfter ?? 0), longestPause)
    }
    do { try await Task.sleep(for: .seconds(seconds)) } catch { throw .cancelled }
  }
  return try await attempt()
}
