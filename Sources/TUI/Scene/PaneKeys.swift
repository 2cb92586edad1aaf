/// The actions that matter most in a pane, for the footer and the top of the help.
enum PaneKeys {
  /// The actions in the order of their use, each with its label in the footer.
  static func actions(in pane: PaneID) -> [(action: Action, label: String)] {
    switch pane {
    case .gpus:
      [
        (.up, "GPU"), (.down, "GPU"), (.panLeft, "pan"), (.panRight, "pan"), (.zoomIn, "zoom"),
        (.zoomOut, "zoom"), (.nextSwitch, "switch"), (.mostSwitching, "churn"),
        (.inspect, "inspect"),
      ]
    case .latency: [(.inspect, "slowest"), (.nextCompletion, "done"), (.copyPane, "copy")]
    case .switches:
      [
        (.up, "choose"), (.down, "choose"), (.inspect, "why"), (.filter, "filter"),
        (.order, "sort"), (.mostSwitching, "churn"), (.nextSwitch, "switch"), (.copyLine, "copy"),
      ]
    case .queue:
      [
        (.up, "choose"), (.down, "choose"), (.inspect, "why"), (.filter, "filter"),
        (.order, "sort"), (.nextIdle, "idle"), (.copyLine, "copy"),
      ]
    case .events:
      [
        (.up, "choose"), (.down, "choose"), (.inspect, "inspect"), (.filter, "filter"),
        (.search, "find"), (.copyLine, "copy"),
      ]
    case .inspector:
      [
        (.up, "choose"), (.down, "choose"), (.inspect, "follow"), (.close, "back"),
        (.order, "sort"), (.copyLine, "copy"), (.copyPane, "copy all"),
      ]
    }
  }

  /// The title of a pane's group of keys in the help.
  static func title(of pane: PaneID) -> String {
    switch pane {
    case .gpus: "1 GPUs"
    case .latency: "2 Latency"
    case .switches: "3 Switches"
    case .queue: "4 Ready queue"
    case .events: "5 Events"
    case .inspector: "This page"
    }
  }
}
