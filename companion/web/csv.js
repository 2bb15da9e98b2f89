/** Points of one's own as text: a line for each, x1, x2 and its class. */

import { AT_MOST, MOST_POINTS } from "companion/limits";

/** @typedef {import("./network.js").Data} Data */

/** Beyond this a point is no point of a plane around 0 any more. */
export const FARTHEST = 100;
/** Most signs that are read of a text. */
export const MOST_SIGNS = 100 * MOST_POINTS;

/**
 * Return the points of a text, or an Error whose message is one sentence.
 *
 * A line is `x1,x2,class` with class 0 or 1; commas, semicolons, tabs or spaces part its values. A first line of
 * words is a heading; empty lines do not count.
 * @param {string} text
 * @returns {Data | Error}
 */
export function fromCsv(text) {
  if (text.length > MOST_SIGNS) return new Error(`The text is too long: ${AT_MOST}.`);
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const heading = lines.findIndex((line) => line.trim());
  /** @type {number[][]} */
  const rows = [];
  for (const [i, line] of lines.entries()) {
    if (!line.trim()) continue;
    const values = line.trim().split(/\s*[,;\t]\s*|\s+/).map((value) => (value === "" ? NaN : Number(value)));
    if (i === heading && values.every(Number.isNaN)) continue;
    const wrong = refusal(values);
    if (wrong) return new Error(`Line ${i + 1} ${wrong}; expected x1,x2,class, such as 0.5,-0.2,1.`);
    rows.push(values);
  }
  return fromPoints(rows);
}

/**
 * Return what is wrong with the values of a line, empty when nothing is.
 * @param {number[]} values
 */
function refusal(values) {
  if (values.length !== 3) return `has ${values.length} value${values.length === 1 ? "" : "s"}`;
  if (!values.every(Number.isFinite)) return "has a value that is no number";
  if (Math.max(Math.abs(values[0]), Math.abs(values[1])) > FARTHEST) return `is farther than ${FARTHEST} from 0`;
  return values[2] === 0 || values[2] === 1 ? "" : `has class ${values[2]}`;
}

/**
 * Return points as a data set, or an Error whose message is one sentence.
 * @param {number[][]} rows x1, x2, class of each.
 * @returns {Data | Error}
 */
function fromPoints(rows) {
  if (rows.length > MOST_POINTS) return new Error(`There are ${rows.length} points: ${AT_MOST}.`);
  const positives = rows.filter((row) => row[2] > 0.5).length;
  if (positives === 0 || positives === rows.length) {
    const negatives = rows.length - positives;
    return new Error(`There are ${positives} positive and ${negatives} negative points: both are needed.`);
  }
  const inputs = Float32Array.from(rows.flatMap((row) => row.slice(0, 2)));
  return { inputs, targets: Float32Array.from(rows, (row) => row[2]) };
}
