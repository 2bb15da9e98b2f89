/** The stretch of epochs over which the loss rests before it falls; as training/run/milestones.py. */

/**
 * A stretch of epochs and its mean loss.
 * @typedef {{begin: number, end: number, level: number}} Plateau
 */

/** Of the loss's whole range: how far it may move on a plateau, and how far it must still fall afterwards. */
const BAND = 0.05;
const FALL_AFTER = 0.25;

/**
 * Return the longest plateau of a loss curve, one value per epoch.
 * @param {ArrayLike<number>} loss
 * @returns {Plateau | null}
 */
export function longestPlateau(loss) {
  const values = Array.from(loss);
  const whole = Math.max(...values) - Math.min(...values);
  const lowestAfter = values.slice();
  for (let i = values.length - 2; i >= 0; i--) lowestAfter[i] = Math.min(values[i], lowestAfter[i + 1]);
  let best = [0, 0];
  let begin = 0;
  for (let end = 0; end < values.length; end++) {
    while (range(values, begin, end) > BAND * whole) begin += 1;
    const falls = values[end] - lowestAfter[end] >= FALL_AFTER * whole;
    if (falls && end - begin > best[1] - best[0]) best = [begin, end];
  }
  if (whole <= 0 || best[1] === best[0]) return null;
  const stretch = values.slice(best[0], best[1] + 1);
  return { begin: best[0], end: best[1], level: stretch.reduce((sum, each) => sum + each, 0) / stretch.length };
}

/**
 * @param {number[]} values
 * @param {number} begin
 * @param {number} end
 */
function range(values, begin, end) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = begin; i <= end; i++) [low, high] = [Math.min(low, values[i]), Math.max(high, values[i])];
  return high - low;
}
