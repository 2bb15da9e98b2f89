/** Going where an address leads: what was trained is trained again, what makes no sense is left and said. */

import { OWN_DATA } from "controls/recipe";
import { parse } from "controls/state";

/**
 * Return what goes to an address; a later one stops it, and so does who trains something else.
 * @param {import("controls/store").Store<any>} store
 * @param {import("controls/ask").Train} train
 * @param {(text: string) => void} problem Says one sentence.
 * @returns {(hash: string) => Promise<void>}
 */
export function follower(store, train, problem) {
  let latest = 0;
  return async (hash) => {
    const now = ++latest;
    const { state, refused } = parse(hash);
    const { own, before, points, ownPoints, beforePoints, ...rest } = state;
    if (points) store.set({ points });
    // The last that is trained is yours, the one before it was before.
    for (const [recipe, others] of /** @type {const} */ ([[before, beforePoints], [own, ownPoints]])) {
      const data = others ?? points;
      const known = recipe && (recipe.dataset !== OWN_DATA || data);
      if (known && !(await train(recipe, data ?? undefined))) return;
      if (now !== latest) return;
    }
    const { runs } = store.values;
    for (const name of /** @type {const} */ (["run", "beside"])) {
      const wanted = rest[name];
      if (!wanted || runs.has(wanted)) continue;
      refused.push(`${name}=${wanted.slice(0, 20)}`);
      delete rest[name];
    }
    store.set({ edited: null, ...rest, run: rest.run || store.values.run, playing: false });
    if (refused.length) problem(`The address asks for what is not here (${refused.join(", ")}): the rest is shown.`);
  };
}
