import Kernels

extension Learner {
  /// One mini-batch: δ of every example, then BP3 and BP4 with the update at once.
  func descend(
    _ batch: MiniBatch<Scalar>,
    _ update: Update,
    _ step: UpdateStep,
    _ tally: inout Tally
  ) {
    computeErrors(batch, dropout(update))
    count(batch, into: &tally)
    guard team.count > 1 else {
      return pass.descend(batch, step, memory) { 0..<$0 }
    }
    team.run { [pass, team, memory] member in
      pass.descend(batch, step, memory) { pass.share(of: $0, team, member) }
    }
  }

  /// One mini-batch whose gradient is needed as a whole: one that is clipped, or one too large to
  /// go through at once.
  func descendInParts(
    _ batch: MiniBatch<Scalar>,
    _ update: Update,
    _ step: UpdateStep,
    _ tally: inout Tally
  ) {
    var done = 0
    for part in batch.parts(of: pass.capacity) {
      computeErrors(part, dropout(update), examplesBefore: done)
      count(part, into: &tally)
      computeGradient(part, continuing: done > 0)
      done += part.count
    }
    guard let clip = regularization.gradientClip else { return apply(step) }
    regularize(step)
    let norm = nabla.norm(pass.kernels)
    apply(
      optimizer.step(
        eta: update.eta,
        factor: norm > clip ? clip / norm : 1,
        update: update.number
      )
    )
  }

  /// The forward pass, BP1 and BP2 for every example of a mini-batch.
  func computeErrors(
    _ batch: MiniBatch<Scalar>,
    _ dropout: Dropout? = nil,
    examplesBefore: Int = 0
  ) {
    let dropout = dropout?.after(examplesBefore)
    guard team.count > 1 else {
      return pass.computeErrors(batch, 0..<batch.count, member: 0, dropout)
    }
    team.run { [pass, team] member in
      let rows = team.share(of: batch.count, grain: KernelSet<Scalar>.exampleGrain, for: member)
      guard !rows.isEmpty else { return }
      pass.computeErrors(batch, rows, member: member, dropout)
    }
  }

  /// BP3 and BP4 of a mini-batch, summed over its examples and, `continuing`, those before.
  func computeGradient(_ batch: MiniBatch<Scalar>, continuing: Bool) {
    team.run { [pass, shape, team, nabla] member in
      for l in 2...pass.lastLayer {
        let inputs = pass.share(of: shape.size(l - 1), team, member)
        guard !inputs.isEmpty else { continue }
        pass.gradient(l, batch, inputs: inputs, into: nabla, continuing: continuing)
      }
    }
  }

  /// Adds what the forward pass over a mini-batch saw.
  func count(_ batch: MiniBatch<Scalar>, into tally: inout Tally) {
    pass.count(batch, each: batch.count, into: &tally)
  }

  private func dropout(_ update: Update) -> Dropout? {
    regularization.dropout == 0
      ? nil
      : Dropout(
        share: regularization.dropout,
        seed: seed,
        epoch: update.epoch,
        batch: update.batch
      )
  }

  /// g = (1/m) S + (λ/n) w + (λ₁/n) sign w, in place of the sums S.
  private func regularize(_ step: UpdateStep) {
    let biasStep = step.forBiases
    for l in 2...pass.lastLayer {
      let layout = parameters.places[l].layout
      pass.kernels.regularize(
        nabla.w(l),
        weights: parameters.w(l),
        count: layout.count,
        step: step
      )
      pass.kernels.regularize(
        nabla.b(l),
        weights: parameters.b(l),
        count: layout.paddedOutputs,
        step: biasStep
      )
    }
  }

  private func apply(_ step: UpdateStep) {
    let biasStep = step.forBiases
    for l in 2...pass.lastLayer {
      let layout = parameters.places[l].layout
      pass.kernels.update(
        parameters.weightPointers(l, memory),
        gradient: nabla.w(l),
        count: layout.count,
        step: step
      )
      pass.kernels.update(
        parameters.biasPointers(l, memory),
        gradient: nabla.b(l),
        count: layout.paddedOutputs,
        step: biasStep
      )
    }
  }
}

extension MiniBatchPass {
  /// The part of a layer's inputs that a member of the team works on.
  func share(of inputs: Int, _ team: ThreadTeam, _ member: Int) -> Range<Int> {
    team.share(of: inputs, grain: KernelSet<Scalar>.inputGrain, for: member)
  }

  /// BP3, BP4 and the update of every layer, for the part of its inputs that `share` says.
  ///
  /// The first layer comes last: while it learns, what it will read of the next mini-batch is fetched.
  @inline(__always)
  func descend(
    _ batch: MiniBatch<Scalar>,
    _ step: UpdateStep,
    _ memory: [NetworkParameters<Scalar>],
    share: (Int) -> Range<Int>
  ) {
    for l in (2...lastLayer).reversed() {
      let inputs = share(shape.size(l - 1))
      guard !inputs.isEmpty else { continue }
      descend(l, batch, inputs: inputs, step: step, memory: memory)
    }
  }

  /// The forward pass, BP1 and BP2 for some of a mini-batch's examples.
  func computeErrors(
    _ batch: MiniBatch<Scalar>,
    _ rows: Range<Int>,
    member: Int,
    _ dropout: Dropout?
  ) {
    feedforward(batch, rows, dropout: dropout)
    outputError(batch, rows)
    backpropagate(batch, rows, member: member)
  }

  /// Adds Σ C_x, right answers and squared errors of a mini-batch that went forward; `each` number of
  /// examples is summed for itself first, as mini-batches of that size would be.
  func count(_ batch: MiniBatch<Scalar>, each m: Int, into tally: inout Tally) {
    for first in Swift.stride(from: 0, to: batch.count, by: max(m, 1)) {
      let rows = first..<min(first + m, batch.count)
      tally.cost += LaneSum.of(costs.pointer + first, count: rows.count)
      if batch.labels == nil { tally.squaredError += squaredError(batch, rows) }
    }
    tally.count += batch.count
    guard let labels = batch.labels else { return }
    tally.correct += kernels.correctCount(
      a(lastLayer),
      stride: stride(lastLayer),
      rows: batch.count,
      outputs: parameters.places[lastLayer].layout.outputs,
      labels: labels
    )
  }

  /// Σ_x ‖a^L − y‖², in Double, example by example and output by output.
  private func squaredError(_ batch: MiniBatch<Scalar>, _ rows: Range<Int>) -> Double {
    let L = lastLayer
    var sum = 0.0
    for x in rows {
      let (output, target) = (a(L, from: x), batch.targets[x])
      for j in 0..<parameters.places[L].layout.outputs {
        let error = Double(output[j]) - Double(target[j])
        sum += error * error
      }
    }
    return sum
  }
}

extension NetworkParameters {
  /// ‖·‖₂ over every weight and bias.
  func norm(_ kernels: KernelSet<Scalar>) -> Double {
    var squares = 0.0
    for l in places.layers {
      let layout = places[l].layout
      squares += kernels.squares(w(l), layer: layout).value
      var sum = LaneSum()
      kernels.addSquares(b(l), columns: layout.outputs, to: &sum)
      squares += sum.value
    }
    return squares.squareRoot()
  }
}
