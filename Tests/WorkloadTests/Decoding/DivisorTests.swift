import Engine
import Testing

struct DivisorTests {
  @Test(arguments: ["1e-320", "1e-12"])
  func `a speed that makes times infinite is refused`(_ speed: String) {
    let text = Inputs.yaml.configuring(
      "    inference_time_mean: 8.5\n", "    tokens_per_second: \(speed)\n    token_mean: 50\n"
    ).complaints()
    #expect(
      text.contains(
        "tokens_per_second of model llm7b must be from 0.001 to 1e9 tokens/s, found \(speed)"))
  }
}
