/** Recipes: everything a training run depends on; as training/recipe/recipe.py. */

import { ACTIVATIONS } from "companion/activations";
import { sha256 } from "companion/sha256";

/**
 * @typedef {object} Recipe
 * @property {string} activation
 * @property {string} dataset
 * @property {number} points Per class.
 * @property {number} epochs
 * @property {number} batch_size
 * @property {string} optimizer
 * @property {number} learning_rate
 * @property {number[]} hidden_layers
 * @property {string} hidden_initializer
 * @property {string} output_initializer
 * @property {number} hidden_bias
 * @property {number} seed Of the start weights.
 * @property {number} data_seed
 * @property {number} order_seed Of the batch order.
 */

/** @type {Recipe} The article's. */
export const USUAL = {
  activation: "sigmoid",
  dataset: "parabolas",
  points: 1000,
  epochs: 150,
  batch_size: 16,
  optimizer: "sgd",
  learning_rate: 0.05,
  hidden_layers: [2],
  hidden_initializer: "keras2.2_glorot_normal",
  output_initializer: "keras2.2_random_normal",
  hidden_bias: 0,
  seed: 42,
  data_seed: 13,
  order_seed: 13,
};

/** @type {Record<string, [number, number]>} Least and greatest value of each number. */
export const RANGES = {
  points: [2, 1_000_000],
  epochs: [1, 100_000],
  batch_size: [1, 1_000_000],
  learning_rate: [1e-12, 1e6],
  hidden_bias: [-1e6, 1e6],
  seed: [0, 2 ** 31 - 1],
  data_seed: [0, 2 ** 31 - 1],
  order_seed: [0, 2 ** 31 - 1],
};

/** Numbers that need not be whole. */
const FLOATS = ["learning_rate", "hidden_bias"];
const VERSION = 1;

/**
 * Return whether this page can train by a recipe: as the article did, with other numbers.
 * @param {Recipe} recipe
 */
export function trainable(recipe) {
  return (
    recipe.optimizer === USUAL.optimizer &&
    recipe.hidden_initializer === USUAL.hidden_initializer &&
    recipe.output_initializer === USUAL.output_initializer
  );
}

/**
 * Return what is wrong with a recipe from elsewhere, in words; empty when nothing is.
 * @param {any} recipe
 * @returns {string}
 */
export function refusal(recipe) {
  if (typeof recipe !== "object" || recipe === null) return "it has no recipe";
  const missing = Object.keys(USUAL).find((key) => !(key in recipe));
  if (missing) return `its recipe has no ${missing}`;
  if (JSON.stringify(recipe.hidden_layers) !== "[2]") return "its network is not one hidden layer of two units";
  if (!ACTIVATIONS.has(recipe.activation)) return `its activation ${shown(recipe.activation)} is not known here`;
  for (const [key, usual] of Object.entries(USUAL)) {
    if (typeof usual === "string" && typeof recipe[key] !== "string") return `its ${key} is no name`;
  }
  for (const [key, [low, high]] of Object.entries(RANGES)) {
    const value = recipe[key];
    const sound = FLOATS.includes(key) ? Number.isFinite(value) : Number.isInteger(value);
    if (!sound || value < low || value > high) {
      return `its ${key} is ${shown(value)}, expected ${low} to ${high}`;
    }
  }
  return "";
}

/**
 * Return the sha256 of a recipe's canonical JSON, as Python writes it.
 * @param {Recipe} recipe
 * @returns {string}
 */
export function digest(recipe) {
  const fields = Object.keys(USUAL).map((key) => {
    const value = recipe[/** @type {keyof Recipe} */ (key)];
    return `"${key}": ${FLOATS.includes(key) ? pythonFloat(Number(value)) : JSON.stringify(value)}`;
  });
  const text = `{${[...fields, `"version": ${VERSION}`].sort().join(", ")}}`;
  return sha256(new TextEncoder().encode(text));
}

/**
 * Return a number as Python's repr writes a float: 1.0, 0.05, 1e-05.
 * @param {number} value
 * @returns {string}
 */
function pythonFloat(value) {
  const [digits, power] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  const plain = value.toFixed(Math.max(digits.replace(/[-.]/g, "").length - 1 - exponent, 0));
  return plain.includes(".") ? plain : `${plain}.0`;
}

/** @param {unknown} value */
function shown(value) {
  return String(JSON.stringify(value)).slice(0, 40);
}
