import Foundation
import Testing

@testable import Experiments

@Suite struct NPYFileTests {
  private func file(_ header: String, _ content: [UInt8]) -> Data {
    Data(NPYFile.magic + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + content)
  }

  private func message(_ header: String, _ content: [UInt8] = []) -> String {
    DataFixture.message { _ = try NPYFile.parse(file(header, content), file: "a.npy") }
  }

  @Test func `reads a header in any order and spacing`() throws {
    let header = "{\"shape\":(2,), 'fortran_order' : True,'descr':'|u1'}\n"
    let array = try NPYFile.parse(file(header, [3, 4]), file: "a.npy")
    #expect(array.shape == [2])
    #expect(array.doubles == [3, 4])
  }

  @Test(arguments: [
    "", "{", "{}", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': Maybe, 'shape': ()}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1,,2)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,)}",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}",
  ])
  func `refuses other headers`(header: String) {
    #expect(message(header) == "a.npy: bad header: not a NumPy array header")
  }

  @Test(arguments: ["|O", "<c16", "<U3", "<f2", "f4", ""])
  func `refuses other types by name, pickled objects above all`(type: String) {
    #expect(
      message("{'descr': '\(type)', 'fortran_order': False, 'shape': (1,)}")
        == "a.npy: NumPy type '\(type)' is not supported"
    )
  }

  @Test func `refuses a shape that is not its content's`() {
    func header(_ shape: String) -> String {
      "{'descr': '<f8', 'fortran_order': True, 'shape': (\(shape))}"
    }
    #expect(
      message(header("2, 3"), [0]) == "a.npy: header says 2 x 3 (114 bytes), file has 67"
    )
    #expect(message(header("0, 3"), [0]) == "a.npy: the file goes on after its announced end")
    #expect(
      message(header("4294967296, 4294967296, 4294967296"))
        == "a.npy: bad header: the shape overflows"
    )
    #expect(message(header("1152921504606846976, 0")) == "no error")
  }
}
