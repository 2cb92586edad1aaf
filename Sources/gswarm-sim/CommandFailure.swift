import ArgumentParser
import Documents
import Engine
import Foundation
import History
import TUI
import Workload

/// A reason why a command cannot do its work.
enum CommandFailure: Error {
  /// The command line is wrong; the message is the argument parser's, and `help` prints more.
  case commandLine(String, help: String)
  case unknownCommand(String, suggestion: String?)
  /// There is no such sample; `known` are those that there are.
  case unknownSample(String, known: [String])
  case noSamples
  /// There is no such theme; `known` are those that there are.
  case unknownTheme(String, known: [String])
  case unusableTheme(String)
  case missingTheme(String)
  /// Files that the command line does not name are not in the current folder; the message is the
  /// loader's.
  case missingFiles(String, options: [String])
  case gpuCountNeeded
  case unknownRequest(String, suggestion: String?)
  /// A request has no such node; `known` are those that it has.
  case unknownNode(String, request: String, known: [String])
  /// The log that `run` writes is not there; the message is the loader's.
  case missingLog(String)
  case mix(WorkflowMix.Failure)
  case outputIsConfiguration(String)
  /// There is no such kind of GPUs; `known` are those that there are.
  case unknownKind(String, known: [String])
  /// A test or a column names something that the inputs do not have.
  case measure(MeasureFault)
  case tooManyRuns(rule: String)
  /// A machine of a comparison cannot be.
  case machine(String)
  /// A part of a sweep cannot be used.
  case part(PartFailure)
  /// Parts do not make up a sweep; a sentence each.
  case parts([String], hint: String?)
  /// Arrivals that do not count are to be sped up.
  case loadOffline
  case tooManyInstances(rule: String)
  case noTerminal
  case terminal(String)
  case scriptedLiveRun
  case plainLiveRun
  case script(String)
  /// The state to begin with cannot be had.
  case start(String)
  /// The screen was closed before the run, whose logs were asked for, was simulated.
  case closedEarly
  case violations([String], log: String)
  case unusableLog(String, reason: String)
  /// A policy made a placement that is not possible.
  case policy(PolicyFailure)

  var status: ExitCode {
    switch self {
    case .commandLine, .unknownCommand, .gpuCountNeeded, .unknownRequest, .unknownNode, .mix,
      .outputIsConfiguration,
      .tooManyRuns, .machine, .measure, .unknownKind, .loadOffline, .tooManyInstances,
      .scriptedLiveRun, .plainLiveRun, .script, .start:
      .usage
    case .unknownSample, .noSamples, .unknownTheme, .missingTheme, .missingFiles, .missingLog:
      .noInput
    case .unusableTheme, .violations, .unusableLog, .parts: .badData
    case .part(.write): .cannotWrite
    case .part(.read): .noInput
    case .part: .badData
    case .noTerminal, .terminal: .unavailable
    case .policy: .software
    case .closedEarly: .interrupted
    }
  }

  /// The message with its hints, safe to print; every line is ended.
  var text: String {
    lines.map { visible($0) + "\n" }.joined()
  }

  private var lines: [String] {
    switch self {
    case .commandLine(let message, let help):
      message.split(separator: "\n").enumerated().map { index, line in
        index == 0 ? "error: \(Self.lowercasingFirstWord(String(line)))" : String(line)
      } + ["see \(help)"]
    case .violations(let violations, let log):
      violations.map { "error: \(log): \($0)" }
        + ["error: only a log without violations can be shown; gswarm-sim check names all"]
    case .missingFiles(let message, let options):
      message.split(separator: "\n").map(String.init) + [
        "  name your own:   \(options.joined(separator: " "))",
        "  or try a sample: --sample tour (gswarm-sim samples lists them)",
      ]
    case .missingLog(let message):
      message.split(separator: "\n").map(String.init) + [
        "  write it first:  gswarm-sim run",
        "  or name another: gswarm-sim check FILE",
      ]
    case .parts(let sentences, let hint):
      sentences.map { "error: \($0)" } + (hint.map { ["  \($0)"] } ?? [])
    default: ["error: \(sentence)"]
    }
  }

