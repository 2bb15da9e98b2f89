/** Which part of each plane is shown: all of the square's image, at the moment or over the whole run. */

import { toA, toZ } from "drawing/maps";

/** @typedef {[number, number]} Pair */
/** @typedef {{low: Pair, high: Pair}} View */

const CORNERS = [-1, -1, 1, -1, 1, 1, -1, 1];
/** How much more than the image is shown; than f's limits. */
const [ROOM, LIMIT_ROOM] = [1.14, 1.05];

/** How much more than the square of all data the input plane's view shows. */
export const ROOM_OF_INPUTS = 1.05;

/** @type {WeakMap<object, number>} */
const farthests = new WeakMap();
/** @type {WeakMap<object, Float64Array>} */
const wholes = new WeakMap();

/**
 * Return the part of the input plane that holds the square and the data.
 * @param {{inputs: ArrayLike<number>}} data
 * @returns {View}
 */
export function inputView(data) {
  let farthest = farthests.get(data) ?? 1;
  if (!farthests.has(data)) {
    for (let k = 0; k < data.inputs.length; k++) farthest = Math.max(farthest, Math.abs(data.inputs[k]));
    farthests.set(data, farthest);
  }
  const side = ROOM_OF_INPUTS * farthest;
  return { low: [-side, -side], high: [side, side] };
}

/**
 * Return the parts of the z-plane and of feature space that are shown.
 * @param {{weights: ArrayLike<number>, updatesPerEpoch: number}} run
 * @param {import("companion/network").Weights[]} weights Those trained, and those set by hand: both are seen whole.
 * @param {import("drawing/maps").Activation} activation
 * @param {boolean} fixed
 * @returns {{z: View, a: View}}
 */
export function views(run, weights, activation, fixed) {
  const images = weights.map((each) => toZ(CORNERS, each));
  if (fixed) images[0] = whole(run);
  const z = Float64Array.from(images.flatMap((image) => [...image]));
  const bounded = activation.limits.every(Number.isFinite);
  if (bounded) {
    const [low, high] = activation.limits;
    return { z: around(z, ROOM), a: around(Float64Array.of(low, low, high, high), LIMIT_ROOM) };
  }
  return { z: around(z, ROOM), a: around(toA(z, activation), ROOM) };
}

/**
 * Return the square around some points.
 * @param {ArrayLike<number>} points
 * @param {number} room
 * @returns {View}
 */
function around(points, room) {
  const [low, high] = [[Infinity, Infinity], [-Infinity, -Infinity]];
  for (let k = 0; k < points.length; k++) {
    low[k % 2] = Math.min(low[k % 2], points[k]);
    high[k % 2] = Math.max(high[k % 2], points[k]);
  }
  const half = Math.max((room * Math.max(high[0] - low[0], high[1] - low[1])) / 2, 1e-3);
  const middle = [0, 1].map((axis) => (low[axis] + high[axis]) / 2);
  return {
    low: /** @type {Pair} */ (middle.map((value) => value - half)),
    high: /** @type {Pair} */ (middle.map((value) => value + half)),
  };
}

/**
 * Return the corners of the least rectangle of the z-plane that holds the square after every epoch.
 * @param {{weights: ArrayLike<number>, updatesPerEpoch: number}} run
 */
function whole(run) {
  const found = wholes.get(run);
  if (found) return found;
  const made = Float64Array.of(Infinity, Infinity, -Infinity, -Infinity);
  const rows = /** @type {Float32Array} */ (run.weights);
  for (let row = 0; row < rows.length; row += 9 * run.updatesPerEpoch) {
    const z = toZ(CORNERS, rows.subarray(row, row + 9));
    for (let k = 0; k < z.length; k++) {
      made[k % 2] = Math.min(made[k % 2], z[k]);
      made[2 + (k % 2)] = Math.max(made[2 + (k % 2)], z[k]);
    }
  }
  wholes.set(run, made);
  return made;
}
