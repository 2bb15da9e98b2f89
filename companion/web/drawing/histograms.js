/** How many points have which probability, and which loss; what is wrong is red; of one run, or of two. */

import { counts } from "companion/histogram";
import { frame } from "drawing/axes";
import { bars, heading, threshold } from "drawing/chart";
import { legend, outline } from "drawing/legend";

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
 * @param {Moment[]} moments Of one run, or of two: the second is an outline.
 * @param {Colours} colours
 * @param {number} probe p of the probe in the first.
 */
export function drawProbabilities(chart, moments, colours, probe) {
  const context = chart.surface.begin();
  [0, 1].forEach((label) => {
    const found = moments.map(({ run: { data }, judged }) =>
      split(judged.p, judged.wrong, 1, BINS, (k) => Number(data.targets[k] > 0.5) === label),
    );
    const most = Math.max(...found.map(({ count }) => count), 1);
    const view = chart.view([0, 0], [1, 1.06 * most], label, 2, label ? 24 : 42);
    stacked(context, view, found, colours, colours.classes[label]);
    threshold(context, view, 0.5, colours.muted);
    frame(context, view, colours, { x: [0, 0.5, 1], y: label ? [] : [0, most] });
    if (!label) named(context, view, moments, colours, colours.classes[label]);
    needle(context, view, probe, colours);
    heading(context, label ? "p, positives" : "p, negatives", view.box.left, colours.classes[label]);
  });
}

/**
 * Draw the losses of all points.
 * @param {Chart} chart
 * @param {Moment[]} moments Of one run, or of two: the second is an outline.
 * @param {Colours} colours
 */
export function drawLosses(chart, moments, colours) {
  const context = chart.surface.begin();
  const found = moments.map(({ judged }) => split(judged.losses, judged.wrong, MOST_LOSS, LOSS_BINS, () => true));
  const most = Math.max(...found.map(({ count }) => count), 1);
  const view = chart.view([0, 0], [MOST_LOSS, 1.06 * most]);
  stacked(context, view, found, colours, colours.muted);
  threshold(context, view, Math.LN2, colours.muted);
  const say = (/** @type {number} */ value) =>
    value === Math.LN2 ? "ln 2" : value === MOST_LOSS ? "2.8+" : String(value);
  frame(context, view, colours, { x: [0, Math.LN2, 2, MOST_LOSS], y: [0, most], say });
  named(context, view, moments, colours, colours.muted);
  heading(context, "loss of each point", view.box.left, colours.muted);
}

/** @typedef {{right: number[], wrong: number[], count: number}} Split */

/**
 * Return how many of some points fall into each bin from 0 to a number, those that are right and those that are not.
 * @param {Float64Array} values
 * @param {Uint8Array} wrong
 * @param {number} high
 * @param {number} bins
 * @param {(k: number) => boolean} meant Whether a point is one of them.
 * @returns {Split}
 */
function split(values, wrong, high, bins, meant) {
  const [right, others] = [0, 1].map((flag) => values.filter((_, k) => wrong[k] === flag && meant(k)));
  return {
    right: counts(right, 0, high, bins),
    wrong: counts(others, 0, high, bins),
    count: right.length + others.length,
  };
}

/**
 * Draw the first run's bars, what is wrong upon what is right, and the second's outline.
 * @param {CanvasRenderingContext2D} context
 * @param {import("drawing/viewport").Viewport} view
 * @param {Split[]} found
 * @param {Colours} colours
 * @param {string} colour Of what is right.
 */
function stacked(context, view, [first, second], colours, colour) {
  bars(context, view, first.right, new Float64Array(first.right.length), colour);
  bars(context, view, first.wrong, first.right, colours.wrong);
  if (second) outline(context, view, second.right.map((count, k) => count + second.wrong[k]), colours);
}

/**
 * Name two runs.
 * @param {CanvasRenderingContext2D} context
 * @param {import("drawing/viewport").Viewport} view
 * @param {Moment[]} moments
 * @param {Colours} colours
 * @param {string} fill
 */
function named(context, view, moments, colours, fill) {
  if (moments.length > 1) legend(context, view, moments.map(({ run }) => run.name), colours, fill);
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
