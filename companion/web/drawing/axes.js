/** Frame, numbers and letters around a plane or a chart. */

import { ticks, written } from "drawing/viewport";

/** @typedef {import("drawing/viewport").Viewport} Viewport */

export const NUMBERS = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
export const LETTERS = 'italic 16px "Libertinus Serif", "STIX Two Text", "Cambria Math", Cambria, Georgia, "DejaVu Serif", serif';
const SMALL = 'italic 11px "Libertinus Serif", "STIX Two Text", "Cambria Math", Cambria, Georgia, "DejaVu Serif", serif';

/**
 * Draw a frame with round numbers along its left and its lower edge.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {import("drawing/colours").Colours} colours
 * @param {{x?: number[], y?: number[], say?: (value: number) => string}} at
 */
export function frame(context, view, colours, at = {}) {
  const { left, top, width, height } = view.box;
  context.strokeStyle = context.fillStyle = colours.muted;
  context.lineWidth = 1.2;
  context.strokeRect(left, top, width, height);
  context.font = NUMBERS;
  const say = at.say ?? written;
  context.beginPath();
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const value of at.x ?? ticks(view.low[0], view.high[0])) {
    const x = view.x(value);
    context.moveTo(x, top + height);
    context.lineTo(x, top + height + 4);
    context.fillText(say(value), Math.min(x, left + width - 4), top + height + 7);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of at.y ?? ticks(view.low[1], view.high[1])) {
    const y = view.y(value);
    context.moveTo(left, y);
    context.lineTo(left - 4, y);
    context.fillText(say(value), left - 7, Math.max(y, top + 5));
  }
  context.stroke();
}

/**
 * Write a letter with its index.
 * @param {CanvasRenderingContext2D} context
 * @param {string} letter
 * @param {string} index
 * @param {number} x Middle.
 * @param {number} y Base line.
 * @param {string} colour
 */
export function letter(context, letter, index, x, y, colour) {
  context.fillStyle = colour;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = LETTERS;
  const width = context.measureText(letter).width;
  context.fillText(letter, x - width / 2 - 3, y);
  context.font = SMALL;
  context.fillText(index, x + width / 2 - 2, y + 4);
}
