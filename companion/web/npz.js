/** Runs as npz files: the members of the project's cache (cache/README.md), which training.run.trajectory reads. */

import { DATASETS } from "companion/datasets";
import { PARTS, bytesOf, columns, contentDigest, shapesOf, size } from "companion/members";
import { WEIGHTS } from "companion/network";
import { floatsOf, fromNpy, npy, npyText, textOf } from "companion/npy";
import { digest, refusal } from "companion/recipe";
import { unarchived } from "companion/unzip";
import { archive } from "companion/zip";

/** @typedef {import("./runs.js").Run} Run */

/** Most bytes of all members of a file: a run of 800,000 updates. */
const MOST_BYTES = 32_000_000;
const SCHEMA = 1;

/**
 * Return a run as an npz, or an Error whose message is one sentence.
 * @param {Run} run
 * @returns {Blob | Error}
 */
export function writeNpz(run) {
  const { recipe, weights, data } = run;
  if (!DATASETS.has(recipe.dataset)) {
    return new Error("Points of one's own have no name that an npz could give: save this run as JSON.");
  }
  const wrong = refusal(recipe);
  if (wrong) return new Error(`This run cannot be saved as npz: ${wrong}.`);
  const shapes = shapesOf(data.targets.length, run.epochs, run.updatesPerEpoch);
  const values = {
    ...Object.fromEntries(PARTS.map(([name, start, shape]) => [name, columns(weights, start, size(shape))])),
    loss: Float32Array.from(run.loss),
    accuracy: Float32Array.from(run.accuracy),
    inputs: data.inputs,
    targets: data.targets,
  };
  /** @type {Map<string, [string, number[], Uint8Array]>} */
  const members = new Map(
    Object.entries(values).map(([name, array]) => [name, ["<f4", shapes[name], bytesOf(array)]]),
  );
  members.set("updates_per_epoch", ["<i8", [], bytesOf(BigInt64Array.of(BigInt(run.updatesPerEpoch)))]);
  const provenance = {
    schema: SCHEMA,
    recipe,
    recipe_digest: digest(recipe),
    content_sha256: contentDigest(new Map([...members].map(([name, [, , bytes]]) => [name, bytes]))),
    made_with: { companion: "float32 in the browser" },
  };
  const files = new Map([...members].map(([name, member]) => [`${name}.npy`, npy(...member)]));
  files.set("provenance.npy", npyText(JSON.stringify(provenance)));
  return new Blob([/** @type {any} */ (archive(files))], { type: "application/zip" });
}

/**
 * Return the run of an npz, or an Error that says what is wrong with it.
 * @param {Uint8Array} bytes
 * @param {string} name What to call it.
 * @returns {Promise<Run | Error>}
 */
export async function readNpz(bytes, name) {
  const files = await unarchived(bytes, MOST_BYTES);
  if (files instanceof Error) return files;
  const member = (/** @type {string} */ each) => fromNpy(files.get(`${each}.npy`));
  const provenance = parsed(textOf(member("provenance")) ?? "");
  if (provenance?.schema !== SCHEMA) return new Error("it is no npz of a run");
  const { recipe } = provenance;
  const wrong = refusal(recipe);
  if (wrong) return new Error(wrong);
  const { epochs } = recipe;
  const updatesPerEpoch = Math.ceil((2 * recipe.points) / recipe.batch_size);
  const shapes = shapesOf(2 * recipe.points, epochs, updatesPerEpoch);
  /** @type {Record<string, Float32Array>} */
  const arrays = {};
  for (const [each, shape] of Object.entries(shapes)) {
    const found = floatsOf(member(each), shape);
    if (!found) return new Error(`its ${each} is missing or of another size`);
    if (!found.every(Number.isFinite)) return new Error(`its ${each} has values that are no numbers`);
    arrays[each] = found;
  }
  const contents = new Map(Object.entries(arrays).map(([each, array]) => [each, bytesOf(array)]));
  contents.set("updates_per_epoch", member("updates_per_epoch")?.bytes ?? new Uint8Array());
  if (provenance.content_sha256 !== contentDigest(contents)) return new Error("its numbers were changed");
  const weights = new Float32Array((epochs * updatesPerEpoch + 1) * WEIGHTS);
  for (const [part, start, shape] of PARTS) {
    const width = size(shape);
    arrays[part].forEach((value, i) => (weights[Math.floor(i / width) * WEIGHTS + start + (i % width)] = value));
  }
  const { inputs, targets, loss, accuracy } = arrays;
  return { name, recipe, weights, updatesPerEpoch, epochs, data: { inputs, targets }, loss, accuracy };
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
