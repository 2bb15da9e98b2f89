/** What the npz of a run holds, as training/storage/store.py has it. */

import { WEIGHTS } from "companion/network";
import { sha256 } from "companion/sha256";
import { joined } from "companion/zip";

/** @type {[string, number, number[]][]} Which of nine weights a member holds, from which on, in what shape. */
export const PARTS = [
  ["hidden_kernel", 0, [2, 2]],
  ["hidden_bias", 4, [2]],
  ["output_kernel", 6, [2, 1]],
  ["output_bias", 8, [1]],
];

/**
 * Return the shape of every member.
 * @param {number} points Of both classes.
 * @param {number} epochs
 * @param {number} updatesPerEpoch
 * @returns {Record<string, number[]>}
 */
export function shapesOf(points, epochs, updatesPerEpoch) {
  return {
    ...Object.fromEntries(PARTS.map(([name, , shape]) => [name, [epochs * updatesPerEpoch + 1, ...shape]])),
    loss: [epochs + 1],
    accuracy: [epochs + 1],
    inputs: [points, 2],
    targets: [points],
  };
}

/**
 * Return some of the nine columns of weights.
 * @param {Float32Array} weights
 * @param {number} start
 * @param {number} width
 */
export function columns(weights, start, width) {
  const sets = weights.length / WEIGHTS;
  const place = (/** @type {number} */ i) => Math.floor(i / width) * WEIGHTS + start + (i % width);
  return Float32Array.from({ length: sets * width }, (_, i) => weights[place(i)]);
}

/**
 * Return the sha256 over names and bytes of arrays, in the order of their names; as training/storage/store.py.
 * @param {Map<string, Uint8Array>} arrays
 */
export function contentDigest(arrays) {
  const zero = Uint8Array.of(0);
  const parts = [...arrays]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, bytes]) => [zero, new TextEncoder().encode(name), zero, bytes]);
  return sha256(joined(parts.slice(1)));
}

/**
 * Return how many numbers a shape has.
 * @param {number[]} shape
 */
export function size(shape) {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * Return the bytes of an array.
 * @param {ArrayBufferView} view
 */
export function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