  /// The problem in one sentence without a full stop.
  private var sentence: String {
    switch self {
    case .commandLine(let message, _), .missingFiles(let message, _), .missingLog(let message):
      message
    case .unknownCommand(let word, let suggestion):
      "there is no command \(word); "
        + (suggestion.map { "did you mean \($0)?" } ?? "gswarm-sim --help lists them")
    case .unknownSample(let name, let known):
      "there is no sample \(name); \(Self.hint(sample: name, among: known))"
    case .noSamples: Self.noSamplesSentence
    case .unknownTheme(let name, let known):
      "there is no theme \(name); \(Self.hint(theme: name, among: known))"
    case .missingTheme(let path): "there is no file \(path)"
    case .unusableTheme(let reason), .terminal(let reason), .script(let reason),
      .start(let reason):
      reason
    case .gpuCountNeeded: "how many GPUs? Give --gpus, or hardware.gpus in the configuration"
    case .unknownRequest(let id, let suggestion):
      "there is no request \(id)" + (suggestion.map { "; did you mean \($0)?" } ?? "")
    case .unknownNode(let id, let request, let known):
      "request \(request) has no node \(id); \(Self.hint(node: id, among: known))"
    case .mix(let failure): failure.sentence
    case .outputIsConfiguration(let path): "--output \(path) is the configuration itself"
    case .measure(let fault): fault.sentence
    case .unknownKind(let name, let known):
      known.isEmpty
        ? "there is no kind \(name): hardware.gpus of the configuration lists none"
        : "there is no kind \(name); "
          + (nearest(to: name, among: known).map { "did you mean \($0)?" }
            ?? "the kinds are \(known.joined(separator: ", "))")
    case .tooManyRuns(let rule): "the number of runs, rows times seeds, \(rule)"
    case .machine(let sentence): sentence
    case .part(let failure): failure.sentence
    case .parts(let sentences, _): sentences.first ?? ""
    case .loadOffline:
      "--load has no effect offline, where all requests arrive at time 0; add --modes online"
    case .tooManyInstances(let rule):
      "a file for each request: their number \(rule); --merge writes one file"
    case .noTerminal:
      "standard output is not a terminal; gswarm-sim run and tui --plain work without one"
    case .scriptedLiveRun: "a scripted screen shows no live run"
    case .plainLiveRun: "--plain shows no live run"
    case .closedEarly: "no logs: the screen was closed before the end of the simulation"
    case .violations(_, let log): "\(log) has violations"
    case .policy(let failure): failure.sentence
    case .unusableLog(let log, let reason): "\(log) cannot be shown: \(reason)"
    }
  }

  // MARK: - Hints

  private static let noSamplesSentence =
    "no samples are installed; GSWARM_SIM_SHARE may name their folder"

  private static func hint(sample name: String, among known: [String]) -> String {
    guard !known.isEmpty else { return noSamplesSentence }
    return nearest(to: name, among: known).map { "did you mean \($0)?" }
      ?? "the samples are \(known.joined(separator: ", "))"
  }

  private static func hint(theme name: String, among known: [String]) -> String {
    nearest(to: name, among: known).map { "did you mean \($0)?" }
      ?? "the themes are \(known.joined(separator: ", "))"
  }

  /// The number of nodes that are named where none is similar.
  private static let namedNodes = 20

  private static func hint(node: String, among known: [String]) -> String {
    if let near = nearest(to: node, among: known) { return "did you mean \(near)?" }
    let more = known.count - min(known.count, namedNodes)
    return "its nodes are \(known.prefix(namedNodes).joined(separator: ", "))"
      + (more > 0 ? " and \(more) more" : "")
  }

  /// A message in the style of the program's own, which begin in lower case.
  private static func lowercasingFirstWord(_ message: String) -> String {
    let word = message.prefix { !$0.isWhitespace }
    guard word.dropFirst().allSatisfy(\.isLowercase) else { return message }
    return word.lowercased() + message.dropFirst(word.count)
  }
}
