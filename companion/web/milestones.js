/** The epochs at which points come right, axes widen, units squash or die; as training/run/milestones.py. */

import { ACTIVATIONS } from "companion/activations";
import { WEIGHTS, logit } from "companion/network";
import { longestPlateau } from "companion/plateau";

/** @typedef {import("./activations.js").Activation} Activation */
/** @typedef {[number | null, number | null]} PerUnit */

/**
 * What is measured with the weights after each epoch; an epoch that is not reached is null.
 * @typedef {object} Milestones
 * @property {number | null} negativesRight From which, to the end, every negative is right.
 * @property {number | null} allRight From which, to the end, every point is right.
 * @property {import("./plateau.js").Plateau | null} plateau
 * @property {PerUnit} widening At which the square's image is wider than at the start by 10 % of its widest.
 * @property {PerUnit} squashing At which sigma' is below half its peak for 5 % of the points.
 * @property {PerUnit} dead From which, to the end, sigma' is 0 on every point.
 */

const WIDENED = 0.1;
const SQUASHED_SLOPE = 0.5;
const SQUASHED_SHARE = 0.05;
/** Lines each way of the grid on the input square by which its image is measured. */
const GRID_LINES = 11;

/**
 * Return the milestones of a run.
 * @param {import("./runs.js").Run} run
 * @returns {Milestones}
 */
export function milestones(run) {
  const activation = /** @type {Activation} */ (ACTIVATIONS.get(run.recipe.activation));
  const many = SQUASHED_SHARE * run.data.targets.length;
  const squashedBelow = SQUASHED_SLOPE * peakSlope(activation);
  const seen = Array.from({ length: run.epochs + 1 }, (_, epoch) => {
    const start = epoch * run.updatesPerEpoch * WEIGHTS;
    const weights = run.weights.subarray(start, start + WEIGHTS);
    return { ...seenAt(weights, run.data, activation, squashedBelow), width: widths(weights, activation) };
  });
  const perUnit = (/** @type {(unit: number) => number | null} */ epochOf) =>
    /** @type {PerUnit} */ ([epochOf(0), epochOf(1)]);
  return {
    negativesRight: forGood(seen.map(({ wrongNegatives }) => wrongNegatives === 0)),
    allRight: forGood(seen.map(({ wrong }) => wrong === 0)),
    plateau: longestPlateau(run.loss),
    widening: perUnit((unit) => {
      const width = seen.map((each) => each.width[unit]);
      const widest = Math.max(...width);
      return first(width.map((each) => each > width[0] + WIDENED * widest));
    }),
    squashing: perUnit((unit) => first(seen.map(({ squashed }) => squashed[unit] >= many))),
    dead: perUnit((unit) => forGood(seen.map(({ alive }) => !alive[unit]))),
  };
}

/**
 * Return what milestones look at, after one epoch.
 * @param {import("./network.js").Weights} w
 * @param {import("./network.js").Data} data
 * @param {Activation} activation
 * @param {number} squashedBelow Slope.
 */
function seenAt(w, { inputs, targets }, { f, derivative }, squashedBelow) {
  const found = { wrong: 0, wrongNegatives: 0, alive: [false, false], squashed: [0, 0] };
  for (let i = 0; i < targets.length; i++) {
    const [x1, x2] = [inputs[2 * i], inputs[2 * i + 1]];
    if (logit(w, x1, x2, f) > 0 !== targets[i] > 0.5) {
      found.wrong += 1;
      if (targets[i] < 0.5) found.wrongNegatives += 1;
    }
    for (let unit = 0; unit < 2; unit++) {
      const slope = Math.abs(derivative(x1 * w[unit] + x2 * w[2 + unit] + w[4 + unit]));
      if (slope !== 0) found.alive[unit] = true;
      if (slope < squashedBelow) found.squashed[unit] += 1;
    }
  }
  return found;
}

/**
 * Return the steepest slope of an activation that squashes, 0 for one without limits on both sides.
 * @param {Activation} activation
 */
function peakSlope({ limits, derivative }) {
  if (!limits.every(Number.isFinite)) return 0;
  return Math.max(...Array.from({ length: 1601 }, (_, i) => derivative(-8 + 0.01 * i)));
}

/**
 * Return how wide the image of the input square is along both axes of feature space.
 * @param {import("./network.js").Weights} w
 * @param {Activation} activation
 */
function widths(w, { f }) {
  const lines = Array.from({ length: GRID_LINES }, (_, i) => -1 + (2 * i) / (GRID_LINES - 1));
  return [0, 1].map((unit) => {
    const image = lines.flatMap((x1) => lines.map((x2) => f(x1 * w[unit] + x2 * w[2 + unit] + w[4 + unit])));
    return Math.max(...image) - Math.min(...image);
  });
}

/**
 * Return the first index from which it holds to the end.
 * @param {boolean[]} holds
 */
function forGood(holds) {
  const since = holds.lastIndexOf(false) + 1;
  return since < holds.length ? since : null;
}

/**
 * Return the first index at which it holds.
 * @param {boolean[]} holds
 */
function first(holds) {
  const index = holds.indexOf(true);
  return index < 0 ? null : index;
}
