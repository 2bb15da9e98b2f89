/** The panes of the run that is shown, and of the one beside it: drawn once a picture, on one clock. */

import { Path } from "companion/path";
import { describe } from "controls/describe";
import { diagram } from "controls/diagram";
import { marksOf } from "controls/marks";
import { paint } from "controls/paint";
import { holdProbe, placed } from "controls/probe";
import { Chart } from "drawing/chart";
import { colours, onColours } from "drawing/colours";
import { drawCurves } from "drawing/curves";
import { ghost } from "drawing/ghost";
import { drawLosses, drawProbabilities } from "drawing/histograms";
import { Moment } from "drawing/moment";
import { Pane } from "drawing/pane";
import { drawPainted } from "drawing/painted";
import { byId, element } from "shared/dom";
import { spoken } from "shared/names";

const NAMES = /** @type {const} */ (["x", "z", "a"]);
const NO_GHOST = { x: [], z: [], a: [] };

/** @type {WeakMap<object, Path>} */
const paths = new WeakMap();

/**
 * Return a run's weights at an epoch; those at its end from there on.
 * @param {any} run
 * @param {number} epoch
 */
function weightsAt(run, epoch) {
  const path = paths.get(run) ?? new Path(run.weights, run.weights.length / 9);
  paths.set(run, path);
  return path.at(Math.min(epoch, run.epochs) * run.updatesPerEpoch);
}

export class Bench {
  /** @param {import("controls/store").Store<any>} store */
  constructor(store) {
    this.store = store;
    this.colours = colours();
    const again = () => this.store.set({ drawn: {} });
    this.charts = Object.fromEntries(["probabilities", "losses", "curves"].map((name) => [name, new Chart(byId(name), again)]));
    this.rows = [0, 1].map((place) => this.row(place, again));
    byId("panes").append(...this.rows.map(({ box }) => box));
    paint(store, this.rows[0].panes[0]);
    this.showNumbers = diagram(store);
    byId("own").addEventListener("toggle", again);
    onColours(() => {
      this.colours = colours();
      again();
    });
    const drawn = ["current", "other", "epoch", "edited", "probe", "shown", "turned", "points", "drawn"];
    store.on(drawn, (values) => this.draw(values));
  }

  /**
   * @param {number} place
   * @param {() => void} again
   */
  row(place, again) {
    const panes = NAMES.map((name) => new Pane(name, again));
    const name = element("h2", { class: "of" });
    const box = element("div", { class: "row" }, name, ...panes.map(({ figure }) => figure));
    const row = { box, name, panes, moment: /** @type {any} */ (null) };
    panes.forEach((pane) => holdProbe(this.store, pane, () => row.moment));
    box.hidden = place > 0;
    return row;
  }

  /** @param {any} values */
  draw(values) {
    const { current, other, epoch, edited, probe, shown, turned, points } = values;
    const begun = performance.now();
    const runs = other ? [current, other] : [current];
    this.rows[1].box.hidden = !other;
    byId("panes").classList.toggle("two", Boolean(other));
    runs.forEach((run, k) => {
      const row = this.rows[k];
      row.moment = new Moment(run, weightsAt(run, epoch), k ? null : edited, shown);
      const where = placed(row.moment, probe);
      const ghosts = turned >= 0 && k === 0 ? ghost(row.moment, turned) : NO_GHOST;
      row.name.textContent = spoken(run.name);
      row.panes.forEach((pane) => {
        pane.draw(row.moment, shown, this.colours, where[pane.name], ghosts[pane.name]);
        numbers(pane, where);
      });
    });
    const [{ moment, panes }] = this.rows;
    const moments = runs.map((_, k) => this.rows[k].moment);
    // What is trained is drawn as the run's own data.
    if (byId("own").open && current.points !== points) drawPainted(panes[0], points, this.colours);
    const where = placed(moment, probe);
    drawProbabilities(this.charts.probabilities, moments, this.colours, where.p);
    drawLosses(this.charts.losses, moments, this.colours);
    drawCurves(this.charts.curves, runs, moment, Math.min(epoch, current.epochs), marksOf(current), this.colours);
    this.showNumbers(moment.weights, where, edited !== null);
    describe(this.rows.slice(0, runs.length), epoch);
    // Kept by nobody but who listens for it.
    performance.measure("picture", { start: begun });
    performance.clearMeasures("picture");
  }
}

/**
 * Write the probe's numbers above a pane.
 * @param {Pane} pane
 * @param {any} where
 */
function numbers(pane, where) {
  const said = (/** @type {number} */ value) => value.toFixed(Math.abs(value) < 100 ? 3 : 1).replace("-", "−");
  const pair = where[pane.name].map(said).join(", ");
  const text = pane.name === "a" ? `(${pair})  p = ${where.p.toFixed(3)}` : `(${pair})`;
  pane.numbers.textContent = text;
  pane.handle.setAttribute("aria-label", `Point in ${pane.name}: ${pair}; p = ${where.p.toFixed(3)}`);
}
