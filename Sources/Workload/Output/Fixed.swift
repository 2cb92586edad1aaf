internal import Foundation

/// A number with two decimals, for people.
func fixed(_ value: Double) -> String { String(format: "%.2f", value) }
