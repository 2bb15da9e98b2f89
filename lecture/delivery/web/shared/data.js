/** The values that the page was written with. */

/**
 * One word's seconds of the film: start and end.
 * @typedef {[number, number]} Word
 * A second of the film and the epoch shown there; between two knots it runs evenly.
 * @typedef {[number, number]} Knot
 * @typedef {{text: string, start: number, end: number, words: Word[]}} Sentence
 * @typedef {{name: string, start: number, end: number, lines: Sentence[]}} Part
 * @typedef {{slug: string, title: string, source: string, scene: string, start: number, end: number,
 *            parts: Part[], runs: string[], epochs: {run: string, knots: Knot[]}[]}} Chapter
 * @typedef {{text: string, start: number, end: number}} Line
 * @typedef {{title: string, language: string, address: string, film: string, poster: string, width: number,
 *            height: number, frame_rate: number, duration: number, chapters: Chapter[],
 *            captions: Line[]}} Contents
 */

/**
 * Return the JSON value that is written under a name.
 * @param {string} name
 * @returns {any}
 */
export function read(name) {
  return JSON.parse(document.getElementById(`data-${name}`)?.textContent ?? "null");
}
