/** Every module of the companion, for scripts of tests; arrays go both ways as bytes in base64. */

import * as activations from "companion/activations";
import * as boundary from "companion/boundary";
import * as csv from "companion/csv";
import * as datasets from "companion/datasets";
import * as histogram from "companion/histogram";
import * as limits from "companion/limits";
import * as milestones from "companion/milestones";
import * as network from "companion/network";
import * as npz from "companion/npz";
import * as path from "companion/path";
import * as philox from "companion/philox";
import * as random from "companion/random";
import * as recipe from "companion/recipe";
import * as runfile from "companion/runfile";
import * as runs from "companion/runs";
import * as sha256 from "companion/sha256";
import * as training from "companion/training";

const modules = {
  ...activations, ...boundary, ...csv, ...datasets, ...histogram, ...limits, ...milestones, ...network, ...npz, ...path,
  ...philox, ...random, ...recipe, ...runfile, ...runs, ...sha256, ...training,
};

/** @param {string} base64 */
function bytes(base64) {
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBufferView} view */
function base64(view) {
  let text = "";
  for (const byte of new Uint8Array(view.buffer, view.byteOffset, view.byteLength)) text += String.fromCharCode(byte);
  return btoa(text);
}

/**
 * Train by a recipe, with some options changed.
 * @param {import("../../companion/web/recipe.js").Recipe} recipe
 * @param {object} [changed]
 */
function trained(recipe, changed = {}) {
  return training.train({
    activation: activations.ACTIVATIONS.get(recipe.activation),
    learningRate: recipe.learning_rate,
    epochs: recipe.epochs,
    batchSize: recipe.batch_size,
    orderSeed: recipe.order_seed,
    start: philox.initialWeights(recipe.seed, recipe.hidden_bias),
    data: datasets.DATASETS.get(recipe.dataset)(recipe.points, recipe.data_seed),
    ...changed,
  });
}

Object.assign(globalThis, modules, {
  bytes,
  base64,
  trained,
  floats: (/** @type {string} */ text) => new Float32Array(bytes(text).buffer),
  doubles: (/** @type {string} */ text) => new Float64Array(bytes(text).buffer),
  packed: (/** @type {Iterable<number>} */ values) => base64(Float64Array.from(values)),
  ready: true,
});
