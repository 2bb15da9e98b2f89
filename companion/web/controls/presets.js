/** Settings known to work and known to fail, each with a sentence of what to look at. */

import { ARTICLE } from "controls/recipe";

/** @typedef {{name: string, good: boolean, said: string, recipe: import("controls/recipe").Recipe}} Preset */

/** @type {readonly Preset[]} */
export const PRESETS = [
  preset("As in the film", true, "The article's sigmoid: all points come right, in about a hundred epochs.", {}),
  preset("Quick", true, "Tanh with steps of 1 instead of 0.05: all points are right within ten epochs.", {
    activation: "tanh", learning_rate: 1,
  }),
  preset("Dead unit", false, "Steps of 1.5 throw one unit off all points in epoch 4: its slope is 0 there, for good.", {
    activation: "relu", learning_rate: 1.5, seed: 23, epochs: 60,
  }),
  preset("Stuck ReLU", false, "Nothing but another start: a quarter of the points stays wrong.", {
    activation: "relu", seed: 0,
  }),
  preset("Plateau", false, "Tanh from the film's start: the loss rests for more than thirty epochs, then it snaps.", {
    activation: "tanh",
  }),
  preset("Overshoot", false, "Steps of 20 leap over the valley: the loss jumps up about as often as down.", {
    learning_rate: 20,
  }),
  preset("Too timid", false, "Steps of 0.001: after 150 epochs the loss is still near ln 2, where it began.", {
    learning_rate: 0.001,
  }),
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
