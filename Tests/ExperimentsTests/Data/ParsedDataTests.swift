import Foundation
import Testing

@testable import Experiments

@Suite struct ParsedDataTests {
  @Test func `has the digest of the documented layout`() throws {
    let expected = try DataFixture.json("digests.json", as: [String: String].self)
    let table = try DataFixture.table("a,b,y\n1.5,2,è\n3,4.0,cat\n5e0,-6,è\n")
    #expect(table.digest().description == expected["table"])
    let keras = try DataReader().file(.path(DataFixture.path("keras.npz")))
    #expect(keras.digest().description == expected["keras"])
  }

  @Test func `has a digest of the content only`() throws {
    let plain = "a,y\n1,2\n3,4\n"
    let digest = try DataFixture.table(plain).digest()
    #expect(try DataFixture.table("other,name\r\n1.0,\"2\"\r\n3e0,4").digest() == digest)
    let gzipped = Data(DataFixture.gzip(Array(plain.utf8)))
    #expect(try DataReader().file(.bytes(gzipped, name: "elsewhere")).digest() == digest)
  }

  @Test func `has another digest for any other content`() throws {
    let base = try DataFixture.table("a,y\n1,2\n3,4\n")
    var others = [
      try DataFixture.table("a,y\n1,2\n3,5\n"), try DataFixture.table("a,y\n3,4\n1,2\n"),
      try DataFixture.table("a,b,y\n1,3,2\n1,3,4\n"), try DataFixture.table("a,y\n1,2x\n3,4x\n"),
    ]
    var tested = base
    tested.test = base.training
    var scaled = base
    scaled.maximum = 16
    others += [tested, scaled]
    #expect(Set(others.map { $0.digest() } + [base.digest()]).count == 7)
  }
}
