/** Playing: the epoch goes on with time, at the film's pacing or evenly. */

import { epochAt, filmShares, shareAt } from "controls/pacing";

/** @type {WeakMap<object, Float64Array>} */
const kept = new WeakMap();

/**
 * Return a run's shares of the film, measured once.
 * @param {any} run
 */
export function sharesOf(run) {
  const found = kept.get(run) ?? filmShares(run);
  kept.set(run, found);
  return found;
}

/**
 * Let the store's epoch go on while it plays.
 * @param {import("controls/store").Store<any>} store
 */
export function playback(store) {
  let before = 0;
  let told = -1;
  const step = (/** @type {number} */ now) => {
    const { playing, current, epoch, pace, seconds } = store.values;
    if (!playing) return;
    // A page that was hidden does not leap.
    const share = Math.min(now - before, 100) / 1000 / seconds;
    before = now;
    // The scrubber may have been moved meanwhile.
    const from = epoch === told ? position : placed(current, epoch, pace);
    position = Math.min(from + share, 1);
    const reached = pace === "film" ? epochAt(sharesOf(current), position) : position * store.values.last;
    told = Math.min(reached, store.values.last);
    store.set({ epoch: told, edited: null, playing: position < 1 });
    requestAnimationFrame(step);
  };
  let position = 0;
  const placed = (/** @type {any} */ run, /** @type {number} */ epoch, /** @type {string} */ pace) =>
    pace === "film" ? shareAt(sharesOf(run), Math.min(epoch, run.epochs)) : epoch / store.values.last;
  store.on(["playing"], ({ playing, epoch, last }) => {
    if (!playing) return;
    if (epoch >= last) store.set({ epoch: 0 });
    told = -1;
    before = performance.now();
    requestAnimationFrame(step);
  });
  store.on(["pace", "current"], () => (told = -1));
}
