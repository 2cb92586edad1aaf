extension Keymap {
  /// The keys unless the user's configuration says otherwise.
  static let standard = Keymap(time + jumps + view + panes + runs + program)

  private static let time = [
    Binding(.time, .stepForward, [.character(".")], "next event; takes a count", footer: "step"),
    Binding(
      .time, .stepBack, [.character(","), .function(4)], "previous event", footer: "back"),
    Binding(.time, .runOrPause, [.character(" ")], "run or pause", footer: "run"),
    Binding(.time, .slower, [.character("[")], "run slower", footer: "speed"),
    Binding(.time, .faster, [.character("]")], "run faster", footer: "speed"),
    Binding(.time, .halfSpeed, [.character("{")], "run at half the speed"),
    Binding(.time, .doubleSpeed, [.character("}")], "run at twice the speed"),
    Binding(.time, .realTime, [.backspace], "run in real time"),
  ]

  private static let jumps = [
    Binding(.jumps, .nextSwitch, [.character("x")], "next model switch", footer: "switch"),
    Binding(.jumps, .previousSwitch, [.character("X")], "previous model switch"),
    Binding(.jumps, .nextCompletion, [.character("e")], "next completed request", footer: "done"),
    Binding(.jumps, .previousCompletion, [.character("E")], "previous completed request"),
    Binding(.jumps, .nextIdle, [.character("i")], "next GPU idle, nodes wait"),
    Binding(.jumps, .previousIdle, [.character("I")], "previous idle GPU"),
    Binding(.jumps, .breakpoints, [.character("b")], "edit breakpoints", footer: "break"),
    Binding(.jumps, .runToBreakpoint, [.character("c")], "on to a breakpoint"),
    Binding(.jumps, .runBackToBreakpoint, [.character("C")], "back to a breakpoint"),
    Binding(.jumps, .search, [.character("/")], "find request, node, model", footer: "find"),
    Binding(.jumps, .nextMatch, [.character("n")], "next match"),
    Binding(.jumps, .previousMatch, [.character("N")], "previous match"),
    Binding(.jumps, .nextDifference, [.character("v")], "next decision that differs"),
    Binding(.jumps, .previousDifference, [.character("V")], "previous difference"),
    Binding(.jumps, .mostSwitching, [.character("H")], "minute with most switching"),
    Binding(.jumps, .goTo, [.character(":")], "go to anything; commands", footer: "go to"),
    Binding(.jumps, .jumpBack, [.control("o")], "back from the last jump"),
    Binding(.jumps, .jumpForward, [.control("p")], "forward again"),
    Binding(.jumps, .places, [.character("L")], "marks, branches and jumps"),
    Binding(.jumps, .firstEvent, [.character("g"), .home], "before the first event"),
    Binding(.jumps, .lastEvent, [.character("G"), .end], "after the last event"),
  ]

  private static let view = [
    Binding(.view, .panLeft, [.left, .character("h")], "look at earlier times"),
    Binding(.view, .panRight, [.right, .character("l")], "look at later times"),
    Binding(.view, .zoomIn, [.character("+"), .character("=")], "zoom in", footer: "zoom"),
    Binding(.view, .zoomOut, [.character("-")], "zoom out", footer: "zoom"),
    Binding(.view, .fitAll, [.character("0")], "fit the whole run", footer: "all"),
    Binding(.view, .follow, [.character("F")], "follow now again"),
    Binding(.view, .tracks, [.character("t")], "tracks on or off"),
    Binding(.view, .preview, [.character("P")], "preview what is to come"),
  ]

  private static let panes = [
    Binding(
      .panes, .nextPane, [.tab], "next pane; 1–\(PaneID.numbered.count) choose one", footer: "pane"),
    Binding(.panes, .previousPane, [.backtab], "previous pane"),
    Binding(.panes, .up, [.up, .character("k")], "choose the line above"),
    Binding(.panes, .down, [.down, .character("j")], "choose the line below"),
    Binding(.panes, .pageUp, [.pageUp], "a page up"),
    Binding(.panes, .pageDown, [.pageDown], "a page down"),
    Binding(.panes, .inspect, [.enter], "inspect what is chosen", footer: "inspect"),
    Binding(.panes, .close, [.escape], "close, cancel; never quits"),
    Binding(.panes, .models, [.character("m")], "all models, a page each", footer: "models"),
    Binding(.panes, .filter, [.character("f")], "filter the list by a text"),
    Binding(.panes, .order, [.character("o")], "sort the list otherwise"),
    Binding(.panes, .copyLine, [.character("y")], "copy the chosen line"),
    Binding(.panes, .copyPane, [.character("Y")], "copy the pane"),
    Binding(.panes, .warnings, [.character("!")], "warnings, stranded nodes"),
    Binding(.panes, .maximise, [.character("z")], "maximise the pane, or not"),
    Binding(.panes, .shrink, [.character("<")], "a smaller pane"),
    Binding(.panes, .grow, [.character(">")], "a larger pane"),
  ]

  private static let runs = [
    Binding(.runs, .compare, [.character("D")], "a second schedule beside"),
    Binding(.runs, .whatIf, [.character("W")], "what if: branch here"),
    Binding(.runs, .nextTab, [.character("w")], "next of the open runs"),
    Binding(.runs, .closeTab, [.delete], "close this branch"),
  ]

  private static let program = [
    Binding(.program, .wallClock, [.character("a")], "times of day on or off"),
    Binding(.program, .theme, [.character("T")], "next theme"),
    Binding(.program, .mouse, [.character("%")], "mouse on or off"),
    Binding(.program, .picture, [.character("S")], "save a picture (SVG)"),
    Binding(.program, .redraw, [.control("l")], "draw the screen anew"),
    Binding(.program, .suspend, [.control("z")], "suspend; fg comes back"),
    Binding(.program, .help, [.character("?"), .function(1)], "this help", footer: "help"),
    Binding(.program, .quit, [.character("q"), .control("c")], "quit", footer: "quit"),
  ]
}
