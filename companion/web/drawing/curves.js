/** Loss and accuracy over the epochs, of one run or of two, with the epochs that were measured. */

import { frame } from "drawing/axes";
import { heading } from "drawing/chart";

/** Opacity of what is still to come. */
const AHEAD = 0.28;
/** Pixels of width below which both headings do not fit side by side. */
const NARROW = 210;

/**
 * Draw the curves.
 * @param {import("drawing/chart").Chart} chart
 * @param {any[]} runs One, or two.
 * @param {import("drawing/moment").Moment} moment Of the first: its numbers are written above.
 * @param {number} epoch
 * @param {{epoch: number}[]} marks
 * @param {import("drawing/colours").Colours} colours
 */
export function drawCurves(chart, runs, moment, epoch, marks, colours) {
  const context = chart.surface.begin();
  const last = Math.max(...runs.map((run) => run.epochs));
  const view = chart.view([0, 0], [last, 1.06]);
  context.save();
  context.beginPath();
  context.rect(view.box.left, view.box.top - 2, view.box.width + 6, view.box.height + 2);
  context.clip();
  runs.forEach((run, k) => {
    const dashes = k ? [5, 3] : [];
    curve(context, view, run.loss, epoch, colours.muted, 1.6, dashes);
    curve(context, view, run.accuracy, epoch, colours.run(run.recipe.activation), 2.6, dashes);
  });
  context.fillStyle = colours.probe;
  for (const mark of marks) {
    context.beginPath();
    context.arc(view.x(mark.epoch), view.y(runs[0].accuracy[mark.epoch]), 3.5, 0, 2 * Math.PI);
    context.fill();
  }
  context.strokeStyle = colours.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(view.x(epoch), view.box.top);
  context.lineTo(view.x(epoch), view.box.top + view.box.height);
  context.stroke();
  context.restore();
  frame(context, view, colours, { y: [0, 1] });
  const { left, width } = view.box;
  // Two headings share a line: a narrow one begins above the axis' numbers.
  const begin = width < NARROW ? left - 20 : left;
  const accuracy = `accuracy ${(100 * moment.judged.accuracy).toFixed(2)} %`;
  heading(context, accuracy, begin, colours.run(runs[0].recipe.activation));
  heading(context, `loss ${moment.judged.loss.toFixed(3)}`, left + width, colours.muted, "right");
}

/**
 * Draw one curve, bright up to the epoch that is shown.
 * @param {CanvasRenderingContext2D} context
 * @param {import("drawing/viewport").Viewport} view
 * @param {ArrayLike<number>} values
 * @param {number} epoch
 * @param {string} colour
 * @param {number} width
 * @param {number[]} dashes
 */
function curve(context, view, values, epoch, colour, width, dashes) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes);
  const shown = Math.min(Math.floor(epoch + 1e-6), values.length - 1);
  for (const [first, end, opacity] of [[shown, values.length, AHEAD], [0, shown + 1, 1]]) {
    context.globalAlpha = opacity;
    context.beginPath();
    for (let k = first; k < end; k++) context.lineTo(view.x(k), view.y(Math.min(values[k], 1.2)));
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}
