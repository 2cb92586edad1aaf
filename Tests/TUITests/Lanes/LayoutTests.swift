import Testing

@testable import TUI

@Suite struct LayoutTests {
  private static func contents(_ random: inout SeededGenerator) -> Layout.Contents {
    Layout.Contents(
      gpuCount: [1, 2, 5, 16, 64, 300, 4096].randomElement(using: &random) ?? 1,
      comparedGPUCount: Bool.random(using: &random) ? nil : Int.random(in: 1...80, using: &random),
      focus: PaneID.numbered.randomElement(using: &random) ?? .gpus,
      isInspecting: Int.random(in: 0..<4, using: &random) == 0,
      hidden: Set(PaneID.numbered.filter { _ in Int.random(in: 0..<5, using: &random) == 0 }),
      hasTracks: Bool.random(using: &random), isQueueQuiet: Bool.random(using: &random),
      isMaximised: Int.random(in: 0..<4, using: &random) == 0,
      sizes: PaneSizes(
        lanes: Bool.random(using: &random) ? nil : Int.random(in: -5...90, using: &random),
        inspector: Bool.random(using: &random) ? nil : Int.random(in: -5...90, using: &random),
        side: Bool.random(using: &random) ? nil : Int.random(in: -5...250, using: &random)))
  }

  @Test(arguments: UInt64(0)..<40)
  func `panes lie on the screen and do not overlap, at any size and whatever is chosen`(
    seed: UInt64
  ) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let size = Size(
        Int.random(in: 60...260, using: &random), Int.random(in: 16...90, using: &random))
      let layout = Layout(size: size, Self.contents(&random))
      let rects =
        layout.panes.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
        + [layout.header, layout.footer, layout.digest, layout.comparedLanes].filter { !$0.isEmpty }
      var taken = Set<Int>()
      for rect in rects {
        #expect(rect.x >= 0 && rect.y >= 0 && rect.endX <= size.width && rect.endY <= size.height)
        for y in rect.y..<rect.endY {
          for x in rect.x..<rect.endX where !taken.insert(y * size.width + x).inserted {
            Issue.record("two panes at \(x), \(y) of \(size)")
            return
          }
        }
      }
      if !layout[.gpus].isEmpty { #expect(layout.lanes.total <= max(layout[.gpus].height - 2, 1)) }
    }
  }

  @Test(arguments: 0...80)
  func `lanes share rows before they scroll, and have rows of their own as long as these do`(
    rows: Int
  ) {
    for gpuCount in [1, 2, 3, 7, 16, 33, 64, 128, 4096] {
      for hasTracks in [false, true] {
        let lanes = LaneRows(rows: rows, gpuCount: gpuCount, hasTracks: hasTracks)
        #expect(lanes.total <= max(rows, 1))
        if gpuCount + 1 <= rows {
          #expect(!lanes.isHalved && lanes.visibleLanes == gpuCount)
        } else if (gpuCount + 1) / 2 + 1 <= rows {
          #expect(lanes.isHalved && lanes.visibleLanes == gpuCount)
        }
        for chosen in [0, gpuCount / 3, gpuCount - 1] where lanes.visibleLanes > 0 {
          let first = lanes.firstGPU(showing: chosen, from: gpuCount / 2)
          #expect((first..<first + lanes.visibleLanes).contains(chosen))
          #expect(lanes.firstGPU(wanted: first) == first)
        }
      }
    }
  }

  @Test func `64 GPUs and the tracks are seen at once on 200 by 60`() {
    let layout = Layout(size: Size(200, 60), Layout.Contents(gpuCount: 64, hasTracks: true))
    #expect(layout.lanes.isHalved && layout.lanes.visibleLanes == 64)
    #expect(layout.lanes.hasHeat && layout.lanes.hasTracks)
  }

  @Test func `few lanes grow to the room there is`() {
    let layout = Layout(size: Size(200, 60), Layout.Contents(gpuCount: 4, hasTracks: true))
    #expect(layout.lanes.pitch >= 4 && layout.lanes.trackHeight >= 3)
  }

  @Test func `an empty queue takes two rows`() {
    for size in [Size(120, 36), Size(80, 24), Size(200, 60)] {
      let contents = Layout.Contents(gpuCount: 4, isQueueQuiet: true)
      #expect(Layout(size: size, contents)[.queue].height == 2)
    }
  }

  @Test(arguments: [PaneID.gpus, .latency, .switches, .queue, .events])
  func `a pane is maximised and comes back, and the keys still reach the others`(
    _ pane: PaneID
  ) throws {
    let state = try Sample.tour.state(120, 36).after("50.\(pane.rawValue)")
    let large = try state.after("z")
    #expect(large.layout.panes.keys.map { $0 } == [pane])
    #expect(large.layout[pane].size == Size(120, 34))
    #expect(try large.after("z").layout == state.layout)
    let next = try large.after("<Tab>")
    #expect(next.focus != pane)
    #expect(next.layout.panes.keys.map { $0 } == [next.focus])
  }

  @Test(arguments: [PaneID.gpus, .latency, .switches, .queue, .events], [(80, 24), (120, 36)])
  func `a pane grows and shrinks by a key, as far as there is room`(
    _ pane: PaneID, _ size: (width: Int, height: Int)
  ) throws {
    let state = try Sample.tour.state(size.width, size.height).after("50.\(pane.rawValue)")
    func area(_ state: AppState) -> Int { state.layout[pane].width * state.layout[pane].height }
    let larger = try state.after(">")
    #expect(area(larger) > area(state))
    #expect(area(try larger.after("<lt>")) == area(state))
    #expect(area(try state.after("<lt>")) < area(state))
    let largest = try state.after(String(repeating: ">", count: 200))
    #expect(largest.message == "there is no room for that")
    // What was pressed in vain need not be taken back.
    #expect(area(try largest.after("<lt>")) < area(largest))
  }
}
