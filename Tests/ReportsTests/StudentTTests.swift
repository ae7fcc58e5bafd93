import Testing

@testable import Reports

@Suite struct StudentTTests {
  private struct Expected: Decodable {
    var cumulative, quantile, beta: [[Double]]
  }

  @Test func `agrees with mpmath's cumulative distribution, far tails included`() throws {
    for row in try Fixture.decode(Expected.self, from: "student.json").cumulative {
      let distribution = StudentT(degreesOfFreedom: row[0])
      let tolerance = row[0] <= 100 ? 2e-13 : 1e-10
      #expect(agree(distribution.cumulative(row[1]), row[2], within: tolerance), "\(row)")
      if row[1] >= 0 {
        #expect(agree(distribution.upperTail(row[1]), row[3], within: tolerance), "\(row)")
      }
    }
  }

  @Test func `agrees with SciPy's quantiles`() throws {
    for row in try Fixture.decode(Expected.self, from: "student.json").quantile {
      let quantile = StudentT(degreesOfFreedom: row[0]).quantile(row[1])
      #expect(agree(quantile, row[2], within: 1e-12), "\(row)")
    }
  }

  @Test func `agrees with SciPy's incomplete beta function`() throws {
    for row in try Fixture.decode(Expected.self, from: "student.json").beta {
      let value = IncompleteBeta.regularized(row[2], complement: 1 - row[2], a: row[0], b: row[1])
      #expect(agree(value, row[3], within: 2e-13), "\(row)")
    }
  }

  @Test func `is Cauchy's distribution for one degree of freedom`() {
    #expect(agree(StudentT(degreesOfFreedom: 1).quantile(0.75), 1, within: 1e-14))
    #expect(agree(StudentT(degreesOfFreedom: 1).cumulative(-1), 0.25, within: 1e-15))
  }

  @Test func `knows its ends`() {
    let distribution = StudentT(degreesOfFreedom: 5)
    #expect(distribution.quantile(0) == -.infinity)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.quantile(-0.1).isNaN)
    #expect(distribution.cumulative(.infinity) == 1)
    #expect(distribution.upperTail(1e300) >= 0)
  }
}
