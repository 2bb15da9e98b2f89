/** The start weights of the published run: TensorFlow 1's random operations under Keras 2.2. */

import { WEIGHTS } from "companion/network";

/** TensorFlow 1's graph seed where only an operation's own seed is set. */
const GRAPH_SEED = 87654321;
/** Standard deviation of a normal truncated at two standard deviations; Keras 2.2 divides by it. */
const TRUNCATED_DEVIATION = 0.87962566103423978;
const TRUNCATED_AT = 2;
const HIDDEN_SCALE = Math.fround(Math.sqrt(2 / 4) / TRUNCATED_DEVIATION);
const OUTPUT_SCALE = Math.fround(0.05);

/**
 * Return the weights a run starts from: a truncated normal W (2, 2), a normal V (2, 1), c = 0.
 *
 * Both operations are seeded alike, and each begins its own stream.
 * @param {number} seed 0 to 2^31 - 1.
 * @param {number} [hiddenBias] Of both hidden units.
 * @returns {Float32Array}
 */
export function initialWeights(seed, hiddenBias = 0) {
  const start = new Float32Array(WEIGHTS);
  start.set(truncatedNormals(words(seed), 4).map((value) => value * HIDDEN_SCALE));
  start.fill(hiddenBias, 4, 6);
  start.set(normals(words(seed)).next().value.map((/** @type {number} */ value) => value * OUTPUT_SCALE), 6);
  return start;
}

/**
 * Return the first so many normals of a stream that lie within two standard deviations.
 * @param {Iterator<number>} stream
 * @param {number} count
 * @returns {number[]}
 */
function truncatedNormals(stream, count) {
  /** @type {number[]} */
  const kept = [];
  for (const pair of normals(stream)) {
    kept.push(...pair.filter((value) => Math.abs(value) < TRUNCATED_AT));
    if (kept.length >= count) break;
  }
  return kept.slice(0, count);
}

/**
 * Yield pairs of normals (Box and Muller 1958) in float32.
 * @param {Iterator<number>} stream
 * @returns {Generator<[number, number], any>}
 */
function* normals(stream) {
  const { fround, log, sqrt } = Math;
  for (;;) {
    const u = Math.max(fraction(stream.next().value), fround(1e-7));
    const angle = fround(2 * Math.PI * fraction(stream.next().value));
    const radius = fround(sqrt(fround(-2 * fround(log(u)))));
    yield [fround(fround(Math.sin(angle)) * radius), fround(fround(Math.cos(angle)) * radius)];
  }
}

/**
 * Return a number in [0, 1) of the 23 low bits of a word.
 * @param {number} word
 */
function fraction(word) {
  return (word & 0x7fffff) / 0x800000;
}

/**
 * Yield the words of Philox 4x32-10 for TensorFlow's key and counter.
 *
 * J. K. Salmon and others, "Parallel random numbers: as easy as 1, 2, 3" (2011).
 * @param {number} seed
 * @returns {Generator<number, any>}
 */
function* words(seed) {
  for (let block = 0; ; block++) {
    let [a, b, c, d] = [block, 0, seed, 0];
    let [first, second] = [GRAPH_SEED, 0];
    for (let round = 0; round < 10; round++) {
      const [highA, lowA] = product(0xd2511f53, a);
      const [highC, lowC] = product(0xcd9e8d57, c);
      [a, b, c, d] = [(highC ^ b ^ first) >>> 0, lowC, (highA ^ d ^ second) >>> 0, lowA];
      [first, second] = [(first + 0x9e3779b9) >>> 0, (second + 0xbb67ae85) >>> 0];
    }
    yield* [a, b, c, d];
  }
}

/**
 * Return the high and the low 32 bits of a product.
 * @param {number} a
 * @param {number} b
 * @returns {[number, number]}
 */
function product(a, b) {
  const whole = BigInt(a) * BigInt(b);
  return [Number(whole >> 32n), Number(whole & 0xffffffffn)];
}
