import Engine
import Testing

/// The lists of a trace have millions of entries.
@Suite struct TraceSizeTests {
  @Test func `entries of the lists of a trace have no gaps`() {
    #expect(MemoryLayout<Event>.stride == 20)
    #expect(MemoryLayout<Readied>.stride == 12)
    #expect(MemoryLayout<Execution>.stride == 40)
  }
}
