import Experiments
import Testing

@testable import Reports

@Suite struct FieldTests {
  @Test func `comes from the values of a definition`() {
    let nothing: SettingValue? = nil
    #expect(Field(nothing) == .empty)
    #expect(Field(SettingValue.list([64, 32])) == .list([64, 32]))
    #expect(Field(SettingValue.real(0.5)) == .real(0.5))
    #expect(Field(SettingValue.text("relu")) == .text("relu"))
  }

  @Test func `keeps not measured apart from 0 and from nothing said`() {
    #expect(Field(nil as Double?) == .empty)
    #expect(Field.empty != .integer(0))
    #expect(Field.empty != .text(""))
  }

  @Test func `compares numbers by value and finds NaN equal to itself`() {
    #expect(Field.integer(3) == .real(3))
    #expect(Field.real(.nan) == .real(-.nan))
    #expect(Field.real(.nan) != .real(1))
    #expect(Field.integer(1) != .boolean(true))
    #expect(Set<Field>([.integer(3), .real(3), .real(.nan), .real(-.nan)]).count == 2)
  }
}
