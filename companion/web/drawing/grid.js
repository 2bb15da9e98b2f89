/** The grid of the input square [-1, 1]^2, bent as the layer bends it. */

/** Lines each way, edges included; samples of one. */
const LINES = 11;
const SAMPLES = 41;

/** @typedef {{line: Float64Array, edge: boolean}} GridLine Points as x1, x2, x1, x2, ... */

/**
 * Return the lines of the grid in the input plane, with samples exactly at the hinges z_k = h.
 * @param {ArrayLike<number>} w
 * @param {readonly number[]} hinges
 * @param {boolean} straight Whether both ends are enough.
 * @returns {GridLine[]}
 */
export function gridLines(w, hinges, straight = false) {
  const lines = [];
  for (const axis of [0, 1])
    for (let k = 0; k < LINES; k++) {
      const at = (2 * k) / (LINES - 1) - 1;
      const along = straight ? [-1, 1] : samples(w, hinges, axis, at);
      const line = new Float64Array(2 * along.length);
      along.forEach((value, j) => {
        line[2 * j + axis] = at;
        line[2 * j + 1 - axis] = value;
      });
      lines.push({ line, edge: k === 0 || k === LINES - 1 });
    }
  return lines;
}

/**
 * @param {ArrayLike<number>} w
 * @param {readonly number[]} hinges
 * @param {number} axis Which of x1 and x2 stays.
 * @param {number} at
 */
function samples(w, hinges, axis, at) {
  const found = Array.from({ length: SAMPLES }, (_, k) => (2 * k) / (SAMPLES - 1) - 1);
  if (hinges.length === 0) return found;
  for (const unit of [0, 1])
    for (const hinge of hinges) {
      const along = (hinge - w[4 + unit] - at * w[2 * axis + unit]) / w[2 * (1 - axis) + unit];
      if (along > -1 && along < 1) found.push(along);
    }
  return found.sort((one, other) => one - other);
}
