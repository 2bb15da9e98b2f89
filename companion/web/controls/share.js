/** The address: it always holds what is shown, and is copied by a click. */

import { write } from "controls/state";
import { byId } from "shared/dom";

/** Milliseconds without a change after which the address is written; for which it is said that it was copied. */
const [REST, SAID] = [300, 2500];

/**
 * Keep the address at what is shown.
 * @param {import("controls/store").Store<any>} store
 */
export function share(store) {
  let timer = 0;
  store.on(["run", "beside", "epoch", "probe", "edited", "shown", "recipe", "points"], (values) => {
    clearTimeout(timer);
    if (!values.playing) timer = setTimeout(() => history.replaceState(null, "", address(store.values)), REST);
  });
  byId("copy").addEventListener("click", async () => {
    const hash = address(store.values);
    history.replaceState(null, "", hash);
    let said = "Link copied";
    try {
      await navigator.clipboard.writeText(location.href);
    } catch {
      said = "The link is in the address bar";
    }
    if (store.values.points.length && !hash.includes("points=")) said += "; your points are too many or too fine for it";
    byId("told").textContent = said;
    const note = byId("copied");
    note.textContent = said;
    note.hidden = false;
    clearTimeout(Number(note.dataset.timer));
    note.dataset.timer = String(setTimeout(() => (note.hidden = true), SAID));
  });
}

/** @param {any} values */
function address(values) {
  return write({ ...values, points: values.points.length ? values.points : null });
}
