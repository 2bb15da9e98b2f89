/** The lecture's runs, unpacked from what the page was written with; see companion/export.py. */

import { DATASETS } from "companion/datasets";
import { inflated } from "companion/inflate";
import { WEIGHTS } from "companion/network";

/**
 * A training run. Float32 weights of the lecture's own are 2^-17 off at most.
 * @typedef {object} Run
 * @property {string} name
 * @property {import("./recipe.js").Recipe} recipe
 * @property {Float32Array} weights 9 after every update, the start first.
 * @property {number} updatesPerEpoch
 * @property {number} epochs
 * @property {import("./network.js").Data} data
 * @property {ArrayLike<number>} loss On all points after every epoch, the start first.
 * @property {ArrayLike<number>} accuracy
 * @property {import("./milestones.js").Milestones} [milestones]
 */

/**
 * A run as it is written: `weights` are gzipped bytes in base64.
 * @typedef {{recipe: import("./recipe.js").Recipe, loss: number[], accuracy: number[], weights: string,
 *            milestones: import("./milestones.js").Milestones}} Exported
 */

/** Steps of a weight in 1. */
const STEPS = 2 ** 16;
const PLANES = 4;

/**
 * Return a run as the page uses it.
 * @param {string} name
 * @param {Exported} exported
 * @returns {Promise<Run>}
 */
export async function decode(name, { recipe, loss, accuracy, weights, milestones }) {
  const updatesPerEpoch = Math.ceil((2 * recipe.points) / recipe.batch_size);
  const sets = recipe.epochs * updatesPerEpoch + 1;
  const points = DATASETS.get(recipe.dataset);
  if (!points) throw new Error(`the run ${name} has the unknown data set ${recipe.dataset}`);
  return {
    name,
    recipe,
    weights: added(await unpacked(weights), sets),
    updatesPerEpoch,
    epochs: recipe.epochs,
    data: points(recipe.points, recipe.data_seed),
    loss,
    accuracy,
    milestones,
  };
}

/**
 * @param {string} base64
 * @returns {Promise<Uint8Array>}
 */
async function unpacked(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new Uint8Array(await new Response(inflated(bytes, "gzip")).arrayBuffer());
}

/**
 * Return weights from their steps' changes: four planes of bytes, in each the changes of one weight after another.
 *
 * A change is written without sign: 0, -1, 1, -2, 2 as 0, 1, 2, 3, 4.
 * @param {Uint8Array} planes
 * @param {number} sets
 * @returns {Float32Array}
 */
function added(planes, sets) {
  const count = sets * WEIGHTS;
  if (planes.length !== PLANES * count) throw new Error(`${planes.length} bytes, expected ${PLANES * count}`);
  const weights = new Float32Array(count);
  for (let weight = 0; weight < WEIGHTS; weight++) {
    let steps = 0;
    for (let set = 0; set < sets; set++) {
      const place = weight * sets + set;
      const code =
        planes[place] |
        (planes[count + place] << 8) |
        (planes[2 * count + place] << 16) |
        (planes[3 * count + place] << 24);
      steps += (code >>> 1) ^ -(code & 1);
      weights[set * WEIGHTS + weight] = steps / STEPS;
    }
  }
  return weights;
}
