/** What a network says of every point: how sure it is, whether it is right, what that costs. */

import { pointLoss, probabilities } from "companion/network";

/**
 * @typedef {{p: Float64Array, wrong: Uint8Array, wrongCount: number, accuracy: number, losses: Float64Array,
 *            loss: number}} Judged
 */

/**
 * Return what weights say of all points.
 * @param {import("companion/network").Weights} weights
 * @param {import("companion/network").Data} data
 * @param {import("companion/activations").Activation} activation
 * @returns {Judged}
 */
export function judged(weights, data, activation) {
  const count = data.targets.length;
  const p = probabilities(weights, data, activation);
  const wrong = new Uint8Array(count);
  const losses = new Float64Array(count);
  let [wrongCount, sum] = [0, 0];
  for (let k = 0; k < count; k++) {
    wrongCount += wrong[k] = Number(p[k] > 0.5 !== data.targets[k] > 0.5);
    sum += losses[k] = pointLoss(p[k], data.targets[k]);
  }
  return { p, wrong, wrongCount, accuracy: 1 - wrongCount / count, losses, loss: sum / count };
}
