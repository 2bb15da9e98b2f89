/** One of the three linked panes: heading, canvas, and the handle of the probe on it. */

import { frame, letter } from "drawing/axes";
import { drawPlane, stroke } from "drawing/plane";
import { Surface } from "drawing/surface";
import { ticks, Viewport } from "drawing/viewport";
import { element } from "shared/dom";

/** @typedef {"x" | "z" | "a"} Name */

/** Room around a plane for numbers, in pixels: left, right, above, below. */
const ROOM = [40, 8, 8, 34];

/** What stands above each pane, as letters (italic) and signs. */
const TITLES = { x: ["inputs ", "x"], z: ["", "z", " = ", "xW", " + ", "b"], a: ["", "a", " = ", "σ", "(", "z", ")"] };

export class Pane {
  /**
   * @param {Name} name
   * @param {() => void} resized
   */
  constructor(name, resized) {
    this.name = name;
    this.canvas = /** @type {HTMLCanvasElement} */ (element("canvas", { role: "img", "aria-label": name }));
    this.handle = /** @type {HTMLButtonElement} */ (element("button", { type: "button", class: "handle" }));
    this.numbers = element("output", { class: "numbers" });
    this.figure = element(
      "figure",
      { class: "pane" },
      element("figcaption", {}, title(name), this.numbers),
      element("div", { class: "square" }, this.canvas, this.handle),
    );
    this.surface = new Surface(this.canvas, resized);
    this.view = new Viewport([-1, -1], [1, 1], this.box());
  }

  box() {
    const [left, right, above, below] = ROOM;
    const { width, height } = this.surface;
    return { left, top: above, width: Math.max(width - left - right, 10), height: Math.max(height - above - below, 10) };
  }

  /**
   * Draw a moment.
   * @param {import("drawing/moment").Moment} moment
   * @param {{grid: boolean, hinges: boolean}} shown
   * @param {import("drawing/colours").Colours} colours
   * @param {import("drawing/viewport").Pair} probe In this plane.
   * @param {Float64Array[]} ghosts
   */
  draw(moment, shown, colours, probe, ghosts) {
    const plane = moment[this.name];
    const view = (this.view = new Viewport(plane.low, plane.high, this.box()));
    const context = this.surface.begin();
    drawPlane(context, view, moment, plane, shown, colours);
    context.save();
    context.beginPath();
    context.rect(view.box.left, view.box.top, view.box.width, view.box.height);
    context.clip();
    stroke(context, view, ghosts, colours.probe, 2, [2, 4]);
    context.restore();
    this.axes(context, view, colours);
    this.mark(context, probe, colours);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Viewport} view
   * @param {import("drawing/colours").Colours} colours
   */
  axes(context, view, colours) {
    frame(context, view, colours, this.name === "x" && view.high[0] < 1.1 ? { x: [-1, 0, 1], y: [-1, 0, 1] } : {});
    const { left, top, width, height } = view.box;
    const numbers = [0, 1].map((axis) => ticks(view.low[axis], view.high[axis]));
    const x = free(numbers[0].map((value) => view.x(value)), left, width, 28);
    const y = free(numbers[1].map((value) => view.y(value)), top + height, -height, 16);
    letter(context, this.name, "1", x, top + height + 20, colours.ink);
    letter(context, this.name, "2", left - 22, y, colours.ink);
  }

  /**
   * Draw the probe, and put its handle there.
   * @param {CanvasRenderingContext2D} context
   * @param {import("drawing/viewport").Pair} probe
   * @param {import("drawing/colours").Colours} colours
   */
  mark(context, probe, colours) {
    const { left, top, width, height } = this.view.box;
    const x = Math.min(Math.max(this.view.x(probe[0]), left), left + width);
    const y = Math.min(Math.max(this.view.y(probe[1]), top), top + height);
    context.beginPath();
    context.arc(x, y, 9, 0, 2 * Math.PI);
    context.strokeStyle = colours.background;
    context.lineWidth = 6;
    context.stroke();
    context.strokeStyle = colours.probe;
    context.lineWidth = 3;
    context.stroke();
    this.handle.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
  }
}

/** Shares of an edge at which its letter may stand, best first. */
const SHARES = [0.75, 0.7, 0.8, 0.65, 0.85, 0.6, 0.9, 0.55];

/**
 * Return a place along an edge that keeps away from its numbers.
 * @param {number[]} taken Pixels.
 * @param {number} from
 * @param {number} length
 * @param {number} apart
 */
function free(taken, from, length, apart) {
  const away = (/** @type {number} */ share) => taken.every((each) => Math.abs(each - from - share * length) > apart);
  return from + (SHARES.find(away) ?? SHARES[0]) * length;
}

/**
 * Return a pane's title; letters of the field lean.
 * @param {Name} name
 */
function title(name) {
  const parts = TITLES[name].map((part, k) => (k % 2 ? element("i", {}, part) : part));
  return element("span", { class: "formula" }, ...parts);
}
