import ArgumentParser
import Documents
import Foundation
import Live
import Workload

/// The exit statuses of the contract, after `sysexits.h` where that has one.
extension ExitCode {
  static let checkFailed = ExitCode(1)
  static let stranded = ExitCode(3)
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let cannotWrite = ExitCode(73)
  static let interrupted = ExitCode(130)
}

/// Writes text to standard error; if that fails there is nobody left to tell.
func complain(_ text: String) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { return }
    rest.removeFirst(written)
  }
}

/// Writes text to standard output.
func say(_ text: String) throws(WriteFailure) {
  var stream = OutputStream.standardOutput()
  try stream.write(text)
  try stream.flush()
}

/// Runs a piece of work and turns its failures into a message and an exit status.
func reportingFailures<Value>(_ work: () throws -> Value) throws -> Value {
  do { return try work() } catch { throw reported(error) }
}

/// Tells the user of a failure; returns the exit status, or what is none of ours.
private func reported(_ error: any Error) -> any Error {
  switch error {
  case let failure as LoadFailure:
    complain(failure.text)
    return switch failure {
    case .noInput: ExitCode.noInput
    case .badData: ExitCode.badData
    }
  case let failure as WriteFailure:
    if failure.isInterruption { return ExitCode.interrupted }
    complain("error: \(failure.sentence)\n")
    return ExitCode.cannotWrite
  case let failure as LiveFailure:
    complain("error: \(failure.sentence)\n")
    return ExitCode.unavailable
  default: return error
  }
}
