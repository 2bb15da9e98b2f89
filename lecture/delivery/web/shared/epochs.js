/** The epoch that a scene shows, second by second: from the film to the run, and back. */

/** @typedef {import("./data.js").Knot} Knot */

/** Seconds by which a frame may begin before its knot: both are rounded. */
const SLACK = 1e-3;

/**
 * Return the epoch shown at a second, undefined where a scene shows none.
 * @param {Knot[]} knots In order.
 * @param {number} time Second of the film.
 * @returns {number | undefined}
 */
export function epochAt(knots, time) {
  const next = knots.findIndex(([second]) => second > time + SLACK);
  if (next === 0 || knots.length === 0) return undefined;
  if (next < 0) return knots[knots.length - 1][1];
  const [[before, from], [after, to]] = [knots[next - 1], knots[next]];
  return from + Math.max((time - before) / (after - before), 0) * (to - from);
}

/**
 * Return the second at which a scene first comes to an epoch, undefined where it never does. A run that is wound
 * back passes its epochs, and does not come to them.
 * @param {Knot[]} knots In order.
 * @param {number} epoch
 * @returns {number | undefined}
 */
export function secondAt(knots, epoch) {
  for (let k = 1; k < knots.length; k++) {
    const [[before, from], [after, to]] = [knots[k - 1], knots[k]];
    if (from <= epoch && epoch <= to) return before + (to > from ? (epoch - from) / (to - from) : 0) * (after - before);
  }
  const last = knots[knots.length - 1];
  return last?.[1] === epoch ? last[0] : undefined;
}
