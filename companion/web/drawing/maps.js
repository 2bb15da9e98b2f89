/** The three planes of a 2-2-1 network: x to z to a, and back again. */

/** @typedef {import("companion/network").Weights} Weights */
/** @typedef {{f: (z: number) => number, inverse: ((a: number) => number) | null, limits: [number, number]}} Activation */
/** @typedef {[number, number]} Pair */

/** Determinant of W below which x cannot be had back from z. */
const SINGULAR = 1e-9;
/** Where a value without inverse is looked for; its steps of halving. */
const [FAR, HALVINGS] = [60, 60];

/**
 * Return z = xW + b of points x1, x2, x1, x2, ...
 * @param {ArrayLike<number>} points
 * @param {Weights} w
 * @returns {Float64Array}
 */
export function toZ(points, w) {
  const found = new Float64Array(points.length);
  for (let k = 0; k < points.length; k += 2) {
    found[k] = points[k] * w[0] + points[k + 1] * w[2] + w[4];
    found[k + 1] = points[k] * w[1] + points[k + 1] * w[3] + w[5];
  }
  return found;
}

/**
 * Return a = f(z), number by number.
 * @param {ArrayLike<number>} z
 * @param {Activation} activation
 * @returns {Float64Array}
 */
export function toA(z, { f }) {
  const found = new Float64Array(z.length);
  for (let k = 0; k < z.length; k++) found[k] = f(z[k]);
  return found;
}

/**
 * Return the x of a z; undefined where W is of no use for that.
 * @param {Pair} z
 * @param {Weights} w
 * @returns {Pair | undefined}
 */
export function backToX([z1, z2], w) {
  const determinant = w[0] * w[3] - w[1] * w[2];
  if (Math.abs(determinant) < SINGULAR) return undefined;
  const [d1, d2] = [z1 - w[4], z2 - w[5]];
  return [(d1 * w[3] - d2 * w[2]) / determinant, (d2 * w[0] - d1 * w[1]) / determinant];
}

/**
 * Return a z with f(z) = a for each of two numbers; a value that f never has is taken to the nearest it has.
 * @param {Pair} a
 * @param {Activation} activation
 * @returns {Pair}
 */
export function backToZ(a, activation) {
  return /** @type {Pair} */ (a.map((value) => level(value, activation)));
}

/**
 * @param {number} value
 * @param {Activation} activation
 */
function level(value, { f, inverse, limits: [low, high] }) {
  const least = Number.isFinite(high - low) ? 1e-6 * (high - low) : 1e-9;
  const within = Math.min(Math.max(value, low + least), high - least);
  if (inverse) return inverse(within);
  // Only the branch on which f rises: from its lowest point on.
  let [bottom, top] = [lowest(f), FAR];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (bottom + top) / 2;
    if (f(middle) < within) bottom = middle;
    else top = middle;
  }
  return top;
}

/** @param {(z: number) => number} f */
function lowest(f) {
  let best = 0;
  for (let z = -4; z <= 0; z += 0.01) if (f(z) < f(best)) best = z;
  return best;
}
