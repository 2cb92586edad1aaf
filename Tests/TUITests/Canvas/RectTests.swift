import Testing

@testable import TUI

@Test func `splitting a rectangle loses nothing and overlaps nowhere`() {
  let rect = Rect(x: 3, y: 5, width: 10, height: 4)
  for count in [-1, 0, 3, 4, 10, 99] {
    let (left, besideLeft) = rect.splitLeft(count)
    let (right, besideRight) = rect.splitRight(count)
    #expect(left.width + besideLeft.width == 10 && left.endX == besideLeft.x)
    #expect(right.width == left.width && besideRight.endX == right.x && right.endX == rect.endX)
    let (top, below) = rect.splitTop(count)
    let (bottom, above) = rect.splitBottom(count)
    #expect(top.height + below.height == 4 && top.endY == below.y)
    #expect(bottom.height == top.height && above.endY == bottom.y && bottom.endY == rect.endY)
  }
}

@Test func `an inset that is too large leaves nothing`() {
  #expect(
    Rect(x: 1, y: 1, width: 6, height: 4).inset(by: 1) == Rect(x: 2, y: 2, width: 4, height: 2))
  #expect(Rect(x: 1, y: 1, width: 6, height: 4).inset(by: 3).isEmpty)
}

@Test func `rectangles that do not meet have an empty intersection`() {
  let rect = Rect(x: 0, y: 0, width: 4, height: 4)
  #expect(rect.intersection(Rect(x: 2, y: 1, width: 9, height: 2)).size == Size(2, 2))
  #expect(rect.intersection(Rect(x: 8, y: 8, width: 4, height: 4)).isEmpty)
}
