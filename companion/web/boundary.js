/** Where in the input plane the network changes its mind: the border p = 1/2; as training/geometry/decision.py. */

import { contours } from "companion/contour";
import { UNIT_SQUARE, curveInside, lineInside, polygonInside } from "companion/convex";
import { borderBetween, gains, level, reach, room, toInputs } from "companion/level";

/** @typedef {import("./convex.js").Point} Point */
/** @typedef {import("./network.js").Weights} Weights */
/** @typedef {import("./activations.js").Activation} Activation */

/**
 * The border as polylines, and the polygons of both sides; a region in several parts may come as one polygon, its
 * parts joined along the box's edges.
 * @typedef {{border: Point[][], negatives: Point[][], positives: Point[][]}} Decision
 */

/**
 * Return the border p = 1/2 and the regions of both classes inside a convex counterclockwise box.
 * @param {Weights} weights
 * @param {Activation} activation
 * @param {Point[]} [box]
 * @param {number} [samples] Along each axis of the z-plane.
 * @returns {Decision}
 */
export function decision(weights, activation, box = UNIT_SQUARE, samples = 240) {
  if (!weights[6] && !weights[7]) {
    const [negatives, positives] = weights[8] > 0 ? [[], [box]] : [[box], []];
    return { border: [], negatives, positives };
  }
  if (!activation.inverse) return contours(weights, activation, box);
  const frame = reach(weights, box);
  const curve = borderBetween(weights, activation, activation.inverse, frame, samples);
  const { low, high } = frame;
  const outside = room(frame)[1];
  const back = toInputs(weights);
  const inputs = curve.map(back);
  const above = gains(weights)[1] > 0;
  const [negatives, positives] = [!above, above].map((upper) => {
    const level = upper ? high[1] + outside : low[1] - outside;
    const ring = [...inputs, back([high[0], level]), back([low[0], level])];
    return [polygonInside(ring, box)].filter((polygon) => polygon.length);
  });
  return { border: curveInside(inputs, box), negatives, positives };
}

/**
 * Return the inputs at which the border crosses a hinge line z_k = h: its corners. None where f has no inverse.
 * @param {Weights} weights
 * @param {Activation} activation
 * @returns {Point[]}
 */
export function corners(weights, activation) {
  const { f, hinges, inverse } = activation;
  if (!inverse) return [];
  const V = gains(weights);
  /** @type {Point[]} */
  const found = [];
  for (const unit of [0, 1]) {
    for (const hinge of hinges) {
      const other = level(activation, inverse, (-weights[8] - V[unit] * f(hinge)) / V[1 - unit]);
      if (Number.isFinite(other)) found.push(unit === 0 ? [hinge, other] : [other, hinge]);
    }
  }
  return found.map(toInputs(weights));
}

/**
 * Return where sigma' jumps in the input plane: the ends of each line z_k = h that meets the box.
 * @param {Weights} weights
 * @param {Activation} activation
 * @param {Point[]} [box]
 * @returns {{unit: number, hinge: number, ends: Point[]}[]}
 */
export function hingeLines(weights, activation, box = UNIT_SQUARE) {
  return [0, 1].flatMap((unit) =>
    activation.hinges
      .map((hinge) => {
        const ends = lineInside(box, [weights[unit], weights[2 + unit]], weights[4 + unit] - hinge);
        return { unit, hinge, ends };
      })
      .filter(({ ends }) => ends.length),
  );
}
