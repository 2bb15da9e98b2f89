/** The address: it always holds what is shown, and is copied by a click. */

import { write } from "controls/state";
import { copyLink } from "shared/copying";
import { byId } from "shared/dom";

/** Milliseconds without a change after which the address is written. */
const REST = 300;

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
  byId("copy").addEventListener("click", () => {
    const hash = address(store.values);
    const lost = store.values.points.length && !hash.includes("points=");
    copyLink(hash, lost ? "; your points are too many or too fine for it" : "");
  });
}

/** @param {any} values */
function address(values) {
  return write({ ...values, points: values.points.length ? values.points : null });
}
