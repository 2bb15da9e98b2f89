/** One point of the input square, held in any of the three panes, seen in all. */

import { forward } from "companion/network";
import { backToX, backToZ } from "drawing/maps";
import { byId } from "shared/dom";

/** @typedef {import("drawing/pane").Pane} Pane */
/** @typedef {[number, number]} Pair */

/** Share of a pane that an arrow key moves the probe; with shift a tenth of it. */
const STRIDE = 0.02;

/**
 * Return where the probe is in all planes.
 * @param {import("drawing/moment").Moment} moment
 * @param {Pair} x
 * @returns {{x: Pair, z: Pair, a: Pair, p: number}}
 */
export function placed(moment, x) {
  const { z1, z2, a1, a2, p } = forward(moment.weights, x[0], x[1], moment.activation);
  return { x, z: [z1, z2], a: [a1, a2], p };
}

/**
 * Let pointer and keys move the probe in a pane.
 * @param {import("controls/store").Store<any>} store
 * @param {Pane} pane
 * @param {() => import("drawing/moment").Moment} momentOf The moment that the pane shows.
 */
export function holdProbe(store, pane, momentOf) {
  const { canvas, handle } = pane;
  const move = (/** @type {Pair} */ place) => {
    const moment = momentOf();
    const x = toInputs(moment, pane.name, place);
    if (x) store.set({ probe: within(moment, x) });
    else byId("told").textContent = "The plane is pressed flat here: the point cannot be had back.";
  };
  const follow = (/** @type {PointerEvent} */ event) => {
    const { left, top } = canvas.getBoundingClientRect();
    move(pane.view.back(event.clientX - left, event.clientY - top));
  };
  for (const target of /** @type {HTMLElement[]} */ ([canvas, handle])) {
    target.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || (pane.name === "x" && store.values.brush !== null)) return;
      target.setPointerCapture(event.pointerId);
      follow(event);
      handle.focus({ preventScroll: true });
      if (target === canvas && event.pointerType === "mouse") event.preventDefault();
    });
    target.addEventListener("pointermove", (event) => {
      if (target.hasPointerCapture(event.pointerId)) follow(event);
    });
  }
  handle.addEventListener("keydown", (event) => {
    /** @type {Record<string, Pair>} */
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const moment = momentOf();
    const stride = (pane.view.high[0] - pane.view.low[0]) * STRIDE * (event.shiftKey ? 0.1 : 1);
    const now = placed(moment, store.values.probe)[pane.name];
    move([now[0] + stride * way[0], now[1] + stride * way[1]]);
  });
}

/**
 * Return the inputs that lie at a place of a plane.
 * @param {import("drawing/moment").Moment} moment
 * @param {"x" | "z" | "a"} plane
 * @param {Pair} place
 */
function toInputs(moment, plane, place) {
  if (plane === "x") return place;
  return backToX(plane === "z" ? place : backToZ(place, moment.activation), moment.weights);
}

/**
 * Keep inputs inside the pane that shows them.
 * @param {import("drawing/moment").Moment} moment
 * @param {Pair} x
 * @returns {Pair}
 */
function within({ x: { high } }, x) {
  return /** @type {Pair} */ (x.map((value) => Math.min(Math.max(value, -high[0]), high[0])));
}
