import Foundation
import Testing

@testable import Reports

@Suite struct DecimalDigitsTests {
  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (-2.5, "-2.5"), (0.123456, "0.12346"), (123456.7, "123457"),
    (99999.96, "100000"), (9.99999, "10"), (0.00012345678, "0.00012346"),
    (0.000012345678, "1.2346e-05"), (0.0012345678, "0.0012346"),
    (12345678.9, "1.2346e+07"), (1234567.8, "1234568"), (1e300, "1e+300"),
    (.leastNonzeroMagnitude, "5e-324"),
    (0.1, "0.1"), (60000, "60000"), (2.67545, "2.6755"), (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func `shows five digits that count`(_ value: Double, _ text: String) {
    #expect(DecimalDigits.significant(value) == text)
  }

  @Test(arguments: [
    (0.0, 2, "0.00"), (0.07, 1, "0.1"), (0.04, 1, "0.0"), (-1.255, 2, "-1.26"),
    (999.96, 1, "1000.0"),
    (3, 0, "3"), (2.5, 0, "3"), (-0.001, 2, "0.00"), (12.3, 3, "12.300"),
  ])
  func `shows a fixed number of decimals`(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(DecimalDigits(value).fixed(decimals: decimals) == text)
  }

  @Test func `agrees with the C library where the value is no tie`() {
    for index in 1...500 {
      let value = sin(Double(index)) * pow(10, Double(index % 9) - 4)
      #expect(
        DecimalDigits(value).fixed(decimals: 4)
          == String(format: "%.4f", value)
          .replacing("-0.0000", with: "0.0000")
      )
    }
  }
}
