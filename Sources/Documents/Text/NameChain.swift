/// Names in a row with arrows between, such as a cycle; the middle of a long one is left out.
public func chain(of names: [String]) -> String {
  let (first, last) = (6, 2)
  guard names.count > first + last + 1 else { return names.joined(separator: " → ") }
  let more = "… \(names.count - first - last) more …"
  return (names.prefix(first) + [more] + names.suffix(last)).joined(separator: " → ")
}
