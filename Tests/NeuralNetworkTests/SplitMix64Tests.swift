import NeuralNetwork
import Testing

@Suite struct SplitMix64Tests {
  @Test func `gives SplitMix64's published numbers`() {
    // Java's SplittableRandom and the reference code of Vigna: seeds 0 and 1234567.
    var zero = SplitMix64(seed: 0)
    #expect(zero.next() == 0xe220_a839_7b1d_cdaf)
    #expect(zero.next() == 0x6e78_9e6a_a1b9_65f4)
    #expect(zero.next() == 0x06c4_5d18_8009_454f)
    var other = SplitMix64(seed: 1_234_567)
    #expect(other.next() == 6_457_827_717_110_365_317)
    #expect(other.next() == 3_203_168_211_198_807_973)
    #expect(other.next() == 9_817_491_932_198_370_423)
  }
}
