import Foundation
import Testing

@testable import Experiments

@Suite struct CSVTableTests {
  private func inputs(_ data: ParsedData) -> [[Double]] {
    (0..<data.training.inputs.rows).map { row in
      (0..<data.training.inputs.columns).map { data.training.inputs[row, $0] }
    }
  }

  @Test func `takes the last column as target and names from a header`() throws {
    let data = try DataFixture.table("a,b,y\n1,2,3\n4,5,6\n")
    #expect(inputs(data) == [[1, 2], [4, 5]])
    #expect(data.training.target == .numbers([3, 6], width: 1))
    #expect(data.featureNames == ["a", "b"])
    #expect(data.targetName == "y")
  }

  @Test(arguments: ["b", "2"])
  func `takes a target by name or by number`(target: String) throws {
    let data = try DataFixture.table("a,b,y\n1,2,3\n4,5,6\n", target: target)
    #expect(inputs(data) == [[1, 3], [4, 6]])
    #expect(data.training.target == .numbers([2, 5], width: 1))
  }

  @Test func `prefers a name to a number`() throws {
    let data = try DataFixture.table("label,0,1\n3,7,8\n4,5,6\n", target: "1")
    #expect(data.targetName == "1")
    #expect(data.training.target == .numbers([8, 6], width: 1))
  }

  @Test(arguments: [
    ("1,2\n3,4\n", false), ("a,b\n3,4\n", true), ("a,b\nx,4\n", true),
    ("5.1,setosa\n4.9,x\n", false),
    ("name,class\nann,x\nbob,y\nann,x\n", true), ("x,p\ny,q\nx,p\n", false),
    ("a,b\nNA,NA\n1,2\n", true),
    ("label,0,1\n5,7,8\n", true), ("label,3,9\n5,7,8\n", false), ("label,3,4\n5,7,8\n", false),
    ("NA,1\n1,2\n", false),
  ])
  func `detects a header`(text: String, expected: Bool) throws {
    let data = try DataFixture.table(text, missing: .drop)
    #expect((data.targetName?.hasPrefix("column ") == false) == expected)
  }

  @Test func `makes text columns one-hot by Unicode scalars`() throws {
    let data = try DataFixture.table("c,n,y\nz,1,u\né,2,v\nZ,3,u\nz,4,u\n")
    #expect(data.featureNames == ["c=Z", "c=z", "c=é", "n"])
    #expect(inputs(data) == [[0, 1, 0, 1], [0, 0, 1, 2], [1, 0, 0, 3], [0, 1, 0, 4]])
    #expect(data.training.target == .texts(labels: ["u", "v"], indices: [0, 1, 0, 0]))
  }

  @Test func `keeps texts apart that only look alike`() throws {
    let data = try DataFixture.table("c,y\ne\u{301},1\n\u{e9},2\n")
    #expect(data.featureNames.count == 2)
  }

  @Test func `drops rows without a value, counts them, and forgets their texts`() throws {
    let data = try DataFixture.table(
      "c,n,y\nx,1,1\nq,NA,2\nz,,3\nz,nan,3\nz,4,4\n",
      missing: .drop
    )
    #expect(data.droppedRows == 3)
    #expect(data.featureNames == ["c=x", "c=z", "n"])
    #expect(inputs(data) == [[1, 0, 1], [0, 1, 4]])
  }

  @Test(arguments: [
    (
      "a,b\n1,2\n3,x\n",
      "t.csv: line 3, column 2: text 'x' in column 'b', which began with a number"
    ),
    ("1,2\n3,4,5\n", "t.csv: line 2: 3 fields where 2 are expected"),
    (
      "1,2\n,5\n",
      "t.csv: line 2, column 1: column 'column 1' has no value; drop such rows with missing=drop"
    ),
    ("1,2\n3,inf\n", "t.csv: line 2, column 2: value 'inf' is not a finite number"),
    ("1;2\n3;4\n", "t.csv: has one column; separate its fields by ',' instead of ';'"),
    ("1\n2\n", "t.csv: has one column; a feature and a target are the least"),
    ("a,b\n", "t.csv: has no examples"), ("", "t.csv: is empty"), ("\n\n", "t.csv: is empty"),
  ])
  func `says what is wrong where`(text: String, message: String) {
    #expect(DataFixture.message { _ = try DataFixture.table(text) } == message)
  }

  @Test func `names the columns when the target is none of them`() {
    let message = DataFixture.message { _ = try DataFixture.table("a,b\n1,2\n", target: "c") }
    #expect(message == "target 'c' is no column; there are 'a', 'b'")
    let number = DataFixture.message { _ = try DataFixture.table("1,2\n3,4\n", target: "3") }
    #expect(number == "target '3' is no column; there are 'column 1', 'column 2'")
  }

  @Test func `refuses a column of too many texts, and text that is not UTF-8`() {
    var limits = DataLimits()
    limits.texts = 2
    let many = DataFixture.message {
      _ = try DataFixture.table("c,y\nu,1\nv,2\nw,3\n", limits: limits)
    }
    #expect(
      many == "t.csv: line 4, column 1: column 'c' has more than 2 different texts; leave it out"
    )
    let latin = DataFixture.message([0x78, 0x2c, 0x31, 0x0a, 0xe9, 0x2c, 0x32, 0x0a])
    #expect(latin == "f: line 2, column 1: text is not UTF-8")
  }
}
