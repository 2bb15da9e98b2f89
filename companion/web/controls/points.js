/** Points of one's own: painted by the brush, pasted as CSV, short enough for an address. */

import { FARTHEST } from "companion/csv";
import { MOST_POINTS } from "companion/limits";

/** @typedef {[number, number, number]} Painted x1, x2, class 0 or 1. */

/** Steps of a painted point from -1 to 1 on each axis. */
const STEPS = 200;
/** Signs of a point on the painting grid, of any other; the first sign of those, and most signs of all. */
const [COARSE, FINE, MARK, MOST_SIGNS] = [3, 12, ".", 3 * MOST_POINTS];
const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Return the place on the painting grid next to a number.
 * @param {number} value
 */
export function snapped(value) {
  return Math.min(Math.max(Math.round(((value + 1) * STEPS) / 2), 0), STEPS) * (2 / STEPS) - 1;
}

/**
 * Return points as three signs each, as twelve where one lies off the painting grid; empty where they are too many.
 * @param {Painted[]} points
 * @returns {string}
 */
export function packed(points) {
  const off = (/** @type {number} */ value) => Math.abs(snapped(value) - value) > 1e-6;
  if (points.some(([x1, x2]) => off(x1) || off(x2))) return exact(points);
  let text = "";
  for (const [x1, x2, label] of points) {
    const [column, row] = [x1, x2].map((value) => Math.round(((value + 1) * STEPS) / 2));
    const code = (column * (STEPS + 1) + row) * 2 + label;
    text += SIGNS[code >> 12] + SIGNS[(code >> 6) & 63] + SIGNS[code & 63];
  }
  return text.length > MOST_SIGNS ? "" : text;
}

/**
 * Return points as their float32 numbers, in base64: what is pasted is trained as it was.
 * @param {Painted[]} points
 */
function exact(points) {
  if (points.length * FINE > MOST_SIGNS) return "";
  const bytes = points.flatMap(([x1, x2, label]) => [...new Uint8Array(Float32Array.of(x1, x2).buffer), label]);
  return MARK + btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
}

/**
 * Return the points of a text, undefined when it is none of `exact`.
 * @param {string} text
 * @returns {Painted[] | undefined}
 */
function fromExact(text) {
  if (text.length % FINE || !/^[\w-]+$/.test(text)) return undefined;
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const points = Array.from({ length: bytes.length / 9 }, (_, k) => {
    const [x1, x2] = new Float32Array(bytes.slice(9 * k, 9 * k + 8).buffer);
    return /** @type {Painted} */ ([x1, x2, bytes[9 * k + 8]]);
  });
  const sound = (/** @type {Painted} */ [x1, x2, label]) => Math.abs(x1) <= FARTHEST && Math.abs(x2) <= FARTHEST && label <= 1;
  return points.every(sound) ? points : undefined;
}

/**
 * Return the points of a text, undefined when it is none of `packed`.
 * @param {string} text
 * @returns {Painted[] | undefined}
 */
export function unpacked(text) {
  if (text.length > MOST_SIGNS + 1 || text === "") return undefined;
  if (text[0] === MARK) return fromExact(text.slice(1));
  if (text.length % COARSE) return undefined;
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
