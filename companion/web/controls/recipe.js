/** What a run that is trained here depends on, within the bounds that a page can hold. */

import { ACTIVATIONS } from "companion/activations";
import { DATASETS } from "companion/datasets";
import { MOST_POINTS, MOST_STEPS } from "companion/limits";
import { USUAL } from "companion/recipe";
import { spoken } from "shared/names";

/** @typedef {import("companion/recipe").Recipe & {stop_when_solved: boolean}} Recipe */

/** Points painted or pasted, in place of a registered data set. */
export const OWN_DATA = "own";

/** The article's. @type {Readonly<Recipe>} */
export const ARTICLE = Object.freeze({ ...USUAL, stop_when_solved: false });

/** Least and greatest value of each number. @type {Record<string, [number, number]>} */
export const RANGES = {
  learning_rate: [1e-6, 1000],
  epochs: [1, 2000],
  batch_size: [1, MOST_POINTS],
  seed: [0, 2 ** 31 - 1],
  points: [2, MOST_POINTS / 2],
  data_seed: [0, 2 ** 31 - 1],
  order_seed: [0, 2 ** 31 - 1],
};

/** Most updates of a run: 18 MB of weights. */
const MOST_UPDATES = 500_000;

/**
 * Return what is wrong with a recipe in one sentence, empty when nothing is.
 * @param {Recipe} recipe
 * @param {number} count Points in all.
 * @returns {string}
 */
export function fault(recipe, count) {
  if (!ACTIVATIONS.has(recipe.activation)) return `There is no activation ${recipe.activation}.`;
  if (recipe.dataset !== OWN_DATA && !DATASETS.has(recipe.dataset)) return `There is no data set ${recipe.dataset}.`;
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const value = recipe[/** @type {keyof Recipe} */ (name)];
    const whole = name === "learning_rate" || Number.isInteger(value);
    if (!(Number(value) >= low && Number(value) <= high && whole))
      return `The ${spoken(name)} has to be ${whole ? "a" : "a whole"} number from ${low} to ${high}.`;
  }
  const updates = recipe.epochs * Math.ceil(count / recipe.batch_size);
  if (updates > MOST_UPDATES || recipe.epochs * count > MOST_STEPS)
    return "That is more than a page can train in a moment: fewer epochs, or fewer points, or larger batches.";
  return "";
}

const ORDER = /** @type {const} */ ([
  "activation", "learning_rate", "epochs", "batch_size", "seed", "dataset", "points", "data_seed", "order_seed", "stop_when_solved",
]);

/**
 * Return a recipe as an address has it: its values in order, with commas.
 * @param {Recipe} recipe
 */
export function written(recipe) {
  return ORDER.map((name) => (name === "stop_when_solved" ? Number(recipe[name]) : recipe[name])).join(",");
}

/**
 * Return the recipe that an address has, undefined when it is none.
 * @param {string} text
 * @returns {Recipe | undefined}
 */
export function readRecipe(text) {
  const parts = text.split(",");
  if (parts.length !== ORDER.length) return undefined;
  const values = ORDER.map((name, k) => {
    if (name === "activation" || name === "dataset") return parts[k];
    return name === "stop_when_solved" ? parts[k] === "1" : Number(parts[k]);
  });
  const recipe = /** @type {any} */ ({ ...ARTICLE, ...Object.fromEntries(ORDER.map((name, k) => [name, values[k]])) });
  return fault(recipe, 2 * recipe.points) ? undefined : recipe;
}
