/** Seconds of the film: written, and looked up. */

/**
 * Return seconds as a clock shows them: 7:05, or 1:02:03 from an hour on.
 * @param {number} seconds
 * @returns {string}
 */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/**
 * Return the index of the last entry that has begun, -1 before the first.
 * @param {number[]} starts Seconds, ascending.
 * @param {number} time Seconds.
 * @returns {number}
 */
export function begun(starts, time) {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Return the middle of the frame that is shown from a time on: players round, so its bounds are not safe.
 * @param {number} seconds A frame's beginning.
 * @param {number} rate Frames a second.
 * @returns {number}
 */
export function inside(seconds, rate) {
  return (Math.round(seconds * rate) + 0.5) / rate;
}
