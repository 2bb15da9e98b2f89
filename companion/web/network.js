/** The 2-2-1 network: z = xW + b, a = sigma(z), p = sigmoid(aV + c); as training/network/formulas.py. */

import { expit } from "companion/special";

/** @typedef {import("./activations.js").Activation} Activation */
/** @typedef {Float32Array | Float64Array | number[]} Weights W11, W12, W21, W22, b1, b2, V1, V2, c. */
/** @typedef {{inputs: Float32Array, targets: Float32Array}} Data x1, x2 of each point; 0 negative, 1 positive. */

/** Numbers of one set of weights. */
export const WEIGHTS = 9;
/** How near p may come to 0 and to 1 in the loss, as in Keras. */
const KERAS_EPSILON = 1e-7;

/**
 * Return what one input becomes.
 * @param {Weights} w
 * @param {number} x1
 * @param {number} x2
 * @param {Activation} activation
 * @returns {{z1: number, z2: number, a1: number, a2: number, p: number}}
 */
export function forward(w, x1, x2, activation) {
  const z1 = x1 * w[0] + x2 * w[2] + w[4];
  const z2 = x1 * w[1] + x2 * w[3] + w[5];
  const a1 = activation.f(z1);
  const a2 = activation.f(z2);
  return { z1, z2, a1, a2, p: expit(a1 * w[6] + a2 * w[7] + w[8]) };
}

/**
 * Return aV + c, the log-odds of the positive class.
 * @param {Weights} w
 * @param {number} x1
 * @param {number} x2
 * @param {(z: number) => number} f sigma.
 * @returns {number}
 */
export function logit(w, x1, x2, f) {
  return f(x1 * w[0] + x2 * w[2] + w[4]) * w[6] + f(x1 * w[1] + x2 * w[3] + w[5]) * w[7] + w[8];
}

/**
 * Return p of every point.
 * @param {Weights} w
 * @param {Data} data
 * @param {Activation} activation
 * @param {Float64Array} [out] Where to put them.
 * @returns {Float64Array}
 */
export function probabilities(w, { inputs, targets }, activation, out = new Float64Array(targets.length)) {
  for (let i = 0; i < targets.length; i++) {
    out[i] = expit(logit(w, inputs[2 * i], inputs[2 * i + 1], activation.f));
  }
  return out;
}

/**
 * Return the binary cross-entropy of a point, at most 16.2: -log p of a positive, -log(1 - p) of a negative.
 * @param {number} p
 * @param {number} target
 * @returns {number}
 */
export function pointLoss(p, target) {
  const clipped = Math.min(Math.max(p, KERAS_EPSILON), 1 - KERAS_EPSILON);
  return target > 0 ? -Math.log(clipped) : -Math.log1p(-clipped);
}

/**
 * Return loss and accuracy on all points, and which are wrong: positive is predicted where p > 1/2.
 * @param {Weights} w
 * @param {Data} data
 * @param {Activation} activation
 * @returns {{loss: number, accuracy: number, wrong: Uint8Array}}
 */
export function measure(w, data, activation) {
  const { targets } = data;
  const p = probabilities(w, data, activation);
  const wrong = new Uint8Array(targets.length);
  let loss = 0;
  let right = 0;
  for (let i = 0; i < targets.length; i++) {
    loss += pointLoss(p[i], targets[i]);
    if (p[i] > 0.5 === targets[i] > 0.5) right += 1;
    else wrong[i] = 1;
  }
  return { loss: loss / targets.length, accuracy: right / targets.length, wrong };
}
