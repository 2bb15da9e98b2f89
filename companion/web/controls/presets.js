/** Settings known to work and known to fail, each with a sentence of what to look at. */

import { ARTICLE } from "controls/recipe";

/** @typedef {{name: string, good: boolean, said: string, recipe: import("controls/recipe").Recipe}} Preset */

/** @type {readonly Preset[]} */
export const PRESETS = [
  preset("As in the film", true, "The article's sigmoid: all points come right, slowly.", {}),
  preset("Quick", true, "ReLU with the same start: right in a fraction of the epochs.", { activation: "relu" }),
  preset("Dead unit", false, "Steps of 1.5 throw one unit off all points in epoch 4: its slope is 0 there, for good.", {
    activation: "relu", learning_rate: 1.5, seed: 23, epochs: 60,
  }),
  preset("Stuck ReLU", false, "Nothing but another seed: both hinges fold the same side away.", { activation: "relu", seed: 0 }),
  preset("Plateau", false, "Tanh rests at the walls for most of the run before it snaps.", { activation: "tanh", seed: 0 }),
  preset("Overshoot", false, "Steps of 20: each leaps over the valley, and the loss jumps up and down.", { learning_rate: 20 }),
  preset("Too timid", false, "Steps of 0.001: after 150 epochs the plane has hardly moved.", { learning_rate: 0.001 }),
];

/**
 * @param {string} name
 * @param {boolean} good
 * @param {string} said
 * @param {Partial<import("controls/recipe").Recipe>} changes
 * @returns {Preset}
 */
function preset(name, good, said, changes) {
  return { name, good, said, recipe: { ...ARTICLE, ...changes } };
}
