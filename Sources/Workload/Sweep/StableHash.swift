internal import Documents

/// A hash that is the same in every process, on every machine and in every version.
///
/// FNV-1a with 64 bits and the finalizer of SplitMix64, so that near texts are far apart. It tells files
/// apart by accident, not against somebody who wants two to agree.
package struct StableHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  /// Makes the hash of nothing.
  package init() {}

  /// Adds bytes, and their number, so that two texts are not the same as one.
  package mutating func combine(_ bytes: some Sequence<UInt8>) {
    var count: UInt64 = 0
    for byte in bytes {
      state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
      count += 1
    }
    for shift in stride(from: 0, to: 64, by: 8) {
      state = (state ^ (count >> UInt64(shift)) & 0xff) &* 0x0000_0100_0000_01b3
    }
  }

  /// The hash of all that was added.
  package var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// The hash as 16 hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
