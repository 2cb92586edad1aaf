internal import Engine
internal import History

/// The load over time: GPUs that compute and switch, above them the nodes in the ready queue.
struct LoadChart {
  let run: ExportedRun
  let palette: ChartPalette
  let width: Double
  let times: ClosedRange<Double>

  private static let binCount = 400
  private static let margin = 46.0
  private static let partHeight = 90.0

  /// The height, in points.
  static let height = 2 * (partHeight + 22) + 26

  /// The means of the load over equal times, and the longest queue in each.
  struct Bins {
    var computing: [Double]
    var switching: [Double]
    var ready: [Double]
  }

  /// Sums up all samples.
  ///
  /// - Complexity: O(trace).
  var bins: Bins {
    let empty = [Double](repeating: 0, count: Self.binCount)
    var bins = Bins(computing: empty, switching: empty, ready: empty)
    let span = times.upperBound - times.lowerBound
    guard span > 0 else { return bins }
    let bin = span / Double(Self.binCount)
    func add(_ sample: LoadSample, until end: Double) {
      var begin = sample.time
      while begin < end {
        let place = min(max(Int((begin - times.lowerBound) / bin), 0), Self.binCount - 1)
        let edge = min(end, times.lowerBound + Double(place + 1) * bin)
        let stop = edge > begin ? edge : end
        bins.computing[place] += Double(sample.computing) * (stop - begin) / bin
        bins.switching[place] += Double(sample.switching) * (stop - begin) / bin
        bins.ready[place] = max(bins.ready[place], Double(sample.ready))
        begin = stop
      }
    }
    var previous: LoadSample?
    for sample in LoadSamples(run) {
      if let previous { add(previous, until: sample.time) }
      previous = sample
    }
    return bins
  }

  /// Appends the chart, its upper left corner at the origin, to the inside of an `svg` element.
  func append(to text: inout MarkupText) {
    let bins = bins
    let axis = Axis(times, start: Self.margin, length: width - Self.margin - 12)
    let gpus = Double(run.options.gpuCount)
    let top = 18.0
    let busy = zip(bins.computing, bins.switching).map(+)
    area(busy, of: gpus, color: palette.warning, top: top, axis, to: &text)
    area(bins.computing, of: gpus, color: palette.models[0], top: top, axis, to: &text)
    frame("GPUs: computing, and above it switching or loading", gpus, top: top, to: &text)
    let second = top + Self.partHeight + 22
    let longest = max(bins.ready.max() ?? 0, 1)
    area(bins.ready, of: longest, color: palette.dim, top: second, axis, to: &text)
    frame("nodes in the ready queue", longest, top: second, to: &text)
    for mark in axis.marks(distance: 80, isTime: true) {
      text.label(
        clock(mark), axis.place(of: mark), second + Self.partHeight + 16, "middle", palette.dim)
    }
  }

  private func area(
    _ values: [Double], of most: Double, color: String, top: Double, _ axis: Axis,
    to text: inout MarkupText
  ) {
    let bottom = top + Self.partHeight
    let step = axis.length / Double(values.count)
    var path = "M\(coordinate(axis.start)) \(coordinate(bottom))"
    for value in values {
      path += "V\(coordinate(bottom - Self.partHeight * min(value / most, 1)))h\(coordinate(step))"
    }
    text.raw("<path fill=\"\(color)\" d=\"\(path)V\(coordinate(bottom))z\"/>\n")
  }

  private func frame(_ title: String, _ most: Double, top: Double, to text: inout MarkupText) {
    let bottom = top + Self.partHeight
    for (value, y) in [(most, top), (0, bottom)] {
      text.raw(
        "<line x1=\"\(coordinate(Self.margin))\" x2=\"\(coordinate(width - 12))\" "
          + "y1=\"\(coordinate(y))\" y2=\"\(coordinate(y))\" stroke=\"\(palette.grid)\"/>")
      text.label(plainNumber(value), Self.margin - 6, y + 4, "end", palette.dim)
    }
    text.label(title, Self.margin, top - 5, "start", palette.dim)
  }
}
