/**
 * The border in the z-plane of an activation that only rises or only falls.
 *
 * There V1 f(z1) + V2 f(z2) + c grows or falls along each axis alone, so that the positives are everything beyond
 * one monotone border. It is sampled along both axes, split at the hinges, and carried back by x = (z - b) W^-1.
 */

/** @typedef {import("./convex.js").Point} Point */
/** @typedef {import("./network.js").Weights} Weights */
/** @typedef {import("./activations.js").Activation} Activation */
/** @typedef {(a: number) => number} Inverse */
/** @typedef {{low: Point, high: Point}} Frame */

/** Stands for an output weight of exactly 0, so that dividing by it gives an infinity. */
const SMALLEST = 1e-300;
/** Added to a kernel without inverse: far below what a picture shows. */
const NUDGE = 1e-9;

/**
 * Return V with none exactly 0: dividing by it must give infinities, not NaN.
 * @param {Weights} weights
 */
export function gains(weights) {
  return [weights[6] || SMALLEST, weights[7] || SMALLEST];
}

/**
 * Return W, nudged where it has no inverse.
 * @param {Weights} weights
 */
function kernel([w11, w12, w21, w22]) {
  const singular = Math.abs(w11 * w22 - w12 * w21) < NUDGE ** 2;
  return singular ? [w11 + NUDGE, w12 + NUDGE / 2, w21 - NUDGE / 2, w22 + NUDGE] : [w11, w12, w21, w22];
}

/**
 * Return the map x = (z - b) W^-1.
 * @param {Weights} weights
 * @returns {(z: Point) => Point}
 */
export function toInputs(weights) {
  const [w11, w12, w21, w22] = kernel(weights);
  const area = w11 * w22 - w12 * w21;
  return (z) => {
    const [u, v] = [z[0] - weights[4], z[1] - weights[5]];
    return [(u * w22 - v * w21) / area, (v * w11 - u * w12) / area];
  };
}

/**
 * Return the z at which f passes a value; an infinity below or above all of f's values.
 * @param {Activation} activation
 * @param {Inverse} inverse
 * @param {number} value
 */
export function level({ limits: [low, high] }, inverse, value) {
  if (value <= low) return -Infinity;
  return value < high ? inverse(value) : Infinity;
}

/**
 * Return the lowest and the highest z1, z2 that the inputs of a box reach.
 * @param {Weights} weights
 * @param {Point[]} box
 * @returns {Frame}
 */
export function reach(weights, box) {
  const [w11, w12, w21, w22] = kernel(weights);
  const first = box.map(([x1, x2]) => x1 * w11 + x2 * w21 + weights[4]);
  const second = box.map(([x1, x2]) => x1 * w12 + x2 * w22 + weights[5]);
  return {
    low: [Math.min(...first), Math.min(...second)],
    high: [Math.max(...first), Math.max(...second)],
  };
}

/**
 * Return how far beyond a frame of the z-plane everything that lies outside it is put.
 * @param {Frame} frame
 */
export function room({ low, high }) {
  return [high[0] - low[0] + 1, high[1] - low[1] + 1];
}

/**
 * Return the border in the z-plane in order of z1, across the whole frame.
 *
 * Beyond the lowest and highest z2 it runs outside the frame, at most by its room.
 * @param {Weights} weights
 * @param {Activation} activation
 * @param {Inverse} inverse
 * @param {Frame} frame
 * @param {number} samples
 * @returns {Point[]}
 */
export function borderBetween(weights, activation, inverse, frame, samples) {
  const { low, high } = frame;
  const V = gains(weights);
  const outside = room(frame)[1];
  /** @type {Point[]} */
  const points = [];
  for (const unit of [0, 1]) {
    const steps = Array.from({ length: samples }, (_, i) =>
      i === samples - 1 ? high[unit] : low[unit] + (i * (high[unit] - low[unit])) / (samples - 1),
    );
    for (const along of [...steps, ...activation.hinges.filter((h) => low[unit] < h && h < high[unit])]) {
      const across = level(activation, inverse, (-weights[8] - V[unit] * activation.f(along)) / V[1 - unit]);
      if (unit === 0) points.push([along, Math.min(Math.max(across, low[1] - outside), high[1] + outside)]);
      else if (across >= low[0] && across <= high[0]) points.push([across, along]);
    }
  }
  const rising = -Math.sign(V[0]) * Math.sign(V[1]);
  points.sort((p, q) => p[0] - q[0] || rising * (p[1] - q[1]));
  return points.filter((p, i) => i === 0 || p[0] !== points[i - 1][0] || p[1] !== points[i - 1][1]);
}
