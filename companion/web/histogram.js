/** Counts of values in bins, as numpy.histogram counts them. */

/**
 * Return how many values fall into each of so many equal bins; those outside count in the end bins.
 *
 * A bin holds its lower edge, the last one both. What is no number counts nowhere.
 * @param {ArrayLike<number>} values
 * @param {number} low
 * @param {number} high
 * @param {number} bins
 * @returns {number[]}
 */
export function counts(values, low, high, bins) {
  const found = new Array(bins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = binOf(values[i], low, high, bins);
    if (bin >= 0) found[bin] += 1;
  }
  return found;
}

/**
 * Return the bin of a value; -1 for what is no number.
 * @param {number} value
 * @param {number} low
 * @param {number} high
 * @param {number} bins
 * @returns {number}
 */
function binOf(value, low, high, bins) {
  if (Number.isNaN(value)) return -1;
  const step = (high - low) / bins;
  let bin = Math.min(Math.max(Math.floor((value - low) / step), 0), bins - 1);
  // The quotient may round across an edge: the edges themselves decide.
  if (bin > 0 && value < low + bin * step) bin -= 1;
  else if (bin < bins - 1 && value >= low + (bin + 1) * step) bin += 1;
  return bin;
}
