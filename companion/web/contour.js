/**
 * The border p = 1/2 of any activation, also of those that fall and rise: marching squares over the box.
 *
 * Its points are exact; between two of them it is drawn straight.
 */

import { boxCorners, curveInside, polygonInside } from "companion/convex";
import { SQUARES, Squares } from "companion/squares";

/** @typedef {import("./convex.js").Point} Point */
/** @typedef {import("./network.js").Weights} Weights */
/** @typedef {import("./activations.js").Activation} Activation */

/**
 * Return the border inside a convex counterclockwise box, and the regions of both classes.
 * @param {Weights} weights
 * @param {Activation} activation
 * @param {Point[]} box
 * @returns {import("./boundary.js").Decision}
 */
export function contours(weights, activation, box) {
  const squares = new Squares(weights, activation, box);
  const border = curves(squares).flatMap((curve) => curveInside(curve, box));
  const [negatives, positives] = sides(squares).map((polygons) =>
    polygons.map((polygon) => polygonInside(polygon, box)).filter((polygon) => polygon.length),
  );
  return { border, negatives, positives };
}

/**
 * Return the border as polylines, each from edge to edge of the box or closed.
 * @param {Squares} squares
 * @returns {Point[][]}
 */
function curves(squares) {
  const links = linksOf(squares);
  const seen = new Set();
  const next = (/** @type {number} */ edge) => links.get(edge)?.find((each) => !seen.has(each));
  const ends = [...links.keys()].filter((edge) => links.get(edge)?.length === 1);
  /** @type {Point[][]} */
  const found = [];
  for (const start of [...ends, ...links.keys()]) {
    if (seen.has(start)) continue;
    const edges = [];
    for (let edge = /** @type {number | undefined} */ (start); edge !== undefined; edge = next(edge)) {
      edges.push(edge);
      seen.add(edge);
    }
    if (links.get(start)?.length === 2) edges.push(start);
    found.push(edges.map((edge) => /** @type {Point} */ (squares.crossings.get(edge))));
  }
  return found;
}

/**
 * Return which edges of the squares the border meets next to each that it meets.
 * @param {Squares} squares
 * @returns {Map<number, number[]>}
 */
function linksOf(squares) {
  /** @type {Map<number, number[]>} */
  const links = new Map();
  for (let square = 0; square < SQUARES ** 2; square++) {
    const [column, row] = [square % SQUARES, Math.floor(square / SQUARES)];
    if (squares.side(column, row) !== undefined) continue;
    const corners = squares.corners(column, row);
    const crossed = corners.filter((corner, i) => {
      const to = corners[(i + 1) % 4];
      if (corner.positive !== to.positive) squares.crossing(corner, to);
      return corner.positive !== to.positive;
    });
    // At a saddle the first corner is cut off, between the last edge and the first, unless the middle is with it.
    const cutOff = crossed.length === 4 && squares.middle(corners) !== corners[0].positive;
    if (cutOff) crossed.push(...crossed.splice(0, 1));
    for (let i = 0; i < crossed.length; i += 2) {
      const [one, other] = [crossed[i].edge, crossed[i + 1].edge];
      links.set(one, [...(links.get(one) ?? []), other]);
      links.set(other, [...(links.get(other) ?? []), one]);
    }
  }
  return links;
}

/**
 * Return the negatives and the positives as polygons side by side.
 * @param {Squares} squares
 * @returns {Point[][][]}
 */
function sides(squares) {
  /** @type {Point[][][]} */
  const found = [[], []];
  for (let row = 0; row < SQUARES; row++) {
    for (let column = 0; column < SQUARES; ) {
      const side = squares.side(column, row);
      let end = column + 1;
      if (side === undefined) {
        found[0].push(...parts(squares, column, row, false));
        found[1].push(...parts(squares, column, row, true));
      } else {
        while (end < SQUARES && squares.side(end, row) === side) end += 1;
        found[Number(side)].push(boxCorners(squares.point(column, row), squares.point(end, row + 1)));
      }
      column = end;
    }
  }
  return found;
}

/**
 * Return the parts of one side in a square that the border runs through: one, or two at a saddle.
 * @param {Squares} squares
 * @param {number} column
 * @param {number} row
 * @param {boolean} positive
 * @returns {Point[][]}
 */
function parts(squares, column, row, positive) {
  const corners = squares.corners(column, row);
  const crossings = corners.map((corner, i) => {
    const to = corners[(i + 1) % 4];
    return corner.positive === to.positive ? undefined : squares.crossing(corner, to);
  });
  const own = corners.map((corner) => corner.positive === positive);
  if (!crossings.includes(undefined) && squares.middle(corners) !== positive) {
    return [0, 1, 2, 3]
      .filter((i) => own[i])
      .map((i) => /** @type {Point[]} */ ([crossings[(i + 3) % 4], corners[i].point, crossings[i]]));
  }
  const ring = corners.flatMap((corner, i) => [own[i] ? corner.point : undefined, crossings[i]]);
  return [/** @type {Point[]} */ (ring.filter((point) => point !== undefined))];
}
