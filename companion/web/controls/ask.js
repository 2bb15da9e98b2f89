/** Asking: a form of settings, trained in the page, shown at once. */

import { ACTIVATIONS } from "companion/activations";
import { DATASETS } from "companion/datasets";
import { dataOf } from "controls/points";
import { PRESETS } from "controls/presets";
import { ARTICLE, fault, OWN_DATA, RANGES } from "controls/recipe";
import { say } from "controls/say";
import { GIVEN_UP } from "controls/trainer";
import { byId, element } from "shared/dom";
import { spoken } from "shared/names";

/** @typedef {import("controls/trainer").Trainer} Trainer */
/**
 * Trains a recipe, on points where it is one of own data: those that are painted, or others; false where it was given
 * up for another.
 * @typedef {(recipe: import("controls/recipe").Recipe, own?: import("controls/points").Painted[]) => Promise<boolean>} Train
 */

/** Name of the run that was trained last, and of the one before it. */
export const YOURS = "yours";
export const BEFORE = "yours before";

/**
 * Build the form; what it trains becomes the run that is shown.
 * @param {import("controls/store").Store<any>} store
 * @param {Trainer} trainer
 * @returns {Train}
 */
export function ask(store, trainer) {
  const form = /** @type {HTMLFormElement} */ (byId("settings"));
  const select = (/** @type {string} */ name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
  select("activation").append(...[...ACTIVATIONS.keys()].map((name) => element("option", { value: name }, spoken(name))));
  select("dataset").append(
    ...[...DATASETS.keys()].map((name) => element("option", { value: name }, name)),
    element("option", { value: OWN_DATA }, "points of your own"),
  );
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    if (name !== "learning_rate") [input.min, input.max] = [String(low), String(high)];
  }
  /** @type {Train} */
  const run = async (recipe, own = store.values.points) => {
    fill(form, recipe);
    const points = recipe.dataset === OWN_DATA ? own : null;
    const wrong = points && [0, 1].some((label) => !points.some((/** @type {number[]} */ point) => point[2] === label))
      ? "Paint or paste points of both classes first."
      : fault(recipe, points ? points.length : 2 * recipe.points);
    if (wrong) {
      say(wrong, true);
      return true;
    }
    say(`Training ${spoken(recipe.activation)} …`, false);
    const begun = performance.now();
    try {
      take(store, { ...(await trainer.train(recipe, points && dataOf(points))), asked: recipe, points }, performance.now() - begun);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      if (message === GIVEN_UP) return false;
      say(message, true);
    }
    return true;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run(recipeOf(form));
  });
  byId("another").addEventListener("click", () => {
    const recipe = recipeOf(form);
    run({ ...recipe, seed: (recipe.seed + 1) % RANGES.seed[1] || 0 });
  });
  presets(run);
  // A question begins at what is shown.
  store.on(["current"], ({ current }) => fill(form, { ...ARTICLE, ...current.recipe }));
  return run;
}

/**
 * Show a run that was trained, from its beginning.
 * @param {import("controls/store").Store<any>} store
 * @param {any} run
 * @param {number} time Milliseconds it took.
 */
function take(store, run, time) {
  const { runs, beside } = store.values;
  const ended = run.broke === null ? "" : ` In epoch ${run.broke} the weights ran off to infinity.`;
  if (run.epochs === 0) return say(`${ended.trim()} Nothing can be shown: try a smaller learning rate.`, true);
  const found = new Map(runs);
  const before = found.get(YOURS);
  if (before) found.set(BEFORE, { ...before, name: BEFORE });
  found.set(YOURS, { ...run, name: YOURS });
  const solved = run.milestones.allRight;
  const end = solved === null ? `${(100 * run.accuracy[run.epochs]).toFixed(1)} % right at the end` : `all points right from epoch ${solved}`;
  say(`${run.epochs} epochs trained in ${(time / 1000).toFixed(2)} s: ${end}.${ended}`, run.broke !== null);
  store.set({
    runs: found,
    run: YOURS,
    beside: beside === YOURS ? BEFORE : beside,
    epoch: run.epochs,
    edited: null,
    playing: false,
  });
}

/** @param {HTMLFormElement} form */
function recipeOf(form) {
  const values = new FormData(form);
  const found = /** @type {any} */ ({ activation: values.get("activation"), dataset: values.get("dataset") });
  for (const name of Object.keys(RANGES)) {
    const text = String(values.get(name) ?? "").trim();
    found[name] = text === "" ? NaN : Number(text);
  }
  found.stop_when_solved = values.has("stop_when_solved");
  return found;
}

/**
 * @param {HTMLFormElement} form
 * @param {any} recipe
 */
function fill(form, recipe) {
  for (const name of ["activation", "dataset", ...Object.keys(RANGES)]) {
    const input = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
    input.value = String(recipe[name]);
  }
  /** @type {HTMLInputElement} */ (form.elements.namedItem("stop_when_solved")).checked = recipe.stop_when_solved;
}

/** @param {Train} run */
function presets(run) {
  byId("presets").append(
    ...PRESETS.map(({ name, good, said, recipe }) => {
      const button = element("button", { type: "button", class: good ? "good" : "bad", title: said }, name);
      button.addEventListener("click", async () => {
        await run(recipe);
        byId("preset-said").hidden = false;
        byId("preset-said").textContent = said;
      });
      return button;
    }),
  );
}
