import Testing

@testable import RunStore

@Suite struct FilterNumberTests {
  @Test(arguments: [
    ("3", StoredValue.integer(3)), ("3.0", .integer(3)), ("+3e0", .integer(3)),
    ("-0.5", .real(-0.5)),
    (".5", .real(0.5)), ("5.", .integer(5)), ("1e-3", .real(0.001)), ("1E3", .integer(1000)),
    ("inf", .real(.infinity)), ("-Infinity", .real(-.infinity)),
    ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .real(0x1p63)), ("1e999", .real(.infinity)),
  ])
  func `numbers are read by their value`(text: String, value: StoredValue) {
    #expect(FilterNumber.value(of: text) == value)
  }

  @Test(arguments: ["", "-", ".", "e3", "1e", "1e+", "0x10", "1_000", "nan", "1 2", "١", "--1"])
  func `nothing else is a number`(text: String) {
    #expect(FilterNumber.value(of: text) == nil)
  }

  @Test func `lists have any spacing`() {
    #expect(FilterNumber.list("[64,32]") == [64, 32])
    #expect(FilterNumber.list("[ 64 ,\t32 ]") == [64, 32])
    #expect(FilterNumber.list("[]") == [])
    for text in ["[", "]", "[1,]", "[,1]", "[1;2]", "[99999999999999999999]", "[1.5]", "64"] {
      #expect(FilterNumber.list(text) == nil, "\(text)")
    }
  }
}
