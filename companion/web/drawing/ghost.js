/** What a weight turns: the plane, or the boundary, as it would be with a little less and a little more of it. */

import { decision } from "companion/boundary";
import { sides } from "drawing/clip";
import { toA, toZ } from "drawing/maps";

/** A little: a share of the weight, and at least so much. */
const [SHARE, LEAST] = [0.12, 0.15];
const SAMPLES = 33;

/** @typedef {{x: Float64Array[], z: Float64Array[], a: Float64Array[]}} Ghost */

/**
 * Return the lines that show what one of the nine numbers does.
 * @param {import("drawing/moment").Moment} moment
 * @param {number} index Into the weights.
 * @returns {Ghost}
 */
export function ghost(moment, index) {
  const found = /** @type {Ghost} */ ({ x: [], z: [], a: [] });
  for (const direction of [-1, 1]) {
    const weights = Float64Array.from(moment.weights);
    weights[index] += direction * Math.max(SHARE * Math.abs(weights[index]), LEAST);
    if (index < 6) {
      const z = toZ(outline(), weights);
      found.z.push(z);
      found.a.push(toA(z, moment.activation));
    } else {
      const { low, high } = moment.a;
      found.a.push(row(sides(low, high, weights).line));
    }
    found.x.push(...decision(weights, moment.activation, moment.box).border.map(row));
  }
  return found;
}

/** Return the edges of the input square as one closed row of points. */
function outline() {
  const found = [];
  const corners = [-1, -1, 1, -1, 1, 1, -1, 1, -1, -1];
  for (let side = 0; side < 8; side += 2)
    for (let k = 0; k < SAMPLES; k++) {
      const share = k / (SAMPLES - 1);
      for (const axis of [0, 1])
        found.push(corners[side + axis] * (1 - share) + corners[side + 2 + axis] * share);
    }
  return Float64Array.from(found);
}

/** @param {ArrayLike<ArrayLike<number>>} pairs */
function row(pairs) {
  return Float64Array.from(Array.from(pairs).flatMap((pair) => [pair[0], pair[1]]));
}
