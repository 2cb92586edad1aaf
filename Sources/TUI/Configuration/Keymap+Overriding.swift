extension Keymap {
  /// This table with other keys for some actions.
  ///
  /// Those actions lose the keys that they had, and other actions lose the keys that are given away.
  /// Actions without keys leave the table, so neither the footer nor the help shows them.
  func overridden(by keys: [Action: [Key]]) -> Keymap {
    let taken = Set(keys.values.joined())
    let rows = bindings.map { binding in
      let own = keys[binding.action] ?? binding.keys.filter { !taken.contains($0) }
      return Binding(binding.group, binding.action, own, binding.help, footer: binding.label)
    }
    return Keymap(rows.filter { !$0.keys.isEmpty })
  }

  /// The keys that ask for an action, the one to show first first.
  func keys(for action: Action) -> [Key] {
    bindings.filter { $0.action == action }.flatMap(\.keys)
  }
}
