internal import Documents
internal import Workload

/// The shares of models among calls that name none.
public struct ModelMix: Sendable {
  /// The ids of the models.
  let models: [String]

  /// For each model the sum of its weight and those before it.
  private let sums: [Double]

  /// A reason why a text is no mix, as a sentence without a full stop.
  public struct Fault: Error {
    /// The sentence.
    public let sentence: String
  }

  /// Parses `a=3,b=1`; a model's id may contain an equals sign.
  public init(_ text: String) throws(Fault) {
    var (models, sums, sum) = ([String](), [Double](), 0.0)
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let sign = part.lastIndex(of: "="), sign > part.startIndex,
        let weight = Node.Scalar(
          text: String(part[part.index(after: sign)...]), isPlain: true
        ).number()
      else {
        let found = part.isEmpty ? "an empty part" : visible(String(part))
        throw Fault(sentence: "it takes model=number,..., not \(found)")
      }
      if let rule = Limit.weight.violation(of: weight) {
        throw Fault(sentence: "the number in \(visible(String(part))) \(rule)")
      }
      let id = String(part[..<sign])
      guard !models.contains(id) else { throw Fault(sentence: "\(visible(id)) is named twice") }
      sum += weight
      models.append(id)
      sums.append(sum)
    }
    guard sum > 0 else { throw Fault(sentence: "no model has a share above 0") }
    self.models = models
    self.sums = sums
  }

  /// A mix of one model.
  init(of model: String) {
    models = [model]
    sums = [1]
  }

  /// Returns the place of a model that is drawn in proportion to the weights.
  func draw(_ numbers: inout RandomNumbers) -> Int {
    guard sums.count > 1, let total = sums.last else { return 0 }
    let drawn = numbers.uniform() * total
    return sums.firstIndex { drawn < $0 } ?? sums.count - 1
  }
}
