/**
 * Film time against epochs: slow where feature space moves, fast where it rests.
 *
 * A port of scenes/kit/stage/playback.py (slowness) and training/run/spread.py (motion). Where the film rests to
 * let its narrator finish, and where it slows down for a boundary that flips, this goes on.
 */

import { ACTIVATIONS } from "companion/activations";

/** Lines of the grid each way whose crossings are followed; epochs looked back and ahead. */
const [LINES, REACH] = [11, 2];
/** What an epoch without motion costs, and most that motion may weigh, in averages of the run. */
const [AT_REST, MOST] = [0.35, 4];
/** Standard deviation of the average, and where it is cut, in epochs. */
const [DEVIATION, CUT] = [2, 6];

/** @typedef {{weights: ArrayLike<number>, updatesPerEpoch: number, epochs: number, recipe: {activation: string}}} Run */

/**
 * Return the share of the film that is over at each epoch, from 0 to 1.
 * @param {Run} run
 * @returns {Float64Array}
 */
export function filmShares(run) {
  const speeds = averaged(motion(run));
  const mean = speeds.reduce((sum, speed) => sum + speed, 0) / speeds.length;
  const cost = speeds.map((speed) => AT_REST + Math.min(mean > 0 ? speed / mean : 1, MOST));
  const spent = new Float64Array(cost.length);
  for (let epoch = 1; epoch < cost.length; epoch++)
    spent[epoch] = spent[epoch - 1] + (cost[epoch - 1] + cost[epoch]) / 2;
  return spent.map((value) => value / (spent[spent.length - 1] || 1));
}

/**
 * Return the epoch at a share of the film.
 * @param {Float64Array} shares
 * @param {number} share
 */
export function epochAt(shares, share) {
  let [low, high] = [0, shares.length - 1];
  if (share >= 1) return high;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (shares[middle] <= share) low = middle;
    else high = middle;
  }
  return low + (share - shares[low]) / (shares[high] - shares[low] || 1);
}

/**
 * Return the share of the film at an epoch.
 * @param {Float64Array} shares
 * @param {number} epoch
 */
export function shareAt(shares, epoch) {
  const before = Math.min(Math.floor(epoch), shares.length - 2);
  if (before < 0) return 1;
  return shares[before] + (epoch - before) * (shares[before + 1] - shares[before]);
}

/**
 * Return how fast the grid moves after each epoch, in sides of feature space an epoch.
 * @param {Run} run
 * @returns {Float64Array}
 */
export function motion(run) {
  const images = Array.from({ length: run.epochs + 1 }, (_, epoch) => image(run, epoch));
  const [low, high] = /** @type {any} */ (ACTIVATIONS.get(run.recipe.activation)).limits;
  const side = Number.isFinite(high - low) ? high - low : Math.max(...images.map(extent), 1e-12);
  return Float64Array.from(images, (_, epoch) => {
    const [from, to] = [Math.max(epoch - REACH, 0), Math.min(epoch + REACH, run.epochs)];
    const [before, after] = [images[from], images[to]];
    let moved = 0;
    for (let k = 0; k < before.length; k += 2)
      moved += Math.hypot(after[k] - before[k], after[k + 1] - before[k + 1]);
    return moved / (before.length / 2) / Math.max(to - from, 1) / side;
  });
}

/**
 * Return where the crossings of the grid lie in feature space after an epoch.
 * @param {Run} run
 * @param {number} epoch
 */
function image({ weights, updatesPerEpoch, recipe }, epoch) {
  const { f } = /** @type {any} */ (ACTIVATIONS.get(recipe.activation));
  const w = epoch * updatesPerEpoch * 9;
  const found = new Float64Array(2 * LINES * LINES);
  for (let k = 0; k < LINES * LINES; k++) {
    const [x1, x2] = [((k % LINES) * 2) / (LINES - 1) - 1, (Math.floor(k / LINES) * 2) / (LINES - 1) - 1];
    for (const unit of [0, 1])
      found[2 * k + unit] = f(x1 * weights[w + unit] + x2 * weights[w + 2 + unit] + weights[w + 4 + unit]);
  }
  return found;
}

/**
 * Return the larger side of the rectangle that holds some points.
 * @param {Float64Array} points
 */
function extent(points) {
  const sides = [0, 1].map((axis) => {
    const values = points.filter((_, k) => k % 2 === axis);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.max(...sides);
}

/**
 * Return the Gaussian average of a curve whose ends go on as they are.
 * @param {Float64Array} values
 */
function averaged(values) {
  const weigh = (/** @type {number} */ away) => Math.exp((-away * away) / (2 * DEVIATION * DEVIATION));
  return values.map((_, k) => {
    let [sum, weight] = [0, 0];
    for (let away = -CUT; away <= CUT; away++) {
      const at = Math.min(Math.max(k + away, 0), values.length - 1);
      sum += weigh(away) * values[at];
      weight += weigh(away);
    }
    return sum / weight;
  });
}
