/** Which of two runs is which: the first is filled, the second is a dashed outline. */

import { NUMBERS } from "drawing/axes";
import { spoken } from "shared/names";

/** @typedef {import("drawing/colours").Colours} Colours */
/** @typedef {import("drawing/viewport").Viewport} Viewport */

/** Least share of a chart that stays free at the left, where most bars are. */
const FREE = 0.2;
/** Pixels: of a sample of a run, between it and the name, from line to line, around all. */
const [SAMPLE, GAP, LINE, ROOM] = [16, 5, 16, 4];
/** Pixels that a name has at least. */
const LEAST = 72;
const [WIDTH, DASHES] = [2, [5, 3]];

/**
 * Draw the outline of bars over equal bins.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {ArrayLike<number>} counts
 * @param {Colours} colours
 */
export function outline(context, view, counts, colours) {
  const width = (view.high[0] - view.low[0]) / counts.length;
  const edge = (/** @type {number} */ k) => view.x(view.low[0] + k * width);
  context.beginPath();
  for (let k = 0; k < counts.length; k++) {
    // Where nothing is, the first run's lowest bars stay seen.
    if (!counts[k]) continue;
    if (!counts[k - 1]) context.moveTo(edge(k), view.y(0));
    context.lineTo(edge(k), view.y(counts[k]));
    context.lineTo(edge(k + 1), view.y(counts[k]));
    if (!counts[k + 1]) context.lineTo(edge(k + 1), view.y(0));
  }
  // Seen on bars of any colour: on a wider line of the ground's.
  context.strokeStyle = colours.background;
  context.lineWidth = WIDTH + 2;
  context.stroke();
  dashed(context, colours);
}

/**
 * Name both runs in the upper right corner of a chart; nothing, where even a cut name would hide bars.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {string[]} names
 * @param {Colours} colours
 * @param {string} fill Of the first run's bars.
 */
export function legend(context, view, names, colours, fill) {
  const { left, top, width } = view.box;
  context.font = NUMBERS;
  const most = (1 - FREE) * width - SAMPLE - GAP - 2 * ROOM;
  if (most < LEAST) return;
  const said = names.map((name) => shortened(context, spoken(name), most));
  const wide = Math.max(...said.map((name) => context.measureText(name).width)) + SAMPLE + GAP + 2 * ROOM;
  const begin = left + width - wide - 1;
  context.fillStyle = colours.background;
  context.fillRect(begin, top + 1, wide, 2 * LINE + ROOM);
  context.textAlign = "left";
  context.textBaseline = "middle";
  said.forEach((name, k) => {
    const middle = top + ROOM + (k + 0.5) * LINE;
    context.fillStyle = colours.ink;
    context.fillText(name, begin + ROOM + SAMPLE + GAP, middle);
    if (k === 0) {
      context.fillStyle = fill;
      context.fillRect(begin + ROOM, middle - 5, SAMPLE, 10);
      return;
    }
    context.beginPath();
    context.moveTo(begin + ROOM, middle);
    context.lineTo(begin + ROOM + SAMPLE, middle);
    dashed(context, colours);
  });
}

/**
 * Draw the lines of the second run.
 * @param {CanvasRenderingContext2D} context
 * @param {Colours} colours
 */
function dashed(context, colours) {
  context.strokeStyle = colours.ink;
  context.lineWidth = WIDTH;
  context.setLineDash(DASHES);
  context.stroke();
  context.setLineDash([]);
}

/**
 * Return a name, cut off where it is wider than so many pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {number} most
 */
function shortened(context, name, most) {
  let cut = name;
  while (cut.length > 1 && context.measureText(cut).width > most) cut = `${cut.replace(/…$/, "").slice(0, -1)}…`;
  return cut;
}
