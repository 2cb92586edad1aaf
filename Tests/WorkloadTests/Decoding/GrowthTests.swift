import Documents
import Engine
import Testing

@testable import Workload

/// The steps for inputs that are awkward to read, in two sizes.
@Suite struct GrowthTests {
  /// Whether four times the input takes about four times the steps: a quadratic path takes sixteen.
  private func isProportional(_ one: Int, _ four: Int) -> Bool {
    // Without counting there would be nothing to compare.
    one > 1000 && four < 5 * one
  }

  @Test(arguments: AwkwardInput.allCases)
  func `the steps for an input are in proportion to its length`(_ input: AwkwardInput) {
    let rules: Rules = input == .unknownEdgesStandard ? .standard : .gswarm
    func steps(_ size: Int) -> Int {
      let inputs = input.inputs(size)
      return ReadingWork.count { _ = inputs.complaints(rules: rules) }
    }
    let (one, four) = (steps(1000), steps(4000))
    #expect(isProportional(one, four), "\(one) steps, then \(four)")
  }

  @Test(arguments: AwkwardLog.allCases)
  func `the steps for a log are in proportion to its length`(_ log: AwkwardLog) throws {
    let folder = try TemporaryFolder()
    func steps(_ size: Int) throws -> Int {
      let path = try folder.write("log.json", log.text(size))
      return ReadingWork.count { _ = try? LogReader.read(path: path) }
    }
    let (one, four) = try (steps(1000), steps(4000))
    #expect(isProportional(one, four), "\(one) steps, then \(four)")
  }
}
