import Engine
import History
import Testing

@testable import TUI

@Suite struct ModelPageTests {
  @Test(arguments: Sample.allCases)
  func `three keys from a cold start lead to the model that is evicted most`(_ sample: Sample)
    throws
  {
    let history = try sample.history()
    let state = try sample.state(120, 40).after("Gm<Enter>")
    let evictions = history.moment(after: history.trace.events.count).modelUses.map(\.evictionCount)
    let most = try #require(evictions.firstIndex(of: evictions.max() ?? 0))
    #expect(state.run.inspector?.page.subject == .model(ModelID(most)))
    #expect(state.screen.text().contains("evicted \(Format.count(evictions[most], "time"))"))
  }

  @Test(arguments: Array(ModelOrder.allCases.enumerated()))
  func `the list of models can be put in every order`(_ place: Int, _ order: ModelOrder) throws {
    let keys = String(repeating: "o", count: place)
    let state = try Sample.tour.state(120, 40).after("100.m" + keys)
    #expect(state.screen.text().contains("models, \(order.title)"))
    let lines = ModelLine.all(state.run.moment, order)
    #expect(Set(lines.map(\.model)).count == state.run.history.scenario.models.count)
    let ranks = lines.map { line -> Double in
      switch order {
      case .evictions: Double(line.use.evictionCount)
      case .calls: Double(line.use.dispatchCount)
      case .waiting: Double(line.use.waitingCount)
      case .loads: Double(line.use.loadCount + line.use.switchCount)
      case .response: line.response?.p95 ?? -1
      case .memory: state.run.history.scenario[line.model].memoryGB
      case .file: Double(-line.model.index)
      }
    }
    #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $0 >= $1 })
  }

  @Test(arguments: [(60, 16), (80, 24), (120, 40), (200, 60)], ["", "m", "100."])
  func `the legend, or the key that opens it, is always in sight`(
    _ size: (width: Int, height: Int), _ keys: String
  ) throws {
    let text = try Sample.tour.state(size.width, size.height).after(keys).screen.text()
    #expect(text.contains("m models") || text.contains("all models") || text.contains("evicted"))
  }

  @Test func `the name for people is on the page of a model and in the legend`() throws {
    // U5
    let state = try Sample.churn.state(120, 40).after("Gm")
    for model in state.run.history.scenario.models {
      #expect(state.screen.text().contains(model.name))
      #expect(try Sample.churn.state(120, 40).screen.text().contains(model.name))
    }
  }

  @Test func `a model that was never called has a page, too`() throws {
    let state = try Sample.tour.state(120, 40).after("m<Enter>")
    #expect(state.screen.text().contains("resident nowhere"))
    #expect(state.screen.text().contains("0 calls"))
  }

  @Test func `many models with odd names, on a screen of any size, do not trap`() throws {
    let history = awkwardHistory(gpuCount: 5, requests: 40, seed: 3)
    for width in stride(from: 60, through: 180, by: 17) {
      let state = AppState(run: Run(of: history), title: "awkward", size: Size(width, 24))
      for keys in ["Gm", "Gmooo<Enter>", "Gm<Down><Down><Enter><Enter>"] {
        #expect(!(try state.after(keys).screen.text().isEmpty))
      }
    }
  }
}

@Suite struct ModelLabelTests {
  private func labels(_ names: [String], _ width: Int) -> [String] {
    let labels = ModelLabels(names, width: width)
    return names.indices.map { labels[ModelID($0)] }
  }

  @Test func `similar names keep the part in which they differ`() {
    let names = ["llama-3-8b-instruct", "llama-3-70b-instruct", "sdxl"]
    for width in 6...18 {
      let cut = labels(names, width)
      #expect(Set(cut).count == 3, "\(cut)")
      #expect(cut.allSatisfy { displayWidth(of: $0) <= width })
    }
    #expect(labels(names, 13)[0].contains("8b") && labels(names, 13)[1].contains("70b"))
  }

  @Test func `names that fit stay whole`() {
    #expect(labels(["a", "模型", ""], 4) == ["a", "模型", ""])
  }

  @Test func `a name cut alone shows both of its ends`() {
    #expect(shortenedInMiddle("mixtral-8x7b-v2", 10) == "mixtr…b-v2")
    #expect(shortenedInMiddle("abc", 3) == "abc")
    #expect(shortenedInMiddle("abcd", 2) == "a…")
    #expect(shortenedInMiddle("abcd", 0) == "")
  }

  @Test func `no label of random names is wider than asked, and none traps`() {
    var generator = SeededGenerator(seed: 11)
    let parts = ["llama", "-", "3", "8b", "70b", "模型", ".", "e\u{301}", "_it"]
    for _ in 0..<500 {
      let names = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
        (0..<Int.random(in: 0...8, using: &generator)).map { _ in
          parts.randomElement(using: &generator) ?? ""
        }.joined()
      }
      let width = Int.random(in: 0...20, using: &generator)
      for label in labels(names, width) { #expect(displayWidth(of: label) <= width, "\(names)") }
    }
  }
}

@Suite struct WallClockTests {
  @Test func `times of day are those of the requests' timestamps`() throws {
    let state = try Sample.tour.state(mode: .online, 120, 40).after("20.a")
    let moment = state.run.moment
    let start = try #require(moment.wallClockStart)
    let first = try #require(
      state.run.history.scenario.requests.indices.compactMap {
        state.run.history.scenario.requests.timestamp(of: $0)
      }.min())
    #expect(start == first)
    #expect(state.screen.text().contains("t \(state.scene.clock(moment.time))"))
    #expect(state.scene.clock(0) == Format.timeOfDay(first))
    #expect(!(try state.after("a").screen.text()).contains(state.scene.clock(moment.time)))
  }

  @Test func `offline there are none, and a remark says why`() throws {
    let state = try Sample.tour.state(120, 40).after("a")
    #expect(!state.showsWallClock)
    #expect(state.message?.contains("online mode") == true)
  }

  @Test func `a time of day is rounded as a clock is, and goes on at midnight`() {
    #expect(Format.timeOfDay(0) == "00:00:00.00")
    #expect(Format.timeOfDay(36_221_204_999) == "10:03:41.20")
    #expect(Format.timeOfDay(36_221_500_000, decimals: 0) == "10:03:42")
    #expect(Format.timeOfDay(86_399_999_999) == "00:00:00.00")
    #expect(Format.timeOfDay(-1_000_000) == "23:59:59.00")
    #expect(Format.timeOfDay(.min).count == 11 && Format.timeOfDay(.max).count == 11)
  }
}
