/** The page retrains the film's runs when it has nothing else to do, and states how far its weights are off. */

import { trainable } from "companion/recipe";

/** @typedef {import("controls/trainer").Trainer} Trainer */

/** Farthest that a retrained weight may be off: float32 sums round otherwise, and a dead unit amplifies it. */
const BOUND = 1e-4;

/** Milliseconds that the page is left alone before the first. */
const REST = 600;

/** @typedef {{difference: number, right: boolean}} Check */

/**
 * Retrain every run that plain descent trained, one after another.
 * @param {any[]} runs
 * @param {Trainer} trainer
 * @param {(name: string, check: Check) => void} told
 */
export async function checkAll(runs, trainer, told) {
  // Who asks as soon as the page is there is answered first.
  await new Promise((done) => setTimeout(done, REST));
  for (const run of runs) {
    if (!trainable(run.recipe)) continue;
    await idle();
    const again = await trainer.train({ ...run.recipe, stop_when_solved: false }, null);
    told(run.name, compare(run.weights, again.weights));
  }
}

/**
 * Return the largest difference of two runs' weights; infinite where they are not of one length.
 * @param {ArrayLike<number>} film
 * @param {ArrayLike<number>} here
 * @returns {Check}
 */
export function compare(film, here) {
  let difference = film.length === here.length ? 0 : Infinity;
  for (let k = 0; k < film.length && difference < Infinity; k++) {
    const off = Math.abs(film[k] - here[k]);
    // NaN is no number that is smaller.
    if (!(off <= difference)) difference = Number.isNaN(off) ? Infinity : off;
  }
  return { difference, right: difference <= BOUND };
}

/** Wait until the page has nothing to do. */
function idle() {
  return new Promise((done) => {
    if ("requestIdleCallback" in window) requestIdleCallback(done, { timeout: 4000 });
    else setTimeout(done, 300);
  });
}
