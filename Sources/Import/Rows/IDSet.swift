/// A set of ids, kept as 64 random-looking bits each: two different ids are taken for one in less
/// than one of a million files with a million ids.
struct IDSet {
  private var slots = [UInt64](repeating: 0, count: 1024)
  private var count = 0

  /// Adds an id; returns false if it is there already.
  mutating func insert(_ id: Span<UInt8>) -> Bool {
    var hasher = Hasher()
    for index in id.indices { hasher.combine(id[index]) }
    if 2 * (count + 1) > slots.count { grow() }
    return insert(UInt64(bitPattern: Int64(hasher.finalize())) | 1)
  }

  private mutating func insert(_ hash: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash >> 1) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = hash
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: 2 * old.count)
    count = 0
    for hash in old where hash != 0 { _ = insert(hash) }
  }
}
