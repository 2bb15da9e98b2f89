/** A training that was asked for, from its recipe to the run with its milestones; in the worker or in the page. */

import { ACTIVATIONS } from "companion/activations";
import { DATASETS } from "companion/datasets";
import { milestones } from "companion/milestones";
import { initialWeights } from "companion/philox";
import { training } from "companion/training";
import { OWN_DATA } from "controls/recipe";

/** @typedef {import("controls/recipe").Recipe} Recipe */
/** @typedef {{inputs: Float32Array, targets: Float32Array}} Data */

/**
 * Train; yield after every epoch.
 * @param {Recipe} recipe
 * @param {Data | null} own Data of one's own, where the recipe says so.
 * @returns {Generator<number, any, void>}
 */
export function* job(recipe, own) {
  const data = recipe.dataset === OWN_DATA ? own : DATASETS.get(recipe.dataset)?.(recipe.points, recipe.data_seed);
  const activation = ACTIVATIONS.get(recipe.activation);
  if (!data || !activation) throw new Error("There is no such data set or activation.");
  const found = yield* training({
    activation,
    learningRate: recipe.learning_rate,
    epochs: recipe.epochs,
    batchSize: recipe.batch_size,
    orderSeed: recipe.order_seed,
    start: initialWeights(recipe.seed, recipe.hidden_bias),
    data,
    stopWhenSolved: recipe.stop_when_solved,
  });
  const { stop_when_solved: _, ...named } = recipe;
  const run = { ...found, name: recipe.activation, recipe: { ...named, epochs: found.epochs }, data };
  return { ...run, milestones: found.epochs > 0 ? milestones(run) : null };
}
