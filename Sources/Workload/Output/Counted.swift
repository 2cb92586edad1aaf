/// Returns a number with its noun, such as `1 switch` or `2 switches`.
public func counted(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
  "\(number) " + (number == 1 ? singular : plural ?? singular + "s")
}
