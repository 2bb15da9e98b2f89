/** A page's keys: listened to, and listed in its help. */

import { byId, element, ownsKey } from "shared/dom";

/**
 * A key's names as events have them, what it does in words, and what is done.
 * @typedef {[string[], string, () => void]} Key
 */

/** Keys as they are printed, where their names are not. */
const PRINTED = /** @type {Record<string, string>} */ ({
  " ": "space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓",
});

/**
 * Let keys drive a page, and list them in its help.
 * @param {Key[]} keys
 * @param {(event: KeyboardEvent) => boolean} [leaves] Whether a key is left to what has the focus.
 */
export function listenToKeys(keys, leaves = () => false) {
  const help = byId("help");
  const actions = new Map(keys.flatMap(([names, , act]) => names.map((name) => [name, act])));
  byId("key-list").append(...keys.flatMap(([names, said]) => listed(names, said)));
  byId("keys").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const act = actions.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!act || ownsKey(event) || help.open || leaves(event)) return;
    event.preventDefault();
    act();
  });
}

/**
 * Return the entry of the help for keys that do the same.
 * @param {string[]} names
 * @param {string} said
 * @returns {HTMLElement[]}
 */
export function listed(names, said) {
  const keys = names.map((name) => element("kbd", {}, PRINTED[name] ?? name));
  return [element("dt", {}, ...keys), element("dd", {}, said)];
}
