import ArgumentParser
import Foundation
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

/// Writes text to standard error.
func complain(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }

/// Runs a piece of work and turns its failures into a message and an exit status.
func reportingFailures<Value>(_ work: () throws -> Value) throws -> Value {
  do {
    return try work()
  } catch let failure as LoadFailure {
    complain(failure.text)
    switch failure {
    case .noInput: throw ExitCode.noInput
    case .badData: throw ExitCode.badData
    }
  } catch let failure as WriteFailure {
    complain("error: \(failure.sentence)\n")
    throw ExitCode.cannotWrite
  }
}
