/** Weights between the stored ones: monotone cubic interpolation (PCHIP), as training/run/interpolation.py. */

import { WEIGHTS } from "companion/network";

/** Times nearer than this to a knot get the knot itself. */
const TOLERANCE = 1e-6;

/** A curve through stored weights, at times 0, 1, ..., count - 1; between two of them each weight is monotone. */
export class Path {
  /**
   * @param {Float32Array | Float64Array} knots 9 weights a knot.
   * @param {number} count Knots, at least 1.
   */
  constructor(knots, count) {
    this.knots = knots;
    this.last = count - 1;
  }

  /**
   * Return the weights at a time; exactly the knot when at one. Times beyond the ends are the ends'.
   * @param {number} time
   * @returns {Float64Array}
   */
  at(time) {
    const within = Math.min(Math.max(time, 0), this.last);
    const knot = Math.round(within);
    if (Math.abs(within - knot) < TOLERANCE) {
      return Float64Array.from(this.knots.subarray(knot * WEIGHTS, (knot + 1) * WEIGHTS));
    }
    const left = Math.floor(within);
    const past = within - left;
    const weights = new Float64Array(WEIGHTS);
    for (let i = 0; i < WEIGHTS; i++) {
      const start = this.knots[left * WEIGHTS + i];
      const rise = this.rise(left, i);
      const [begin, end] = [this.slope(left, i), this.slope(left + 1, i)];
      const bend = begin + end - 2 * rise;
      weights[i] = ((bend * past + (rise - begin - bend)) * past + begin) * past + start;
    }
    return weights;
  }

  /**
   * Return how far a weight rises from one knot to the next.
   * @param {number} knot
   * @param {number} i
   */
  rise(knot, i) {
    return this.knots[(knot + 1) * WEIGHTS + i] - this.knots[knot * WEIGHTS + i];
  }

  /**
   * Return the slope at a knot (Fritsch and Butland 1984): 0 at an extremum, else the harmonic mean of both rises.
   * @param {number} knot
   * @param {number} i
   */
  slope(knot, i) {
    if (this.last === 1) return this.rise(0, i);
    if (knot === 0) return endSlope(this.rise(0, i), this.rise(1, i));
    if (knot === this.last) return endSlope(this.rise(knot - 1, i), this.rise(knot - 2, i));
    const [before, after] = [this.rise(knot - 1, i), this.rise(knot, i)];
    return Math.sign(before) * Math.sign(after) > 0 ? 2 / (1 / before + 1 / after) : 0;
  }
}

/**
 * Return the slope at an end: of the parabola through three knots, held to the shape.
 * @param {number} outer
 * @param {number} inner
 */
function endSlope(outer, inner) {
  const slope = (3 * outer - inner) / 2;
  if (Math.sign(slope) !== Math.sign(outer)) return 0;
  return Math.sign(outer) !== Math.sign(inner) && Math.abs(slope) > 3 * Math.abs(outer) ? 3 * outer : slope;
}
