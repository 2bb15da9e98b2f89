/** A box cut into squares: the network's log-odds at their corners, the border on their edges. */

import { between } from "companion/convex";
import { logit } from "companion/network";

/** @typedef {import("./convex.js").Point} Point */
/**
 * @typedef {{point: Point, logit: number, positive: boolean, edge: number}} Corner
 * `edge` numbers the edge to the next corner.
 */

/** Squares along each side of the box. */
export const SQUARES = 64;
const ACROSS = SQUARES + 1;
/** The other corners of a square, counted from its first. */
const OTHERS = [1, ACROSS, ACROSS + 1];
/** Most steps towards a crossing; six to ten make it exact to rounding. */
const MOST_STEPS = 60;
/** Log-odds so near to 0 are 0: p is 1/2 to rounding. */
const NEAR = 1e-14;

/** Squares over the smallest upright box around a polygon. */
export class Squares {
  /**
   * @param {import("./network.js").Weights} weights
   * @param {import("./activations.js").Activation} activation
   * @param {Point[]} box
   */
  constructor(weights, { f }, box) {
    const [x, y] = [0, 1].map((axis) => box.map((corner) => corner[axis]));
    this.low = [Math.min(...x), Math.min(...y)];
    this.step = [(Math.max(...x) - this.low[0]) / SQUARES, (Math.max(...y) - this.low[1]) / SQUARES];
    /** @param {Point} point */
    this.logit = (point) => logit(weights, point[0], point[1], f);
    this.logits = new Float64Array(ACROSS ** 2);
    for (let i = 0; i < ACROSS ** 2; i++) {
      this.logits[i] = this.logit(this.point(i % ACROSS, Math.floor(i / ACROSS)));
    }
    /** @type {Map<number, Point>} Where the border crosses an edge, by the edge's number. */
    this.crossings = new Map();
  }

  /**
   * @param {number} column
   * @param {number} row
   * @returns {Point}
   */
  point(column, row) {
    return [this.low[0] + column * this.step[0], this.low[1] + row * this.step[1]];
  }

  /**
   * Return whether all corners of a square are positive, or none; undefined where the border runs through it.
   * @param {number} column
   * @param {number} row
   * @returns {boolean | undefined}
   */
  side(column, row) {
    const first = row * ACROSS + column;
    const positive = this.logits[first] > 0;
    const same = OTHERS.every((further) => this.logits[first + further] > 0 === positive);
    return same ? positive : undefined;
  }

  /**
   * Return the corners of a square, counterclockwise.
   * @param {number} column
   * @param {number} row
   * @returns {Corner[]}
   */
  corners(column, row) {
    const first = 2 * (row * ACROSS + column);
    const at = (/** @type {number} */ c, /** @type {number} */ r, /** @type {number} */ edge) => ({
      point: this.point(c, r),
      logit: this.logits[r * ACROSS + c],
      positive: this.logits[r * ACROSS + c] > 0,
      edge,
    });
    return [
      at(column, row, first),
      at(column + 1, row, first + 3),
      at(column + 1, row + 1, first + 2 * ACROSS),
      at(column, row + 1, first + 1),
    ];
  }

  /**
   * Return where the border crosses the edge between two corners, one of them positive.
   *
   * The secant between both ends, the weight of an end that stays twice halved (the Illinois method).
   * @param {Corner} from
   * @param {Corner} to
   * @returns {Point}
   */
  crossing(from, to) {
    const known = this.crossings.get(from.edge);
    if (known) return known;
    let [near, far, nearLogit, farLogit] = [0, 1, from.logit, to.logit];
    let at = near;
    for (let i = 0; i < MOST_STEPS; i++) {
      at = near + ((far - near) * nearLogit) / (nearLogit - farLogit);
      const found = this.logit(between(from.point, to.point, at));
      if (Math.abs(found) < NEAR) break;
      if (found > 0 === farLogit > 0) nearLogit /= 2;
      else [near, nearLogit] = [far, farLogit];
      [far, farLogit] = [at, found];
    }
    const crossing = between(from.point, to.point, at);
    this.crossings.set(from.edge, crossing);
    return crossing;
  }

  /**
   * Return whether the middle of a square is positive: what joins the corners of one side at a saddle.
   * @param {Corner[]} corners
   */
  middle(corners) {
    const [{ point: low }, , { point: high }] = corners;
    return this.logit(between(low, high, 0.5)) > 0;
  }
}
