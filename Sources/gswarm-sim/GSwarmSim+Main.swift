import ArgumentParser
import CMalloc
import Documents
import Foundation
import Import
import Live
import Workload

extension GSwarmSim {
  /// Parses the command line, runs the command and exits with its status.
  static func main() {
    keepLargeBlocksApart()
    perform {
      try checkCommandName(CommandLine.arguments.dropFirst().first)
      var command = try parsedCommand()
      try command.run()
    }
  }

  /// Has every block of a megabyte or more go back to the system when it is freed.
  ///
  /// By itself glibc keeps blocks of up to 32 MB for later, once one of that size was freed. Reading a
  /// large run leaves such blocks behind, and gaps in the heap that nothing fills again.
  private static func keepLargeBlocksApart() { mallopt(M_MMAP_THRESHOLD, 1 << 20) }

  /// Does the work of a command; if it fails, prints the message and exits with the error's status.
  static func perform(_ work: () throws -> Void) {
    do { try work() } catch { Foundation.exit(report(error).rawValue) }
  }

  private static func parsedCommand() throws -> any ParsableCommand {
    let command = try parseAsRoot(joiningScript(Array(CommandLine.arguments.dropFirst())))
    try (command as? any WordlessCommand)?.checkStrayWords()
    return command
  }

  /// Returns the arguments with `--script KEYS` as one, for keys such as `---` that look like an
  /// option.
  private static func joiningScript(_ arguments: [String]) -> [String] {
    guard let index = arguments.firstIndex(of: "--script"), index + 1 < arguments.count,
      arguments[index + 1].hasPrefix("-")
    else { return arguments }
    let joined = "--script=\(arguments[index + 1])"
    return arguments[..<index] + [joined] + arguments[(index + 2)...]
  }

  /// Throws if the first argument is a word but no command.
  private static func checkCommandName(_ word: String?) throws(CommandFailure) {
    guard let word, !word.hasPrefix("-"), !commandNames.contains(word) else { return }
    throw .unknownCommand(word, suggestion: suggestedCommand(for: word))
  }

  /// The names of all commands.
  static let commandNames =
    configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  /// The command that prints the help for the command line.
  private static var helpCommand: String {
    let word = CommandLine.arguments.dropFirst().first
    let command = commandNames.first { $0 == word }
    return "gswarm-sim " + (command.map { "\($0) " } ?? "") + "--help"
  }

  private static func suggestedCommand(for word: String) -> String? {
    if Share.sampleNames.contains(word) { return "gswarm-sim tui --sample \(word)" }
    if let command = nearest(to: word, among: commandNames) { return "gswarm-sim \(command)" }
    return nearest(to: word, among: Share.sampleNames).map { "gswarm-sim tui --sample \($0)" }
  }

  /// Prints the message of an error and returns the exit status.
  private static func report(_ error: any Error) -> ExitCode {
    switch error {
    case let status as ExitCode: return status
    case let failure as CommandFailure:
      printError(failure.text)
      return failure.status
    case let failure as LoadFailure:
      printError(failure.text)
      return switch failure {
      case .noInput: .noInput
      case .badData: .badData
      }
    case let failure as ImportFailure: return report(failure)
    case let failure as WriteFailure:
      if failure.isInterruption { return .interrupted }
      printError("error: \(visible(failure.sentence))\n")
      return .cannotWrite
    case let failure as LiveFailure:
      printError("error: \(visible(failure.sentence))\n")
      return .unavailable
    default: return reportParsing(error)
    }
  }

  /// Prints the message of an import that failed and returns the exit status.
  private static func report(_ failure: ImportFailure) -> ExitCode {
    if case .write(let failure) = failure { return report(failure) }
    printError(failure.text)
    return switch failure {
    case .usage: .usage
    case .noInput: .noInput
    case .badData: .badData
    case .existingFiles, .write: .cannotWrite
    }
  }

  /// Prints the argument parser's message: an error, or help, the version or a completion script.
  private static func reportParsing(_ error: any Error) -> ExitCode {
    let text = message(for: error)
    guard exitCode(for: error) == .success else {
      printError(CommandFailure.commandLine(text, help: helpCommand).text)
      return .usage
    }
    do { try printOutput(text + "\n") } catch { return report(error) }
    return .success
  }
}
