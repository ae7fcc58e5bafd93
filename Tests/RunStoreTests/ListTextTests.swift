@testable import RunStore
import Testing

@Suite struct ListTextTests {
  @Test(arguments: [[], [7], [784, 30, 10]])
  func `lists come back`(numbers: [Int]) {
    #expect(ListText.numbers(ListText.text(numbers)) == numbers)
  }

  @Test(arguments: ["", "[", "]", "1, 2", "[1,]", "[,]", "[a]", "[99999999999999999999]", "[1 2]"])
  func `anything else is no list`(text: String) {
    #expect(ListText.numbers(text) == nil)
  }
}
