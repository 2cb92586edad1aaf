/// The seconds that `120`, `02:00` or `1:02:00.5` stand for.
func clockSeconds(_ text: some StringProtocol) -> Double? {
  let parts = text.split(separator: ":", omittingEmptySubsequences: false)
  guard parts.count <= 3 else { return nil }
  var seconds = 0.0
  for (index, part) in parts.enumerated() {
    guard part.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E }), let number = Double(part),
      index == 0 || number < 60
    else { return nil }
    seconds = seconds * 60 + number
  }
  return seconds
}
