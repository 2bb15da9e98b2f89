/** Two classes of points in the plane, as registered data sets; as training/network/datasets.py. */

import { Mersenne } from "companion/random";

/** @typedef {import("./network.js").Data} Data */
/** @typedef {[number, number]} Point */

const PARABOLA_SHIFT = 0.5;

/**
 * Every data set, by name: (points per class, seed) to points in random order, 0 for negatives, 1 for positives.
 * @type {Map<string, (points: number, seed: number) => Data>}
 */
export const DATASETS = new Map([
  ["parabolas", parabolas],
  ["circles", circles],
  ["moons", moons],
  ["xor", xor],
  ["spirals", spirals],
]);

/**
 * @param {number} points
 * @param {number} seed
 */
function parabolas(points, seed) {
  const x1 = spaced(-1, 1, points);
  const upper = x1.map((x) => /** @type {Point} */ ([x, x * x]));
  return shuffled(upper, upper.map(([x, y]) => [x, y - PARABOLA_SHIFT]), new Mersenne(seed));
}

/**
 * @param {number} points
 * @param {number} seed
 */
function circles(points, seed) {
  const random = new Mersenne(seed);
  const [outer, inner] = [0.9, 0.4].map((radius) => {
    const jitter = random.uniform(-0.05, 0.05, points);
    return Array.from(jitter, (more, i) => turned(radius + more, (2 * Math.PI * i) / points));
  });
  return shuffled(outer, inner, random);
}

/**
 * @param {number} points
 * @param {number} seed
 */
function moons(points, seed) {
  const random = new Mersenne(seed);
  const upper = spaced(0, Math.PI, points).map((angle) => turned(1, angle));
  const lower = upper.map(([x, y]) => /** @type {Point} */ ([1 - x, 0.5 - y]));
  const [negatives, positives] = [upper, lower].map((moon) =>
    moved(moon.map(([x, y]) => [(x - 0.5) * 0.6, (y - 0.25) * 0.6]), random.normal(0, 0.03, 2 * points)),
  );
  return shuffled(negatives, positives, random);
}

/**
 * @param {number} points
 * @param {number} seed
 */
function xor(points, seed) {
  const random = new Mersenne(seed);
  const [negatives, positives] = [1, -1].map((sign) => {
    const size = random.uniform(0.05, 1, 2 * points);
    return Array.from(random.signs(points), (side, i) => /** @type {Point} */ ([
      size[2 * i] * side,
      size[2 * i + 1] * sign * side,
    ]));
  });
  return shuffled(negatives, positives, random);
}

/**
 * @param {number} points
 * @param {number} seed
 */
function spirals(points, seed) {
  const random = new Mersenne(seed);
  const arm = spaced(0.1, 1, points).map((along) => turned(0.95 * along, 3 * Math.PI * along));
  const opposite = arm.map(([x, y]) => /** @type {Point} */ ([-x, -y]));
  const [negatives, positives] = [arm, opposite].map((each) => moved(each, random.normal(0, 0.01, 2 * points)));
  return shuffled(negatives, positives, random);
}

/**
 * Return so many evenly spaced numbers, both ends among them.
 * @param {number} low
 * @param {number} high
 * @param {number} count At least 2.
 */
function spaced(low, high, count) {
  const step = (high - low) / (count - 1);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? high : low + i * step));
}

/**
 * @param {number} radius
 * @param {number} angle
 * @returns {Point}
 */
function turned(radius, angle) {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/**
 * @param {Point[]} points
 * @param {Float64Array} by
 * @returns {Point[]}
 */
function moved(points, by) {
  return points.map(([x, y], i) => [x + by[2 * i], y + by[2 * i + 1]]);
}

/**
 * Return both classes in one random order, in float32.
 * @param {Point[]} negatives
 * @param {Point[]} positives
 * @param {Mersenne} random
 * @returns {Data}
 */
function shuffled(negatives, positives, random) {
  const points = [...negatives, ...positives];
  const rows = random.permutation(points.length);
  const inputs = new Float32Array(2 * points.length);
  rows.forEach((row, i) => inputs.set(points[row], 2 * i));
  return { inputs, targets: Float32Array.from(rows, (row) => Number(row >= negatives.length)) };
}
