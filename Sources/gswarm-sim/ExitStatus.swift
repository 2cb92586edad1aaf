import ArgumentParser

/// The exit statuses of the contract, after `sysexits.h` where that has one.
extension ExitCode {
  static let checkFailed = ExitCode(1)
  static let stranded = ExitCode(3)
  static let fellBack = ExitCode(4)
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let software = ExitCode(70)
  static let cannotWrite = ExitCode(73)
  static let interrupted = ExitCode(130)
}
