/** The address: it always holds what is shown, and is copied by a click. */

import { BEFORE, YOURS } from "controls/ask";
import { POINTS, write } from "controls/state";
import { copyLink } from "shared/copying";
import { byId } from "shared/dom";

/** Milliseconds without a change after which the address is written. */
const REST = 300;
const HELD = ["runs", "run", "beside", "epoch", "probe", "edited", "shown", "points", "pace", "seconds"];

/**
 * Keep the address at what is shown.
 * @param {import("controls/store").Store<any>} store
 */
export function share(store) {
  let timer = 0;
  store.on(HELD, (values) => {
    clearTimeout(timer);
    if (!values.playing) timer = setTimeout(() => history.replaceState(null, "", write(held(store.values))), REST);
  });
  byId("copy").addEventListener("click", () => {
    const state = held(store.values);
    const hash = write(state);
    copyLink(hash, lost(store.values, state, hash));
  });
}

/**
 * Return what an address has of all that is shown.
 * @param {any} values
 * @returns {import("controls/state").State}
 */
function held(values) {
  const { runs, run, beside, points } = values;
  const own = runs.get(YOURS);
  // What nobody sees is not trained again.
  const before = [run, beside].includes(BEFORE) ? runs.get(BEFORE) : null;
  const others = (/** @type {any} */ trained) => (trained?.points && trained.points !== points ? trained.points : null);
  return {
    ...values,
    own: own?.asked ?? null,
    before: before?.asked ?? null,
    ownPoints: others(own),
    beforePoints: others(before),
  };
}

/**
 * Return in a few words what the address could not take.
 * @param {any} values
 * @param {import("controls/state").State} state
 * @param {string} hash
 */
function lost({ current, other }, state, hash) {
  if (current.file || other?.file) return "; an opened file is not in it";
  const away = POINTS.some((name) => state[name]?.length && !hash.includes(`&${name}=`));
  return away ? "; your points are too many for it" : "";
}
