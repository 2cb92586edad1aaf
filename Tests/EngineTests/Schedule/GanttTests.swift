import TestScenarios
import Testing

@testable import Engine

/// Small schedules as pictures: a lane for each GPU, a character for each second, `/` for loading.
struct GanttTests {
  @Test func `a node goes to the GPU that holds its model, though another is free longer`() {
    let run = Tiny.run(gpus: 2, models: "A B", requests: "A1 B4 B2@8 A1@9")
    #expect(
      gantt(run) == """
        0 |//A......A|
        1 |//BBBB..BB|
        """)
  }

  @Test func `models that take turns on one GPU evict each other`() {
    let run = Tiny.run(gpus: 1, models: "A B", requests: "A1 B1 A1 B1")
    #expect(gantt(run) == "0 |//A///B///A///B|")
  }

  @Test func `a group waits for neighbouring GPUs and is overtaken meanwhile`() {
    let run = Tiny.run(gpus: 3, models: "A GG", requests: "A2 A6 A9 G3 A4@1 A2@5")
    #expect(
      gantt(run) == """
        0 |//AAAAAA///GGG|
        1 |//AAAAAA///GGG|
        2 |//AAAAAAAAAAA.|
        """)
  }

  @Test func `a group pays for its dearest GPU, or under gswarm for its first`() {
    let requests = "G3 A4 B6@5 G2@7"
    #expect(
      gantt(Tiny.run(gpus: 3, models: "A B GG", requests: requests)) == """
        0 |//GGG///BBBBBB|
        1 |//GGG..///GG..|
        2 |//AAAA.///GG..|
        """)
    #expect(
      gantt(Tiny.run(gpus: 3, models: "A B GG", requests: requests, rules: .gswarm)) == """
        0 |//GGG///BBBBBB|
        1 |//GGG..GG.....|
        2 |//AAAA.GG.....|
        """)
  }

  @Test func `a GPU is free when its node ends, though that event is still to be handled`() {
    // The arrivals at 4 were scheduled before the completions at 4.
    let run = Tiny.run(gpus: 2, models: "A B", requests: "A2 B2 B3@4 A3@4")
    #expect(
      gantt(run) == """
        0 |//AAAAA|
        1 |//BBBBB|
        """)
  }

  @Test func `at equal times gswarm handles arrivals as heapq pops them`() {
    let requests = "A2 B2 C2 D2 E2 F2 G2"
    let models = "A B C D E F G"
    #expect(
      gantt(Tiny.run(gpus: 1, models: models, requests: requests))
        == "0 |//AA///BB///CC///DD///EE///FF///GG|")
    #expect(
      gantt(Tiny.run(gpus: 1, models: models, requests: requests, rules: .gswarm))
        == "0 |//AA///CC///FF///GG///BB///DD///EE|")
  }
}
