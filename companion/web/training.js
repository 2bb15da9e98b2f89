/** Learning: stochastic gradient descent in float32, batch after batch, as the cached runs were trained. */

import { WEIGHTS, measure } from "companion/network";
import { Mersenne } from "companion/random";

/**
 * @typedef {object} Options
 * @property {import("./activations.js").Activation} activation
 * @property {number} learningRate
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number} orderSeed Of the batch order.
 * @property {Float32Array} start 9 weights.
 * @property {import("./network.js").Data} data
 * @property {boolean} [stopWhenSolved] Whether to end after the first epoch at which all points are right.
 */

/**
 * @typedef {object} Training
 * @property {Float32Array} weights 9 after every update, the start first: (epochs * updatesPerEpoch + 1) * 9.
 * @property {number} updatesPerEpoch
 * @property {number} epochs That ended with finite weights.
 * @property {number[]} loss On all points after every epoch, the start first.
 * @property {number[]} accuracy
 * @property {number | null} solved The first epoch after which all points are right.
 * @property {number | null} broke The epoch in which the weights ran off to infinity.
 */

/**
 * Return a whole training.
 * @param {Options} options
 * @returns {Training}
 */
export function train(options) {
  const steps = training(options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Train epoch by epoch; yield how many are done, return the training.
 *
 * One array of point numbers is shuffled anew at every epoch, so the shuffles accumulate, then cut into batches.
 * @param {Options} options
 * @returns {Generator<number, Training, void>}
 */
export function* training({ activation, learningRate, epochs, batchSize, orderSeed, start, data, stopWhenSolved }) {
  const points = data.targets.length;
  const updatesPerEpoch = Math.ceil(points / batchSize);
  const random = new Mersenne(orderSeed);
  const order = Int32Array.from({ length: points }, (_, i) => i);
  const descent = new Descent(data, activation, learningRate, start);
  const weights = new Float32Array((epochs * updatesPerEpoch + 1) * WEIGHTS);
  weights.set(start);
  /** @type {Training} */
  const run = { weights, updatesPerEpoch, epochs: 0, loss: [], accuracy: [], solved: null, broke: null };
  for (let place = WEIGHTS; ; ) {
    const { loss, accuracy } = measure(descent.weights, data, activation);
    run.loss.push(loss);
    run.accuracy.push(accuracy);
    if (accuracy === 1) run.solved ??= run.epochs;
    if (run.epochs === epochs || (stopWhenSolved && run.solved !== null)) break;
    random.shuffle(order);
    for (let from = 0; from < points; from += batchSize, place += WEIGHTS) {
      descent.step(order, from, Math.min(from + batchSize, points));
      weights.set(descent.weights, place);
    }
    if (!descent.weights.every(Number.isFinite)) {
      run.broke = run.epochs + 1;
      break;
    }
    run.epochs += 1;
    yield run.epochs;
  }
  run.weights = weights.slice(0, (run.epochs * updatesPerEpoch + 1) * WEIGHTS);
  return run;
}

/** Weights on their way down the loss. */
class Descent {
  /**
   * @param {import("./network.js").Data} data
   * @param {import("./activations.js").Activation} activation
   * @param {number} learningRate
   * @param {Float32Array} start
   */
  constructor({ inputs, targets }, activation, learningRate, start) {
    this.inputs = inputs;
    this.targets = targets;
    this.activation = activation;
    this.rate = Math.fround(learningRate);
    this.weights = start.slice();
    this.gradient = new Float32Array(WEIGHTS);
  }

  /**
   * Take one step w -= rate dloss/dw on the points order[from] to order[to - 1], every number rounded to float32.
   *
   * e = p - t is the loss's slope in the logit; unit k gets e V_k sigma'(z_k).
   * @param {Int32Array} order
   * @param {number} from
   * @param {number} to
   */
  step(order, from, to) {
    const { fround } = Math;
    const { weights: w, gradient: g, inputs, targets, activation } = this;
    const { f, slope } = activation;
    g.fill(0);
    for (let place = from; place < to; place++) {
      const point = order[place];
      const x1 = inputs[2 * point];
      const x2 = inputs[2 * point + 1];
      const z1 = fround(fround(fround(x1 * w[0]) + fround(x2 * w[2])) + w[4]);
      const z2 = fround(fround(fround(x1 * w[1]) + fround(x2 * w[3])) + w[5]);
      const a1 = fround(f(z1));
      const a2 = fround(f(z2));
      const logit = fround(fround(fround(a1 * w[6]) + fround(a2 * w[7])) + w[8]);
      const e = error(logit, targets[point]);
      const e1 = fround(fround(e * w[6]) * fround(slope(z1, a1)));
      const e2 = fround(fround(e * w[7]) * fround(slope(z2, a2)));
      g[0] += fround(x1 * e1);
      g[1] += fround(x1 * e2);
      g[2] += fround(x2 * e1);
      g[3] += fround(x2 * e2);
      g[4] += e1;
      g[5] += e2;
      g[6] += fround(a1 * e);
      g[7] += fround(a2 * e);
      g[8] += e;
    }
    for (let i = 0; i < WEIGHTS; i++) w[i] -= fround(this.rate * fround(g[i] / (to - from)));
  }
}

/**
 * Return the slope of the loss in the logit, p - t, as TensorFlow computes it from the logit in float32.
 * @param {number} logit
 * @param {number} target
 */
function error(logit, target) {
  const { fround } = Math;
  const small = fround(Math.exp(-Math.abs(logit)));
  const share = fround(small / fround(1 + small));
  return logit < 0 ? fround(share - target) : fround(fround(1 - target) - share);
}
