internal import Foundation

/// A number with two decimals, for people.
func fixed(_ value: Double) -> String { String(format: "%.2f", value) }

/// A number with so many decimals, for people.
func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
