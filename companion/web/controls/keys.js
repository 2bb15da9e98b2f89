/** The keyboard. */

import { goTo, step } from "controls/scrubber";
import { byId } from "shared/dom";
import { listed, listenToKeys } from "shared/keyboard";

/**
 * Let keys lead the run, and list them in the help.
 * @param {import("controls/store").Store<any>} store
 */
export function keys(store) {
  const help = byId("help");
  const press = (/** @type {string} */ id) => () => byId(id).click();
  const by = (/** @type {number} */ epochs) => () => {
    const { epoch, current } = store.values;
    goTo(store, (Math.round(epoch) + epochs) * current.updatesPerEpoch);
  };
  /** @type {import("shared/keyboard").Key[]} */
  const known = [
    [[" ", "k"], "play or pause", press("play")],
    [["ArrowLeft"], "an epoch back", by(-1)],
    [["ArrowRight"], "an epoch on", by(1)],
    [[","], "an update back", () => step(store, -1)],
    [["."], "an update on", () => step(store, 1)],
    [["Home"], "to epoch 0", () => goTo(store, 0)],
    [["End"], "to the end", () => goTo(store, Infinity)],
    [["g"], "grid on or off", () => toggle(store, "grid")],
    [["s"], "tint by slope on or off", () => toggle(store, "tint")],
    [["h"], "hinge lines on or off", () => toggle(store, "hinges")],
    [["t"], "back to the trained weights", () => store.set({ edited: null })],
    [["y"], "copy a link to what is shown", press("copy")],
    [["?"], "these keys", () => help.showModal()],
  ];
  listenToKeys(known);
  byId("key-list").append(...listed(["⇧", "→"], "on the ruler an update, on a point or a weight a tenth of a step"));
}

/**
 * @param {import("controls/store").Store<any>} store
 * @param {string} name
 */
function toggle(store, name) {
  const { shown } = store.values;
  store.set({ shown: { ...shown, [name]: !shown[name] } });
}
