/** The whole state in the address: read with bounds and never trusted, written short. */

import { AT_MOST, MOST_POINTS } from "companion/limits";
import { readRecipe, written } from "controls/recipe";
import { packed, unpacked } from "controls/points";

/**
 * @typedef {{run: string, beside: string, epoch: number, probe: [number, number], edited: number[] | null,
 *            shown: Record<string, boolean>, recipe: import("controls/recipe").Recipe | null,
 *            points: import("controls/points").Painted[] | null}} State
 */

/** Names of the toggles; what a page shows unless its address says otherwise. */
export const TOGGLES = ["grid", "tint", "hinges", "fixed"];
export const USUAL = Object.freeze({ grid: true, tint: false, hinges: false, fixed: false });
/** Greatest weight that may be set by hand; most signs of an address that are read at all. */
const [MOST_WEIGHT, MOST_SIGNS] = [1e4, 20_000];
const DECIMALS = 4;

/**
 * Return what an address asks for: only what makes sense, and the names of what does not.
 * @param {string} hash As `location.hash`.
 * @returns {{state: Partial<State>, refused: string[]}}
 */
export function parse(hash) {
  const refused = /** @type {string[]} */ ([]);
  const state = /** @type {any} */ ({});
  if (hash.length > MOST_SIGNS) return { state, refused: ["all of it: it is too long"] };
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const value = Object.hasOwn(READERS, name) ? READERS[name](text) : undefined;
    if (value === undefined) refused.push(name === "points" && text.length > 3 * MOST_POINTS ? AT_MOST : name.slice(0, 20));
    else state[FIELDS[name] ?? name] = value;
  }
  return { state, refused };
}

/** Under which name the page keeps what an address calls otherwise. @type {Record<string, string>} */
const FIELDS = { w: "edited", show: "shown", own: "recipe" };

/** @type {Record<string, (text: string) => unknown>} */
const READERS = {
  run: (text) => (text.length <= 80 ? text : undefined),
  beside: (text) => (text.length <= 80 ? text : undefined),
  epoch: (text) => numbers(text, 1, 0, 1e6)?.[0],
  probe: (text) => numbers(text, 2, -1e3, 1e3),
  w: (text) => numbers(text, 9, -MOST_WEIGHT, MOST_WEIGHT),
  show: (text) => {
    const names = text === "" ? [] : text.split(",");
    if (!names.every((name) => TOGGLES.includes(name))) return undefined;
    return Object.fromEntries(TOGGLES.map((name) => [name, names.includes(name)]));
  },
  own: readRecipe,
  points: unpacked,
};

/**
 * Return so many finite numbers within bounds, undefined for anything else.
 * @param {string} text
 * @param {number} count
 * @param {number} low
 * @param {number} high
 * @returns {any}
 */
function numbers(text, count, low, high) {
  const parts = text.split(",");
  const found = parts.map(Number);
  const good = (/** @type {number} */ value, /** @type {number} */ k) =>
    parts[k].trim() !== "" && value >= low && value <= high;
  return found.length === count && found.every(good) ? found : undefined;
}

/**
 * Return the address of a state, from the hash on.
 * @param {State} state
 */
export function write(state) {
  const short = (/** @type {number} */ value) => String(Number(value.toFixed(DECIMALS)));
  const parts = [`run=${encodeURIComponent(state.run)}`, `epoch=${short(state.epoch)}`];
  if (state.beside) parts.push(`beside=${encodeURIComponent(state.beside)}`);
  parts.push(`probe=${state.probe.map(short).join(",")}`);
  if (state.edited) parts.push(`w=${state.edited.map((value) => String(Number(value.toPrecision(7)))).join(",")}`);
  const shown = TOGGLES.filter((name) => state.shown[name]);
  if (shown.join() !== TOGGLES.filter((name) => USUAL[/** @type {keyof typeof USUAL} */ (name)]).join())
    parts.push(`show=${shown.join(",")}`);
  if (state.recipe) parts.push(`own=${written(state.recipe)}`);
  const points = state.points && packed(state.points);
  if (points) parts.push(`points=${points}`);
  return `#${parts.join("&")}`;
}
