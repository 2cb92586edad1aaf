import Documents
import Engine
import History
import Import
import Workload

/// A reason why an option's value or a combination of options is refused.
enum UsageError: Error, CustomStringConvertible {
  /// A value is beyond its limit; the rule is the limit's.
  case outsideLimit(rule: String)
  /// A text is too long; the rule is that of its limit.
  case tooLong(rule: String)
  /// A value is no decimal number.
  case notANumber(allowed: String)
  /// A value that names something is empty.
  case empty
  /// A value is no random seed.
  case notASeed
  /// An item of a list is not one of the words that are allowed.
  case notOneOf([String], found: String)
  case policy(PolicyError)
  case mix(WorkflowMix.Failure)
  case modelMix(ModelMix.Fault)
  case measure(MeasureFault)
  case noParts
  /// A value is neither `k/n` nor `auto`.
  case notAShard
  /// The shard cannot be told from the environment; the reason.
  case shard(String)
  /// A value is not `column=value`.
  case notACondition
  /// An option has no effect without another one.
  case needs(option: String, other: String)
  /// Two options contradict each other.
  case excludes(option: String, other: String, reason: String)
  /// A part of a list of kinds of GPUs is not `kind=…`, or names its kind again.
  case notAMixture(String)
  /// A range whose end is before its beginning.
  case emptyRange(String)
  case noTest
  /// A comparison has less or more than two sides.
  case needsTwoSides
  /// The options of a side are wrong; the message is the argument parser's.
  case side(String)
  case openQuote
  /// All requests arrive at time 0, which no load makes faster.
  case offlineLoad(option: String)
  case unexpectedArgument(String, suggestion: String?)
  case outputFormat
  case calibratedFormat
  case emptySpan
  case tooLongGeneration(rule: String)
  case screenSize(rule: String?)
  case screenFormat
  case unsetVariable(String)
  case serverAddress(example: String)

  /// The problem in one sentence without a full stop.
  var description: String {
    switch self {
    case .outsideLimit(let rule): "it \(rule)"
    case .tooLong(let rule): "its length \(rule)"
    case .notANumber(let allowed): "it must be a decimal number \(allowed)"
    case .empty: "it is empty"
    case .notASeed: "it must be a whole number from 0 to \(UInt64.max)"
    case .notOneOf(let words, let found):
      "\(found.isEmpty ? "an empty item" : found) is not one of \(words.joined(separator: ", "))"
    case .policy(let error): Self.sentence(for: error)
    case .mix(let failure): failure.sentence
    case .modelMix(let fault): fault.sentence
    case .noParts: "which parts? Name the files that --output has written"
    case .notAShard:
      "it must be like 3/16, a shard and the number of shards, which \(Limit.shards.allowedValues), "
        + "or auto"
    case .shard(let reason): reason
    case .notACondition: "it must be like column=value"
    case .needs(let option, let other): "\(option) has no effect without \(other)"
    case .excludes(let option, let other, let reason):
      "\(option) does not go with \(other): \(reason)"
    case .notAMixture(let part):
      "\(part.isEmpty ? "an empty part" : part) must be like a100=1..8, each kind once"
    case .emptyRange(let range): "\(range) is empty: the smaller number comes first"
    case .noTest: "which service level? Give --slo, as in --slo 'p95<60'"
    case .needsTwoSides: "two runs are compared: name two logs, or give --a or --b for a scenario"
    case .side(let message):
      message.split(separator: "\n").first.map(String.init) ?? "the options of a side are wrong"
    case .openQuote: "a quote is not closed"
    case .offlineLoad(let option):
      "\(option) has no effect offline, where all requests arrive at time 0: add --mode online"
    case .measure(let fault): fault.sentence
    case .unexpectedArgument(let word, let suggestion):
      "unexpected argument \(word)" + (suggestion.map { "; did you mean \($0)?" } ?? "")
    case .outputFormat: "--output must end in .yaml, .yml or .json, or --format say which"
    case .calibratedFormat: "--output must end in .yaml, .yml or .json"
    case .emptySpan: "--from must be before --to"
    case .tooLongGeneration(let rule):
      "the time that the requests take, their number divided by --rate, \(rule)"
    case .screenSize(let rule):
      rule.map { "columns and rows of --size \($0)" } ?? "--size must be like 120x34"
    case .screenFormat: "--dump must name a .txt, .ansi or .svg file"
    case .unsetVariable(let name): "the environment variable \(name) is not set"
    case .serverAddress(let example): "--server must be an address like \(example)"
    }
  }

  private static func sentence(for error: PolicyError) -> String {
    guard case .unknownPolicy(let name) = error,
      let near = nearest(to: name, among: Policy.list.map(\.name))
    else { return error.sentence }
    return "there is no policy \(name); did you mean \(near)?"
  }
}
