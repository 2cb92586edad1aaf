import Audit
import Engine
import TestScenarios
import Testing

@testable import Calibration

/// Planted times are found again.
@Suite struct RecoveryTests {
  /// The number of seeds that plant each time within its 95 % interval.
  private func coverage(
    of planted: Planted, _ log: (_ seed: UInt64) -> ExecutionLog
  ) -> [String: Int] {
    var covered: [String: Int] = [:]
    for seed in 0..<100 {
      var measurements = Measurements()
      measurements.add(log(UInt64(seed)), in: planted.scenario)
      let calibration = Calibration(measurements, of: planted.scenario)
      func note(_ name: String, _ truth: Double?, _ fit: FittedValue?) {
        guard let truth else { return }
        let isCovered = fit?.interval?.contains(truth) ?? false
        covered[name, default: 0] += isCovered ? 1 : 0
      }
      let hardware = planted.scenario.hardware
      note("bandwidth", hardware.pcieBandwidthGBPerSecond, calibration.bandwidth)
      note("overhead", hardware.switchOverheadSeconds, calibration.switchOverhead)
      for fit in calibration.models {
        let model = planted.scenario[fit.model]
        note("\(model.id) mean", model.inferenceTimeMean, fit.timeMean)
        note("\(model.id) deviation", model.inferenceTimeStd, fit.timeDeviation)
      }
    }
    return covered
  }

  @Test(arguments: [0, 0.05, 0.3])
  func `planted times are in their intervals`(jitter: Double) {
    let planted = Planted(jitter: jitter)
    expectCoverage(coverage(of: planted) { planted.log(seed: $0) })
  }

  @Test(arguments: [0, 0.05, 0.3])
  func `times planted in the emulator are in their intervals`(jitter: Double) {
    let planted = Planted(jitter: jitter)
    expectCoverage(
      coverage(of: planted) { planted.log(on: EmulatorTimes(planted, seed: $0)) })
  }

  private func expectCoverage(_ covered: [String: Int]) {
    #expect(covered.count == 8)
    for (name, count) in covered { #expect(count >= 90, "\(name)") }
    let mean = Double(covered.values.reduce(0, +)) / Double(covered.count)
    #expect(mean >= 95, "\(covered.sorted { $0.key < $1.key })")
  }

  @Test(arguments: seeds)
  func `what a simulation took is fitted exactly`(seed: UInt64) {
    var run = Run(seed: seed)
    run.options.rules = .standard
    var measurements = Measurements()
    measurements.add(ExecutionLog(of: run), in: run.scenario)
    let calibration = Calibration(measurements, of: run.scenario)
    for fit in calibration.models {
      if let load = fit.loadTime {
        #expect(abs(load.value - run.scenario[fit.model].loadTimeSeconds) < 1e-9)
      }
    }
    if let error = calibration.switchError(in: measurements, of: run.scenario) {
      #expect(error.meanDistance < 1e-6 || calibration.switchOverhead?.value == 0)
      #expect(abs(error.measuredMean - error.predictedMean) < 1e-6)
    }
  }
}
