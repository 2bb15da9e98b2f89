/** Files of a run that a reader keeps, and brings back: npz, or JSON. */

import { AT_MOST, MOST_POINTS, MOST_STEPS } from "companion/limits";
import { WEIGHTS } from "companion/network";
import { readNpz } from "companion/npz";
import { refusal } from "companion/recipe";

/** @typedef {import("./runs.js").Run} Run */

const FORM = "activation-lecture run 1";
const MOST_BYTES = 32_000_000;

/**
 * Return a run as JSON: its recipe, nine weights after every update, loss and accuracy, its points.
 * @param {Run} run
 * @returns {Blob}
 */
export function writeJson({ recipe, weights, data, loss, accuracy }) {
  const plain = {
    form: FORM,
    recipe,
    order: "W11 W12 W21 W22 b1 b2 V1 V2 c",
    weights: rows(weights, WEIGHTS),
    loss: Array.from(loss),
    accuracy: Array.from(accuracy),
    inputs: rows(data.inputs, 2),
    targets: Array.from(data.targets),
  };
  return new Blob([JSON.stringify(plain)], { type: "application/json" });
}

/**
 * Return the run of a file, or an Error whose message is one sentence.
 * @param {ArrayBuffer} buffer
 * @param {string} name What to call it.
 * @returns {Promise<Run | Error>}
 */
export async function read(buffer, name) {
  const bytes = new Uint8Array(buffer);
  const found = await (bytes.length > MOST_BYTES ? new Error("it is larger than 32 MB") : readAny(bytes, name));
  const wrong = found instanceof Error ? found.message : excess(found);
  return wrong ? new Error(`${name} cannot be shown: ${wrong}.`) : /** @type {Run} */ (found);
}

/**
 * Return what a run has too much of to be shown, empty where it has not.
 * @param {Run} run
 */
function excess({ data, epochs }) {
  const count = data.targets.length;
  if (count > MOST_POINTS) return `it has ${count} points, ${AT_MOST}`;
  return epochs * count > MOST_STEPS ? `${epochs} epochs of ${count} points are more than a page can measure` : "";
}

/**
 * @param {Uint8Array} bytes
 * @param {string} name
 */
function readAny(bytes, name) {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readNpz(bytes, name);
  return fromJson(new TextDecoder().decode(bytes), name);
}

/**
 * @param {string} text
 * @param {string} name
 * @returns {Run | Error}
 */
function fromJson(text, name) {
  let plain;
  try {
    plain = JSON.parse(text);
  } catch {
    return new Error("it is neither an npz nor JSON");
  }
  if (plain?.form !== FORM) return new Error("it is no run that this page has written");
  const wrong = refusal(plain.recipe);
  if (wrong) return new Error(wrong);
  const { recipe } = plain;
  const { epochs } = recipe;
  const targets = numbers(plain.targets, plain.targets?.length ?? 0);
  const updatesPerEpoch = Math.ceil((targets?.length ?? 0) / recipe.batch_size);
  const inputs = numbers(plain.inputs, 2 * (targets?.length ?? 0));
  const weights = numbers(plain.weights, (epochs * updatesPerEpoch + 1) * WEIGHTS);
  const loss = numbers(plain.loss, epochs + 1);
  const accuracy = numbers(plain.accuracy, epochs + 1);
  if (!targets?.length || !inputs || !weights || !loss || !accuracy) {
    return new Error("it has too few numbers, or some that are none");
  }
  if (!targets.every((target) => target === 0 || target === 1)) return new Error("it has classes other than 0 and 1");
  return { name, recipe, weights, updatesPerEpoch, epochs, data: { inputs, targets }, loss, accuracy };
}

/**
 * Return so many finite numbers of a list, or of its lists, null when it has others.
 * @param {unknown} list
 * @param {number} count
 * @returns {Float32Array | null}
 */
function numbers(list, count) {
  const flat = Array.isArray(list) ? list.flat() : [];
  return flat.length === count && flat.every(Number.isFinite) ? Float32Array.from(flat) : null;
}

/**
 * @param {Float32Array} values
 * @param {number} width
 */
function rows(values, width) {
  return Array.from({ length: values.length / width }, (_, i) =>
    Array.from(values.subarray(i * width, (i + 1) * width), (value) => Number(value.toPrecision(9))),
  );
}
