/** Everything that is seen of a run at one moment: its three planes, every point's probability. */

import { ACTIVATIONS } from "companion/activations";
import { decision, hingeLines } from "companion/boundary";
import { sides } from "drawing/clip";
import { gridLines } from "drawing/grid";
import { judged } from "drawing/judged";
import { toA, toZ } from "drawing/maps";
import { strokesOf } from "drawing/strokes";
import { inputView, ROOM_OF_INPUTS, views } from "drawing/views";

/** @typedef {[number, number]} Pair */
/** @typedef {import("companion/network").Weights} Weights */
/**
 * A plane as it is drawn: points are x1, x2, x1, x2, ...; `halves` are the polygons of both sides.
 * @typedef {{low: Pair, high: Pair, halves: Float64Array[][], grid: Float64Array[],
 *            classes: Float64Array[], border: Float64Array[], hinges: Float64Array[]}} Plane
 */

/** Least tint of a grid line, as a share of that of the steepest slope. */
const FLATTEST = 0.1;

export class Moment {
  /**
   * @param {any} run
   * @param {Weights} trained The run's own weights now.
   * @param {Weights | null} edited Weights set by hand.
   * @param {{tint: boolean, fixed: boolean}} shown
   */
  constructor(run, trained, edited, shown) {
    this.run = run;
    this.weights = edited ?? trained;
    this.activation = /** @type {any} */ (ACTIVATIONS.get(run.recipe.activation));
    this.strokes = strokesOf(run);
    /** What of the input plane is judged: the square, or that of data which lie beyond it. */
    this.box = /** @type {Pair[]} */ ([]);
    this.judged = judged(this.weights, run.data, this.activation);
    this.missed = this.strokes.classes.map(({ indices }) => Uint8Array.from(indices, (k) => this.judged.wrong[k]));
    const seen = views(run, edited ? [trained, edited] : [trained], this.activation, shown.fixed);
    const grid = gridLines(this.weights, this.activation.hinges);
    /** Whether a line of the grid is an edge of the square. */
    this.edges = grid.map(({ edge }) => edge);
    this.x = this.inputPlane(inputView(run.data), grid.map(({ line }) => line));
    this.z = this.sumPlane(seen.z);
    this.a = this.featurePlane(seen.a);
    this.tints = shown.tint ? this.z.grid.map((line) => this.tint(line)) : null;
  }

  /**
   * @param {import("drawing/views").View} view
   * @param {Float64Array[]} grid
   * @returns {Plane}
   */
  inputPlane({ low, high }, grid) {
    const side = high[0] / ROOM_OF_INPUTS;
    const box = /** @type {Pair[]} */ ([[-side, -side], [side, -side], [side, side], [-side, side]]);
    this.box = box;
    const { border, negatives, positives } = decision(this.weights, this.activation, box);
    return {
      low,
      high,
      halves: [negatives.map(flat), positives.map(flat)],
      grid,
      classes: this.strokes.classes.map(({ points }) => points),
      border: border.map(flat),
      hinges: hingeLines(this.weights, this.activation, box).map(({ ends }) => flat(ends)),
    };
  }

  /**
   * @param {import("drawing/views").View} view
   * @returns {Plane}
   */
  sumPlane({ low, high }) {
    const image = (/** @type {Float64Array} */ points) => toZ(points, this.weights);
    const { halves, grid, classes, border: line } = this.x;
    return {
      low,
      high,
      halves: halves.map((half) => half.map(image)),
      grid: grid.map(image),
      classes: classes.map(image),
      border: line.map(image),
      hinges: crosses(low, high, this.activation.hinges),
    };
  }

  /**
   * @param {import("drawing/views").View} view
   * @returns {Plane}
   */
  featurePlane({ low, high }) {
    const image = (/** @type {Float64Array} */ points) => toA(points, this.activation);
    const { negative, positive, line } = sides(low, high, this.weights);
    return {
      low,
      high,
      halves: [[flat(negative)], [flat(positive)]],
      grid: this.z.grid.map(image),
      classes: this.z.classes.map(image),
      border: line.length ? [flat(line)] : [],
      hinges: crosses(low, high, this.activation.hinges.map(this.activation.f)),
    };
  }

  /**
   * Return how much of a small piece the layer leaves at each sample: the root of f'(z1) f'(z2), 0 to 1.
   * @param {Float64Array} z
   */
  tint(z) {
    const { derivative } = this.activation;
    const found = new Float64Array(z.length / 2);
    for (let k = 0; k < found.length; k++)
      found[k] = Math.sqrt(Math.abs(derivative(z[2 * k]) * derivative(z[2 * k + 1])));
    const steepest = Math.abs(derivative(this.activation.hinges.length ? 1 : 0));
    return found.map((value) => Math.min(Math.max(value / steepest, FLATTEST), 1));
  }
}

/**
 * Return pairs as one row of numbers.
 * @param {ArrayLike<ArrayLike<number>>} pairs
 */
function flat(pairs) {
  const found = new Float64Array(2 * pairs.length);
  for (let k = 0; k < pairs.length; k++) {
    found[2 * k] = pairs[k][0];
    found[2 * k + 1] = pairs[k][1];
  }
  return found;
}

/**
 * Return the lines of a frame at which either number has one of some values.
 * @param {Pair} low
 * @param {Pair} high
 * @param {readonly number[]} values
 */
function crosses(low, high, values) {
  return values.flatMap((value) => [
    Float64Array.of(value, low[1], value, high[1]),
    Float64Array.of(low[0], value, high[0], value),
  ]);
}
