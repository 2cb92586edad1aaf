extension PaneSizes {
  /// Makes a pane of a layout larger or smaller by some steps, its neighbours the other way.
  mutating func change(_ pane: PaneID, by steps: Int, in layout: Layout) {
    let steps = min(max(steps, -1000), 1000)
    let isAbove = pane == .gpus
    if layout.hasSide, pane == .latency || pane == .switches {
      side = layout[pane].width + 2 * steps
    } else if !layout[.inspector].isEmpty {
      inspector = layout[.inspector].height + (isAbove ? -steps : steps)
    } else {
      let height = layout[.gpus].height + layout.comparedLanes.height
      lanes = height + (isAbove ? steps : -steps)
    }
  }
}
