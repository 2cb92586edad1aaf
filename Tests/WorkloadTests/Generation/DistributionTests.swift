import Engine
import Testing

@testable import Workload

/// What is drawn, against what was asked for; the seeds are fixed, so that nothing fails by chance.
struct DistributionTests {
  private func times(
    _ pattern: ArrivalPattern, rate: Double, count: Int = 20_000
  ) -> [Double] {
    var arrivals = Arrivals(pattern, rate: rate, random: RandomNumbers(seed: 1, stream: 1))
    return (0..<count).map { _ in arrivals.next() }
  }

  /// The numbers of arrivals in consecutive spans of time.
  private func counts(_ times: [Double], span: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: Int((times.last ?? 0) / span))
    for time in times where Int(time / span) < counts.count { counts[Int(time / span)] += 1 }
    return counts
  }

  /// The variance of counts over their mean: 1 for independent arrivals.
  private func dispersion(_ counts: [Int]) -> Double {
    let mean = Double(counts.reduce(0, +)) / Double(counts.count)
    let squares = counts.map { (Double($0) - mean) * (Double($0) - mean) }
    return squares.reduce(0, +) / Double(counts.count) / mean
  }

  @Test(arguments: ArrivalPattern.allCases, [0.001, 0.25, 40])
  func `requests come at the rate asked for, in order`(pattern: ArrivalPattern, rate: Double) {
    // Whole days, for the one pattern whose rate depends on the hour.
    let count = pattern == .diurnal ? max(20_000, Int(rate * 86_400)) : 20_000
    let times = times(pattern, rate: rate, count: count)
    #expect(abs(Double(times.count) / (times.last ?? 0) / rate - 1) < 0.05)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(times.allSatisfy { $0 >= 0 })
  }

  @Test func `Poisson arrivals are independent, bursts are not, equal distances are equal`() {
    #expect(abs(dispersion(counts(times(.poisson, rate: 1), span: 10)) - 1) < 0.1)
    #expect(dispersion(counts(times(.bursty, rate: 1), span: 10)) > 5)
    #expect(dispersion(counts(times(.uniform, rate: 1), span: 10)) < 0.01)
    #expect(times(.uniform, rate: 4, count: 5) == [0, 0.25, 0.5, 0.75, 1])
    let batches = times(.batch, rate: 4, count: 25)
    #expect(batches == (0..<25).map { Double($0 / 10) * 2.5 })
  }

  @Test func `the busiest hour of the day is three in the afternoon`() {
    var hours = [Int](repeating: 0, count: 24)
    for time in times(.diurnal, rate: 0.02, count: 60_000) { hours[Int(time / 3600) % 24] += 1 }
    let mean = 60_000.0 / 24
    #expect(abs(Double(hours[14] + hours[15]) / 2 / mean - 1.8) < 0.1)
    #expect(abs(Double(hours[2] + hours[3]) / 2 / mean - 0.2) < 0.05)
    #expect(abs(Double(hours[8] + hours[9] + hours[20] + hours[21]) / 4 / mean - 1) < 0.05)
  }

  @Test func `workflows occur as the mix has them`() throws {
    let mix = try WorkflowMix("chat=3,null=1")
    let generated = try Generated(GenerationPlan(requestCount: 8000, rate: 1, mix: mix))
    let chats = generated.seconds(workflow: 1, node: 0).count
    // Four standard deviations of 8,000 draws.
    #expect(abs(Double(chats) - 6000) < 4 * (8000 * 0.75 * 0.25).squareRoot())
    let even = try Generated(GenerationPlan(requestCount: 8000, rate: 1))
    #expect(abs(even.seconds(workflow: 0, node: 0).count - 4000) < 180)
    let alone = try Generated(
      GenerationPlan(requestCount: 100, rate: 1, mix: WorkflowMix("null=0.5")))
    #expect(alone.seconds(workflow: 1, node: 0).isEmpty)
  }

  @Test func `execution times follow the models' fields`() throws {
    let generated = try Generated(GenerationPlan(requestCount: 8000, rate: 1))
    // The base model's fields: mean 20 s, deviation 2 s.
    for node in 0...1 { expect(generated.seconds(workflow: 0, node: node), mean: 20, deviation: 2) }
    // 500 ± 100 tokens at 50 a second.
    expect(generated.seconds(workflow: 1, node: 0), mean: 10, deviation: 2)
    // Answers are cut at 100 or 200 tokens, which hardly any of them reaches by itself.
    let cut = generated.seconds(workflow: 1, node: 1)
    #expect(cut.allSatisfy { $0 <= 4 })
    #expect(abs(Double(cut.count { $0 == 2 }) / Double(cut.count) - 0.5) < 0.05)
  }

  private func expect(_ values: [Double], mean: Double, deviation: Double) {
    let count = Double(values.count)
    let found = values.reduce(0, +) / count
    let variance = values.map { ($0 - found) * ($0 - found) }.reduce(0, +) / count
    #expect(abs(found - mean) < 4 * deviation / count.squareRoot())
    #expect(abs(variance.squareRoot() / deviation - 1) < 0.06)
  }

  @Test func `times are never negative, however wide they are spread`() throws {
    let configuration = Generated.configuration
      .replacing("inference_time_std: 2", with: "inference_time_std: 900")
    let generated = try Generated(
      GenerationPlan(requestCount: 500, rate: 1), configuration: configuration)
    #expect(generated.seconds(workflow: 0, node: 0).allSatisfy { $0 >= 0 })
  }
}
