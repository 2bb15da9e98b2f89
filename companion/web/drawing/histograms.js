/** How many points have which probability, and which loss; what is wrong is red. */

import { counts } from "companion/histogram";
import { frame } from "drawing/axes";
import { bars, heading, threshold } from "drawing/chart";

/** Bins of a tenth: p = 0.5, where a point changes class, is an edge. */
const BINS = 10;
/** Four bins to ln 2, the loss of a point at p = 0.5, and up to 4 ln 2 in every run. */
const [LOSS_BINS, MOST_LOSS] = [16, 4 * Math.LN2];

/** @typedef {import("drawing/moment").Moment} Moment */
/** @typedef {import("drawing/colours").Colours} Colours */
/** @typedef {import("drawing/chart").Chart} Chart */

/**
 * Draw both classes' probabilities side by side.
 * @param {Chart} chart
 * @param {Moment} moment
 * @param {Colours} colours
 * @param {number} probe p of the probe.
 */
export function drawProbabilities(chart, moment, colours, probe) {
  const context = chart.surface.begin();
  const { targets } = moment.run.data;
  [0, 1].forEach((label) => {
    const own = (/** @type {number} */ wrong) =>
      moment.judged.p.filter((_, k) => Number(targets[k] > 0.5) === label && moment.judged.wrong[k] === wrong);
    const [right, wrong] = [own(0), own(1)];
    const most = Math.max(right.length + wrong.length, 1);
    const view = chart.view([0, 0], [1, 1.06 * most], label, 2, label ? 24 : 42);
    const under = counts(right, 0, 1, BINS);
    bars(context, view, under, new Float64Array(BINS), colours.classes[label]);
    bars(context, view, counts(wrong, 0, 1, BINS), under, colours.wrong);
    threshold(context, view, 0.5, colours.muted);
    frame(context, view, colours, { x: [0, 0.5, 1], y: label ? [] : [0, most] });
    needle(context, view, probe, colours);
    heading(context, label ? "p, positives" : "p, negatives", view.box.left, colours.classes[label]);
  });
}

/**
 * Draw the losses of all points.
 * @param {Chart} chart
 * @param {Moment} moment
 * @param {Colours} colours
 */
export function drawLosses(chart, moment, colours) {
  const context = chart.surface.begin();
  const { losses, wrong } = moment.judged;
  const most = Math.max(losses.length, 1);
  const view = chart.view([0, 0], [MOST_LOSS, 1.06 * most]);
  const right = counts(losses.filter((_, k) => !wrong[k]), 0, MOST_LOSS, LOSS_BINS);
  bars(context, view, right, new Float64Array(LOSS_BINS), colours.muted);
  bars(context, view, counts(losses.filter((_, k) => wrong[k]), 0, MOST_LOSS, LOSS_BINS), right, colours.wrong);
  threshold(context, view, Math.LN2, colours.muted);
  const say = (/** @type {number} */ value) =>
    value === Math.LN2 ? "ln 2" : value === MOST_LOSS ? "2.8+" : String(value);
  frame(context, view, colours, { x: [0, Math.LN2, 2, MOST_LOSS], y: [0, most], say });
  heading(context, "loss of each point", view.box.left, colours.muted);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("drawing/viewport").Viewport} view
 * @param {number} value
 * @param {Colours} colours
 */
function needle(context, view, value, colours) {
  context.beginPath();
  context.arc(view.x(value), view.box.top + view.box.height, 4.5, 0, 2 * Math.PI);
  context.fillStyle = colours.probe;
  context.fill();
  context.strokeStyle = colours.background;
  context.lineWidth = 1.5;
  context.stroke();
}
