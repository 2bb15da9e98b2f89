/** Points of one's own: painted on the pane of the inputs, or pasted as lines. */

import { fromCsv, MOST_SIGNS } from "companion/csv";
import { AT_MOST, MOST_POINTS } from "companion/limits";
import { say } from "controls/ask";
import { pointsOf, snapped } from "controls/points";
import { OWN_DATA } from "controls/recipe";
import { byId, element } from "shared/dom";

/** Points of one dab, how far they lie from its middle, milliseconds between two. */
const [DAB, SPREAD, PAUSE] = [3, 0.07, 25];

/** @typedef {[number, number, number]} Painted */

/**
 * Let the brush paint on a pane.
 * @param {import("controls/store").Store<any>} store
 * @param {import("drawing/pane").Pane} pane
 */
export function paint(store, pane) {
  brushes(store, pane);
  let last = 0;
  const dab = (/** @type {PointerEvent} */ event) => {
    if (event.timeStamp - last < PAUSE) return;
    last = event.timeStamp;
    const { left, top } = pane.canvas.getBoundingClientRect();
    const middle = pane.view.back(event.clientX - left, event.clientY - top);
    const made = Array.from({ length: DAB }, () => {
      const [x1, x2] = middle.map((value) => snapped(value + SPREAD * (Math.random() * 2 - 1)));
      return /** @type {Painted} */ ([x1, x2, store.values.brush]);
    });
    const { points } = store.values;
    if (points.length + DAB > MOST_POINTS) return say(`That is enough: ${AT_MOST}.`, true);
    store.set({ points: [...points, ...made] });
  };
  pane.canvas.addEventListener("pointerdown", (event) => {
    if (store.values.brush === null || event.button !== 0) return;
    pane.canvas.setPointerCapture(event.pointerId);
    last = 0;
    dab(event);
  });
  pane.canvas.addEventListener("pointermove", (event) => {
    if (store.values.brush !== null && pane.canvas.hasPointerCapture(event.pointerId)) dab(event);
  });
  // One sign too many is seen to be too many.
  byId("csv").maxLength = MOST_SIGNS + 1;
  byId("paste").addEventListener("click", () => paste(store));
  store.on(["points"], ({ points }) => {
    const select = /** @type {HTMLFormElement} */ (byId("settings")).elements.namedItem("dataset");
    if (points.length) /** @type {HTMLSelectElement} */ (select).value = OWN_DATA;
    byId("count").textContent = `${points.length} points`;
  });
}

/**
 * @param {import("controls/store").Store<any>} store
 * @param {import("drawing/pane").Pane} pane
 */
function brushes(store, pane) {
  const names = /** @type {[string, number | null][]} */ ([["no brush", null], ["negatives", 0], ["positives", 1]]);
  const buttons = names.map(([name, label]) => {
    const button = element("button", { type: "button", "aria-pressed": String(label === null) }, name);
    if (label !== null) button.style.setProperty("--hue", `var(--${label ? "positive" : "negative"})`);
    button.addEventListener("click", () => store.set({ brush: label }));
    return button;
  });
  const clear = element("button", { type: "button" }, "clear");
  clear.addEventListener("click", () => store.set({ points: [] }));
  byId("brushes").append(...buttons, clear, element("output", { id: "count" }, "0 points"));
  store.on(["brush"], ({ brush }) => {
    names.forEach(([, label], k) => buttons[k].setAttribute("aria-pressed", String(label === brush)));
    pane.figure.classList.toggle("painting", brush !== null);
  });
}

/**
 * Take the lines that were pasted; what is wrong with them is said.
 * @param {import("controls/store").Store<any>} store
 */
function paste(store) {
  const found = fromCsv(byId("csv").value);
  if (found instanceof Error) return say(found.message, true);
  const points = pointsOf(found);
  store.set({ points });
  say(`${points.length} points taken: press Train.`, false);
}
