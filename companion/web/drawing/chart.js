/** A chart: its canvas, its frame, its bars. */

import { NUMBERS } from "drawing/axes";
import { Surface } from "drawing/surface";
import { Viewport } from "drawing/viewport";

/** @typedef {import("drawing/viewport").Pair} Pair */

/** Room around a chart for its numbers, in pixels: left, right, above, below. */
const ROOM = [42, 10, 24, 26];

export class Chart {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} resized
   */
  constructor(canvas, resized) {
    this.surface = new Surface(canvas, resized);
  }

  /**
   * Return the view of one of several charts side by side.
   * @param {Pair} low
   * @param {Pair} high
   * @param {number} place
   * @param {number} places
   * @param {number} left More room at the left edge.
   */
  view(low, high, place = 0, places = 1, left = ROOM[0]) {
    const { width, height } = this.surface;
    const each = width / places;
    const box = {
      left: each * place + left,
      top: ROOM[2],
      width: Math.max(each - left - ROOM[1], 10),
      height: Math.max(height - ROOM[2] - ROOM[3], 10),
    };
    return new Viewport(low, high, box);
  }
}

/**
 * Write a few words above a chart.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {string} colour
 * @param {CanvasTextAlign} align
 */
export function heading(context, text, x, colour, align = "left") {
  context.font = NUMBERS.replace("12px", "13px");
  context.fillStyle = colour;
  context.textAlign = align;
  context.textBaseline = "alphabetic";
  context.fillText(text, x, 15);
}

/**
 * Draw bars over equal bins.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {ArrayLike<number>} counts
 * @param {ArrayLike<number>} below What each bar stands on.
 * @param {string} colour
 */
export function bars(context, view, counts, below, colour) {
  const width = (view.high[0] - view.low[0]) / counts.length;
  context.fillStyle = colour;
  for (let k = 0; k < counts.length; k++) {
    if (!counts[k]) continue;
    const left = view.x(view.low[0] + k * width) + 1;
    const top = view.y(below[k] + counts[k]);
    const bottom = view.y(below[k]);
    context.fillRect(left, Math.min(top, bottom - 1), view.across * width - 2, Math.max(bottom - top, 1));
  }
}

/**
 * Draw a dashed line across a chart at a number.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {number} value
 * @param {string} colour
 */
export function threshold(context, view, value, colour) {
  context.beginPath();
  context.moveTo(view.x(value), view.box.top);
  context.lineTo(view.x(value), view.box.top + view.box.height);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.stroke();
  context.setLineDash([]);
}
