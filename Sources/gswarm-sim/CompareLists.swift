import Engine
import History
import Workload

/// Policies, separated by commas as their parameters are; repeated ones count once.
struct PolicyList {
  /// All policies that make sense on a machine, with their usual values.
  static func all(on hardware: Hardware) -> [Policy] {
    Policy.suited(to: hardware).compactMap { try? Policy($0.name) }
  }

  let values: [Policy]

  init(_ text: String) throws(UsageError) {
    var parts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      // `cost:wait=1,switch=2`: a value without a policy belongs to the policy before it.
      if !part.contains(":"), part.contains("="), let last = parts.popLast() {
        parts.append("\(last),\(part)")
      } else {
        parts.append(String(part))
      }
    }
    values = try withoutRepetition(parts, item: Policy.named)
  }
}

/// Arrival modes, separated by commas; repeated ones count once.
struct ModeList {
  let values: [ArrivalMode]

  init(_ text: String) throws(UsageError) { values = try words(text) }
}

/// Numbers of models on a GPU, separated by commas; repeated ones count once.
struct ResidencyList {
  let values: [Residency]

  init(_ text: String) throws(UsageError) { values = try words(text) }
}

/// Orders of evictions, separated by commas; repeated ones count once.
struct EvictionList {
  let values: [EvictionOrder]

  init(_ text: String) throws(UsageError) { values = try words(text) }
}

/// Returns words that are separated by commas, each once.
private func words<Word: RawRepresentable<String> & CaseIterable & Hashable>(
  _ text: String
) throws(UsageError) -> [Word] {
  let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  return try withoutRepetition(parts) { part throws(UsageError) in
    guard let word = Word(rawValue: part) else {
      throw .notOneOf(Word.allCases.map(\.rawValue), found: part)
    }
    return word
  }
}

/// Distributions of arrivals, separated by commas; repeated ones count once.
struct PatternList {
  let values: [ArrivalPattern]

  init(_ text: String) throws(UsageError) { values = try words(text) }
}

/// Measures, separated by commas; repeated ones count once.
struct ColumnList {
  let values: [ComparisonColumn]

  init(_ text: String) throws(UsageError) {
    do throws(MeasureFault) {
      var seen: Set<ComparisonColumn> = []
      values = try RunMeasure.list(text).map(ComparisonColumn.init)
        .filter { seen.insert($0).inserted }
    } catch {
      throw .measure(error)
    }
  }
}

/// Numbers, separated by commas; repeated ones count once.
struct NumberList<Number: Hashable> {
  let values: [Number]

  init(_ text: String, item: (String) throws(UsageError) -> Number) throws(UsageError) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    values = try withoutRepetition(parts, item: item)
  }
}

/// Returns the values of some texts in their order, each value once.
private func withoutRepetition<Value: Hashable>(
  _ parts: [String], item: (String) throws(UsageError) -> Value
) throws(UsageError) -> [Value] {
  var seen: Set<Value> = []
  var values: [Value] = []
  for part in parts {
    let value = try item(part)
    if seen.insert(value).inserted { values.append(value) }
  }
  return values
}
