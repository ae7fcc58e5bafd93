import NeuralNetwork
import Testing

@Suite struct CostTests {
  @Test func `gives δ straight from z where cost and output match, as BP1 does`() {
    let (z, y) = ([0.4, -1.3, 2.2], [0.0, 1.0, 0.0])
    for (cost, output) in [
      (Cost.crossEntropy, OutputActivation.elementwise(.sigmoid)), (.logLikelihood, .softmax),
    ] {
      let a = output.apply(z)
      let direct = cost.delta(z: z, a: a, y: y, output: output)
      let gradient = cost.gradient(a: a, y: y)
      let mean = zip(gradient, a).reduce(0) { $0 + $1.0 * $1.1 }
      for j in z.indices {
        let bp1 =
          output == .softmax
          ? a[j] * (gradient[j] - mean) : gradient[j] * Activation.sigmoid.derivative(z[j])
        #expect((direct[j] - bp1).magnitude < 1e-15)
      }
      #expect((cost.value(z: z, y: y, output: output) - cost.value(a: a, y: y)).magnitude < 1e-14)
    }
  }

  @Test func `stays finite and right where the output saturates`() {
    let sigmoid = OutputActivation.elementwise(.sigmoid)
    #expect(Cost.crossEntropy.value(z: [800], y: [0], output: sigmoid) == 800)
    #expect(Cost.crossEntropy.value(z: [-800], y: [1], output: sigmoid) == 800)
    let tiny = Cost.crossEntropy.value(z: [40], y: [1], output: sigmoid)
    #expect((tiny / 4.248_354_255_291_589e-18 - 1).magnitude < 1e-12)
    let small = Cost.logLikelihood.value(z: [40, 0], y: [1, 0], output: .softmax)
    #expect((small / 4.248_354_255_291_589e-18 - 1).magnitude < 1e-12)
    #expect(Cost.logLikelihood.value(z: [1000, 0], y: [0, 1], output: .softmax) == 1000)
  }

  @Test func `measures the distance as each definition says`() {
    let (a, y) = ([3.0, 0.5, -0.25], [0.0, 0.0, 0.0])
    #expect(Cost.quadratic.value(a: a, y: y) == 4.65625)
    #expect(Cost.absolute.value(a: a, y: y) == 3.75)
    #expect(Cost.huber.value(a: a, y: y) == 2.5 + 0.125 + 0.03125)
    #expect(Cost.huber.gradient(a: a, y: y) == [1, 0.5, -0.25])
    #expect(Cost.absolute.gradient(a: [0, 2, -2], y: [0, 0, 0]) == [0, 1, -1])
  }
}
