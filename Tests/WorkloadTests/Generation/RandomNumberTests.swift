import Foundation
import Testing

@testable import Workload

struct RandomNumberTests {
  @Test func `the logarithm is that of the C library, but for its last bits`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let value =
        Double.random(in: 0...1, using: &random) * 0x1p-30
        * Double(UInt64(1) << UInt64.random(in: 0...60, using: &random))
      guard value > 0 else { continue }
      let difference = abs(naturalLogarithm(value) - log(value))
      #expect(difference <= 4 * max(log(value).magnitude, 0x1p-3).ulp, "\(value)")
    }
    #expect(naturalLogarithm(1) == 0)
  }

  @Test func `the same seed gives the same bits everywhere`() {
    var random = RandomNumbers(seed: 42, stream: 1)
    #expect((0..<3).map { _ in random.next() } == Golden.words)
    #expect((0..<3).map { _ in random.uniform().bitPattern } == Golden.uniform)
    #expect((0..<3).map { _ in random.exponential(rate: 3).bitPattern } == Golden.exponential)
    #expect(
      (0..<3).map { _ in random.normal(mean: 5, deviation: 2).bitPattern } == Golden.normal)
    #expect((0..<8).map { _ in random.index(below: 10) } == Golden.indices)
  }

  @Test func `streams of one seed are different, and so are seeds`() {
    let first = [(1, 1), (1, 2), (2, 1), (0, 0)].map { seed, stream -> UInt64 in
      var random = RandomNumbers(seed: UInt64(seed), stream: UInt64(stream))
      return random.next()
    }
    #expect(Set(first).count == first.count)
  }

  @Test func `normal numbers have the mean and the deviation asked for`() {
    var random = RandomNumbers(seed: 7, stream: 0)
    let values = (0..<50_000).map { _ in random.normal(mean: 10, deviation: 3) }
    let mean = values.reduce(0, +) / Double(values.count)
    let square = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
    #expect(abs(mean - 10) < 4 * 3 / Double(values.count).squareRoot())
    #expect(abs(square.squareRoot() - 3) < 0.05)
    #expect(abs(Double(values.count { abs($0 - 10) < 3 }) / 50_000 - 0.6827) < 0.01)
  }
}

private enum Golden {
  static let words: [UInt64] = [
    0x93BE_8420_BB55_B94C, 0x1AD5_3E77_8EF3_5117, 0x5F84_818B_B251_1A21,
  ]
  static let uniform: [UInt64] = [
    0x3FE0_2FF1_25A1_4CBF, 0x3FE5_6B63_8553_64EB, 0x3FE7_247D_7874_AF8D,
  ]
  static let exponential: [UInt64] = [
    0x3FD4_7F33_17FA_AB65, 0x3FD2_AAFA_0A3A_6785, 0x3FE8_D96E_7A71_6CD7,
  ]
  static let normal: [UInt64] = [
    0x4000_9641_2CE2_0960, 0x4012_6EA5_F383_D5AF, 0x4015_01AB_D710_4628,
  ]
  static let indices: [Int] = [4, 5, 5, 1, 8, 5, 0, 3]
}
