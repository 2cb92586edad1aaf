import Testing

@testable import Calibration

/// Quantiles against printed tables.
@Suite struct DistributionTests {
  @Test(arguments: [
    (1.0, 12.706205), (2, 4.302653), (4, 2.776445), (10, 2.228139), (30, 2.042272),
    (120, 1.979930), (100_000, 1.959988),
  ])
  func `Student's factor of a 95 % interval is the table's`(freedom: Double, factor: Double) {
    #expect(abs(StudentDistribution(freedom: freedom).quantile(0.975) - factor) < 1e-6)
  }

  @Test(arguments: [
    (1.0, 0.000982, 5.023886), (4, 0.484419, 11.143287), (10, 3.246973, 20.483177),
    (100, 74.221927, 129.561197),
  ])
  func `the quantiles of chi-square are the table's`(freedom: Double, low: Double, high: Double) {
    let distribution = ChiSquareDistribution(freedom: freedom)
    #expect(abs(distribution.quantile(0.025) - low) < 1e-6)
    #expect(abs(distribution.quantile(0.975) - high) < 1e-6)
  }

  @Test func `the incomplete beta function is known where its two forms meet`() {
    // I(x; a, a) is a half at the middle.
    for a in [0.5, 1, 2, 10, 1000] { #expect(abs(regularizedBeta(0.5, a, a) - 0.5) < 1e-12) }
  }

  @Test(arguments: [0.5, 1, 3, 17, 400])
  func `a quantile is the inverse of the probability`(freedom: Double) {
    for probability in stride(from: 0.55, to: 0.999, by: 0.05) {
      let student = StudentDistribution(freedom: freedom)
      #expect(abs(student.probability(upTo: student.quantile(probability)) - probability) < 1e-9)
      let square = ChiSquareDistribution(freedom: freedom)
      #expect(abs(square.probability(upTo: square.quantile(probability)) - probability) < 1e-9)
    }
  }
}
