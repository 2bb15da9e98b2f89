/** The keyboard. */

import { goTo, step } from "controls/scrubber";
import { byId, element, ownsKey } from "shared/dom";

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
  /** @type {[string[], string, () => void][]} */
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
  const actions = new Map(known.flatMap(([names, , act]) => names.map((name) => [name, act])));
  const names = /** @type {Record<string, string>} */ ({ " ": "space", ArrowLeft: "←", ArrowRight: "→" });
  byId("key-list").append(
    ...known.flatMap(([list, said]) => [
      element("dt", {}, ...list.map((name) => element("kbd", {}, names[name] ?? name))),
      element("dd", {}, said),
    ]),
    element("dt", {}, element("kbd", {}, "⇧"), element("kbd", {}, "→")),
    element("dd", {}, "on the ruler an update, on a point or a weight a tenth of a step"),
  );
  byId("keys").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const act = actions.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!act || ownsKey(event) || help.open) return;
    event.preventDefault();
    act();
  });
}

/**
 * @param {import("controls/store").Store<any>} store
 * @param {string} name
 */
function toggle(store, name) {
  const { shown } = store.values;
  store.set({ shown: { ...shown, [name]: !shown[name] } });
}
