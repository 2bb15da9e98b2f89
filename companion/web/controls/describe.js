/** The pictures in words, for who does not see them: written when the pictures have come to rest. */

import { byId } from "shared/dom";
import { spoken } from "shared/names";

/** Milliseconds without a change after which the words are written. */
const REST = 350;
let timer = 0;

/**
 * Describe panes and charts of a moment.
 * @param {{moment: import("drawing/moment").Moment, panes: import("drawing/pane").Pane[]}[]} rows
 * @param {number} epoch
 */
export function describe(rows, epoch) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    rows.forEach((row) => describeRow(row, epoch));
    const told = rows.map(({ moment }) => charts(moment, epoch));
    for (const chart of /** @type {const} */ (["probabilities", "losses", "curves"]))
      byId(chart).setAttribute("aria-label", told.map((each) => each[chart]).join(" "));
  }, REST);
}

/**
 * Return a run's part of every chart in words.
 * @param {import("drawing/moment").Moment} moment
 * @param {number} epoch
 */
function charts({ run, judged: { p, wrongCount } }, epoch) {
  const name = spoken(run.name);
  const medians = [0, 1].map((label) => median(p.filter((_, k) => Number(run.data.targets[k] > 0.5) === label)));
  const after = Math.min(Math.floor(epoch + 1e-6), run.epochs);
  return {
    probabilities: `Histograms of p of ${name}. Median of the negatives ${medians[0].toFixed(2)}, of the positives ${medians[1].toFixed(2)}; ${wrongCount} points on the wrong side of 0.5.`,
    losses: `Histogram of the losses of ${p.length} points of ${name}; mean after epoch ${after}: ${run.loss[after].toFixed(3)}.`,
    curves: `Curves of ${name} over ${run.epochs} epochs. After epoch ${after}: accuracy ${(100 * run.accuracy[after]).toFixed(2)} percent, loss ${run.loss[after].toFixed(3)}.`,
  };
}

/**
 * @param {{moment: import("drawing/moment").Moment, panes: import("drawing/pane").Pane[]}} row
 * @param {number} epoch
 */
function describeRow({ moment, panes }, epoch) {
  const { run, judged } = moment;
  const total = judged.wrong.length;
  const name = spoken(run.name);
  const words = {
    x: `Inputs of ${name} at epoch ${epoch.toFixed(1)}: ${total - judged.wrongCount} of ${total} points on their side; ${pieces(moment.x.border.length)}.`,
    z: `The plane after z = xW + b: the square from ${corner(moment.z, "low")} to ${corner(moment.z, "high")}.`,
    a: `Feature space, bent by ${spoken(run.recipe.activation)}: ${moment.a.border.length ? "a straight line parts" : "no line parts"} the sides.`,
  };
  for (const pane of panes) pane.canvas.setAttribute("aria-label", words[pane.name]);
}

/** @param {number} count */
function pieces(count) {
  if (count === 0) return "no boundary inside";
  return count === 1 ? "the boundary is one curve" : `the boundary has ${count} pieces`;
}

/**
 * @param {import("drawing/moment").Plane} plane
 * @param {"low" | "high"} which
 */
function corner(plane, which) {
  const edge = [0, 1].map((axis) => {
    const values = plane.grid.flatMap((line) => [line[axis], line[line.length - 2 + axis]]);
    return (which === "low" ? Math.min(...values) : Math.max(...values)).toFixed(1);
  });
  return `(${edge.join(", ")})`;
}

/** @param {Float64Array} values */
function median(values) {
  return values.length ? values.slice().sort()[values.length >> 1] : NaN;
}
