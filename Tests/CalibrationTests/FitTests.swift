import Testing

@testable import Calibration
@testable import Engine

/// Fits where little is known.
@Suite struct FitTests {
  private let lateness = Measurements.lateness

  @Test func `with one size of switches the bandwidth stays and the overhead is what is left`() {
    let fit = SwitchFit(sizes: [20, 20, 20], durations: [3, 3.2, 3.4], given: 10)
    #expect(fit.bandwidth == nil)
    #expect(abs((fit.overhead?.value ?? 0) - 1.2) < 1e-12)
    #expect(fit.overhead?.count == 3)
  }

  @Test func `two sizes without scatter give both`() throws {
    let fit = SwitchFit(sizes: [10, 10, 40, 40], durations: [1.5, 1.5, 4.5, 4.5], given: 16)
    #expect(abs(try #require(fit.bandwidth).value - 10) < 1e-9)
    #expect(abs(try #require(fit.overhead).value - 0.5) < 1e-9)
    #expect(try #require(fit.bandwidth?.interval).contains(10))
  }

  @Test func `larger models that are not slower leave the bandwidth alone`() {
    let fit = SwitchFit(sizes: [10, 20, 30, 40], durations: [5, 4.9, 5.1, 5], given: 1000)
    #expect(fit.bandwidth == nil)
    #expect(abs((fit.overhead?.value ?? 0) - 4.975) < 1e-9)
  }

  @Test func `no overhead becomes negative`() throws {
    let fit = SwitchFit(sizes: [10, 20, 30, 40], durations: [0.1, 1.2, 2.1, 3.2], given: 16)
    #expect(fit.overhead?.value == 0)
    #expect(abs(try #require(fit.bandwidth).value - 100 / 6.6) < 1e-9)
  }

  @Test func `switches that take no time cost nothing`() {
    let fit = SwitchFit(sizes: [10, 40], durations: [0, 0], given: 16)
    #expect(fit.bandwidth?.value == .infinity && fit.overhead?.value == 0)
  }

  @Test func `without switches nothing is fitted`() {
    let fit = SwitchFit(sizes: [], durations: [], given: 16)
    #expect(fit.bandwidth == nil && fit.overhead == nil)
  }

  @Test func `four calls are too few, five are enough`() {
    let scenario = Scenario(
      models: [Model(id: "m", memoryGB: 1, loadTimeSeconds: 1)], workflows: [])
    for count in 0...6 {
      var measurements = Measurements()
      measurements.calls = (0..<count).map {
        MeasuredCall(model: ModelID(0), seconds: Double($0), tokens: 10)
      }
      let fit = Calibration(measurements, of: scenario).models[0]
      #expect((fit.timeMean != nil) == (count >= 5))
      #expect(fit.callCount == count)
      let byTokens = Calibration(measurements, of: scenario, byTokens: { _ in true }).models[0]
      #expect((byTokens.tokenRate != nil) == (count >= 5))
      #expect(byTokens.timeMean == nil)
    }
  }

  @Test func `a model is fitted by time if one answer does not tell its length`() {
    let scenario = Scenario(
      models: [Model(id: "m", memoryGB: 1, loadTimeSeconds: 1)], workflows: [])
    var measurements = Measurements()
    measurements.calls = (0..<6).map {
      MeasuredCall(model: ModelID(0), seconds: 1, tokens: $0 == 3 ? nil : 10)
    }
    let fit = Calibration(measurements, of: scenario, byTokens: { _ in true }).models[0]
    #expect(fit.tokenRate == nil && fit.timeMean?.value == 1)
  }

  @Test(arguments: [0, 0.25, 0.5, 1])
  func `a split keeps every measurement once and a share of each model's`(share: Double) {
    var measurements = Measurements()
    measurements.calls = (0..<40).map {
      MeasuredCall(model: ModelID($0 % 2), seconds: Double($0), tokens: nil)
    }
    let (first, second) = measurements.split(share)
    let seconds = (first.calls + second.calls).map(\.seconds).sorted()
    #expect(seconds == (0..<40).map(Double.init))
    for model in 0...1 {
      #expect(first.calls.count { $0.model.index == model } == Int(20 * share))
    }
    #expect(measurements.split(share).0 == first)
  }
}
