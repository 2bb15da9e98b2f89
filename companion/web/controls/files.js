/** Weights as files: saved from the run that is shown, opened as a run. */

import { milestones } from "companion/milestones";
import { writeNpz } from "companion/npz";
import { read, writeJson } from "companion/runfile";
import { BEFORE, say, YOURS } from "controls/ask";
import { byId, element } from "shared/dom";

/** Most bytes of a file that is opened. */
const MOST_BYTES = 40e6;

/**
 * Let runs be saved and opened.
 * @param {import("controls/store").Store<any>} store
 */
export function files(store) {
  byId("save-npz").addEventListener("click", () => save(writeNpz(store.values.current), store.values.run, "npz"));
  byId("save-json").addEventListener("click", () => save(writeJson(store.values.current), store.values.run, "json"));
  const input = /** @type {HTMLInputElement} */ (byId("file"));
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    input.value = "";
    if (file) await open(store, file);
  });
}

/**
 * Offer a file to be kept.
 * @param {Blob | Error} blob
 * @param {string} name
 * @param {string} kind
 */
function save(blob, name, kind) {
  if (blob instanceof Error) return say(blob.message, true);
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: `${name.replaceAll(" ", "_")}.${kind}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/**
 * Show the run of a file, or say in one sentence why not.
 * @param {import("controls/store").Store<any>} store
 * @param {File} file
 */
async function open(store, file) {
  if (file.size > MOST_BYTES) return say(`${file.name} is too large for a run: at most ${MOST_BYTES / 1e6} MB.`, true);
  const found = await read(await file.arrayBuffer(), file.name);
  if (found instanceof Error) return say(found.message, true);
  const name = file.name.replace(/\.\w+$/, "").slice(0, 40) || "file";
  const runs = new Map(store.values.runs);
  // A file never stands for a run of the film, nor for one that was trained here.
  const free = runs.get(name)?.film || [YOURS, BEFORE].includes(name) ? `${name} (file)` : name;
  // No file holds milestones: they are measured, as of what is trained here.
  runs.set(free, { ...found, name: free, milestones: milestones(found), file: true });
  store.set({ runs, run: free, epoch: found.epochs, edited: null, playing: false });
  say(`${file.name}: ${found.epochs} epochs.`, false);
}
