/** Points of one's own: painted by the brush, pasted as CSV, short enough for an address. */

import { MOST_POINTS } from "companion/limits";

/** @typedef {[number, number, number]} Painted x1, x2, class 0 or 1. */

/** Steps of a painted point from -1 to 1 on each axis. */
const STEPS = 200;
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Return the place on the painting grid next to a number.
 * @param {number} value
 */
export function snapped(value) {
  return Math.min(Math.max(Math.round(((value + 1) * STEPS) / 2), 0), STEPS) * (2 / STEPS) - 1;
}

/**
 * Return points as three signs each; empty where they do not lie on the painting grid or are too many.
 * @param {Painted[]} points
 * @returns {string}
 */
export function packed(points) {
  if (points.length > MOST_POINTS) return "";
  let text = "";
  for (const [x1, x2, label] of points) {
    if (Math.abs(snapped(x1) - x1) > 1e-6 || Math.abs(snapped(x2) - x2) > 1e-6) return "";
    const [column, row] = [x1, x2].map((value) => Math.round(((value + 1) * STEPS) / 2));
    const code = (column * (STEPS + 1) + row) * 2 + label;
    text += SIGNS[code >> 12] + SIGNS[(code >> 6) & 63] + SIGNS[code & 63];
  }
  return text;
}

/**
 * Return the points of a text, undefined when it is none of `packed`.
 * @param {string} text
 * @returns {Painted[] | undefined}
 */
export function unpacked(text) {
  if (text.length % 3 || text.length > 3 * MOST_POINTS || text === "") return undefined;
  const found = /** @type {Painted[]} */ ([]);
  for (let k = 0; k < text.length; k += 3) {
    const signs = [0, 1, 2].map((place) => SIGNS.indexOf(text[k + place]));
    const code = signs[0] * 4096 + signs[1] * 64 + signs[2];
    const [cell, label] = [code >> 1, code & 1];
    if (signs.includes(-1) || cell >= (STEPS + 1) ** 2) return undefined;
    found.push([(Math.floor(cell / (STEPS + 1)) * 2) / STEPS - 1, ((cell % (STEPS + 1)) * 2) / STEPS - 1, label]);
  }
  return found;
}

/**
 * Return points as the network takes them.
 * @param {Painted[]} points
 * @returns {{inputs: Float32Array, targets: Float32Array}}
 */
export function dataOf(points) {
  return {
    inputs: Float32Array.from(points.flatMap(([x1, x2]) => [x1, x2])),
    targets: Float32Array.from(points, ([, , label]) => label),
  };
}

/**
 * Return the points of data.
 * @param {{inputs: ArrayLike<number>, targets: ArrayLike<number>}} data
 * @returns {Painted[]}
 */
export function pointsOf({ inputs, targets }) {
  return Array.from(targets, (target, k) => [inputs[2 * k], inputs[2 * k + 1], Number(target > 0.5)]);
}
