extension UserInterface {
  /// Feeds keys to the interface without a terminal, and records what it shows.
  ///
  /// The result depends on nothing but the arguments.
  ///
  /// - Parameters:
  ///   - script: keys as typed, with pauses and marks: `..<Wait 2s>x<Mark the first switch>`.
  ///   - width: the columns of the screen.
  ///   - height: the rows of the screen.
  ///   - pace: the seconds after each key.
  ///   - markers: the labels of marks at the beginning.
  ///   - settings: the number of colours, and whether to use ASCII alone.
  ///   - write: called with the lines of an asciicast, some at a time.
  /// - Throws: `DisplayFailure`, the reason why the run could not be opened, or what `write` throws.
  public func record(
    _ script: String, width: Int, height: Int, pace: Double, markers: [String] = [],
    settings: DisplaySettings = DisplaySettings(), to write: (String) throws -> Void
  ) throws {
    let steps: [CastScript.Step]
    do { steps = try CastScript(script).steps } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
    var state = try scriptedState(width: width, height: height).state
    var cast = Cast(
      size: Size(width, height),
      depth: settings.color == .auto
        ? .trueColor : .detect(terminalColors: 256, noColor: nil, choice: settings.color))
    func picture(of state: AppState) -> Canvas {
      let canvas = Screen.draw(state)
      return settings.ascii ? canvas.inASCII(paper: state.theme.background) : canvas
    }
    try write(cast.header(title: "gswarm-sim: \(title)"))
    try write(cast.lines(showing: picture(of: state), at: 0))
    for label in markers { try write(cast.mark(label, at: 0)) }
    var time = pace
    for step in steps {
      switch step {
      case .key(let key):
        state.press([key])
        try write(cast.lines(showing: picture(of: state), at: time))
        time += pace
      case .wait(let seconds): time += seconds
      case .mark(let label): try write(cast.mark(label, at: time))
      }
    }
    // The last picture stays for a while.
    try write(cast.pause(until: time + max(pace, 1)))
  }
}
