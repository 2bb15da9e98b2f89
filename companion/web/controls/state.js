/** The whole state in the address: read with bounds and never trusted, written short. */

import { AT_MOST, MOST_POINTS } from "companion/limits";
import { readRecipe, written } from "controls/recipe";
import { packed, unpacked } from "controls/points";

/** @typedef {import("controls/points").Painted[] | null} Points */
/** @typedef {import("controls/recipe").Recipe | null} Asked */
/**
 * `own` and `before` are the recipes of both runs that were trained in the page; they are trained on `points`, which
 * are painted now, unless they have others.
 * @typedef {{run: string, beside: string, epoch: number, probe: [number, number], edited: number[] | null,
 *            shown: Record<string, boolean>, pace: string, seconds: number, own: Asked, before: Asked,
 *            points: Points, ownPoints: Points, beforePoints: Points}} State
 */

/** Names of the toggles; what a page shows unless its address says otherwise. */
export const TOGGLES = ["grid", "tint", "hinges", "fixed"];
export const USUAL = Object.freeze({ grid: true, tint: false, hinges: false, fixed: false });
/** How time passes, and the seconds that a whole run may take; each with what is usual. */
const PACES = ["film", "even"];
export const USUAL_PACE = "film";
export const LENGTHS = [9, 18, 36, 90];
export const USUAL_LENGTH = 18;
/** Greatest weight that may be set by hand; most signs of an address that are read at all. */
const [MOST_WEIGHT, MOST_SIGNS] = [1e4, 40_000];
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
    if (value === undefined) refused.push(isPoints(name) && text.length > 3 * MOST_POINTS ? AT_MOST : name.slice(0, 20));
    else state[FIELDS[name] ?? name] = value;
  }
  return { state, refused };
}

/** Under which name the page keeps what an address calls otherwise. */
const FIELDS = /** @type {Record<string, string>} */ ({ w: "edited", show: "shown" });
/** Names of points, in the order in which they are written. */
export const POINTS = /** @type {const} */ (["points", "ownPoints", "beforePoints"]);
const isPoints = (/** @type {string} */ name) => POINTS.some((points) => points === name);

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
  pace: (text) => (PACES.includes(text) ? text : undefined),
  seconds: (text) => (LENGTHS.includes(Number(text)) ? Number(text) : undefined),
  own: readRecipe,
  before: readRecipe,
  ...Object.fromEntries(POINTS.map((name) => [name, unpacked])),
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
  if (state.pace !== USUAL_PACE) parts.push(`pace=${state.pace}`);
  if (state.seconds !== USUAL_LENGTH) parts.push(`seconds=${state.seconds}`);
  for (const name of /** @type {const} */ (["own", "before"])) {
    const recipe = state[name];
    if (recipe) parts.push(`${name}=${written(recipe)}`);
  }
  for (const name of POINTS) {
    const points = packed(state[name] ?? []);
    if (points) parts.push(`${name}=${points}`);
  }
  return `#${parts.join("&")}`;
}
