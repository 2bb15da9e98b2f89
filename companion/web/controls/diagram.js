/** The network: its nine numbers to be looked at, turned and typed; the probe's numbers in its nodes. */

import { HEIGHT, network, NUMBERS, WIDTH } from "drawing/network";
import { byId, element } from "shared/dom";

const TURNS = [
  "W₁₁ is how much of x₁ goes into z₁: it shears and stretches the plane along z₁.",
  "W₁₂ is how much of x₁ goes into z₂: it shears and stretches the plane along z₂.",
  "W₂₁ is how much of x₂ goes into z₁: it shears and stretches the plane along z₁.",
  "W₂₂ is how much of x₂ goes into z₂: it shears and stretches the plane along z₂.",
  "b₁ slides the whole plane along z₁.",
  "b₂ slides the whole plane along z₂.",
  "V₁ is how much a₁ speaks for the positives: it turns the straight boundary in a.",
  "V₂ is how much a₂ speaks for the positives: it turns the straight boundary in a.",
  "c slides the straight boundary in a, without turning it.",
];
const HINT = "Point at a number to see what it turns; drag it sideways, or use the arrow keys, to turn it.";
/** What one pixel, and one press of an arrow key, change: a share of the number, and at least so much. */
const [SHARE, LEAST, KEY] = [0.006, 0.006, 8];
const MOST = 1e4;

/**
 * Build the diagram and keep it at the store's moment.
 * @param {import("controls/store").Store<any>} store
 * @returns {(weights: ArrayLike<number>, probe: {x: number[], z: number[], a: number[], p: number}, byHand: boolean) => void}
 */
export function diagram(store) {
  const box = byId("diagram");
  const { svg, edges, values: nodes } = network();
  let shown = /** @type {ArrayLike<number>} */ ([]);
  const change = (/** @type {number} */ index, /** @type {number} */ value) => {
    if (!Number.isFinite(value)) return;
    const edited = Array.from(shown);
    edited[index] = Math.min(Math.max(value, -MOST), MOST);
    store.set({ edited, playing: false });
  };
  const inputs = NUMBERS.map(({ name, x, y }, index) => {
    const input = /** @type {HTMLInputElement} */ (
      element("input", { type: "number", step: "any", "aria-label": name, class: "weight" })
    );
    const label = element("label", { class: "number" }, element("span", { "aria-hidden": "true" }, name), input);
    label.style.left = `${(100 * x) / WIDTH}%`;
    label.style.top = `${(100 * y) / HEIGHT}%`;
    hold(input, () => shown[index], (value) => change(index, value));
    const look = (/** @type {boolean} */ on) => () => store.set({ turned: on ? index : document.activeElement === input ? index : -1 });
    label.addEventListener("pointerenter", look(true));
    label.addEventListener("pointerleave", look(false));
    input.addEventListener("focus", look(true));
    input.addEventListener("blur", () => store.set({ turned: -1 }));
    return input;
  });
  box.append(svg, ...inputs.map((input) => /** @type {Node} */ (input.parentElement)));
  byId("trained").addEventListener("click", () => {
    store.set({ edited: null });
    inputs[0].focus();
  });
  store.on(["turned"], ({ turned }) => {
    byId("turns").textContent = TURNS[turned] ?? HINT;
    edges.forEach((edge, k) => edge?.classList.toggle("turned", k === turned));
  });
  byId("turns").textContent = HINT;
  return (weights, probe, byHand) => {
    shown = weights;
    byId("trained").hidden = !byHand;
    inputs.forEach((input, k) => {
      const text = typed(weights[k]);
      if (input.value !== text && (document.activeElement !== input || !input.dataset.typing)) input.value = text;
      const edge = edges[k];
      if (!edge) return;
      edge.style.strokeWidth = String(Math.min(1 + Math.sqrt(Math.abs(weights[k])) * 1.6, 9));
      edge.classList.toggle("less", weights[k] < 0);
    });
    const values = [...probe.x, ...probe.z, ...probe.a, probe.p];
    nodes.forEach((text, k) => (text.textContent = values[k].toFixed(Math.abs(values[k]) < 10 ? 2 : 1)));
  };
}

/**
 * Return a weight in five signs or so.
 * @param {number} value
 */
function typed(value) {
  return value.toFixed(Math.max(3 - Math.floor(Math.log10(Math.max(Math.abs(value), 1))), 0));
}

/**
 * Let a number be dragged sideways, turned by arrow keys and typed.
 * @param {HTMLInputElement} input
 * @param {() => number} now
 * @param {(value: number) => void} change
 */
function hold(input, now, change) {
  const step = () => Math.max(SHARE * Math.abs(now()), LEAST);
  let from = /** @type {{x: number, value: number, step: number} | null} */ (null);
  input.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, value: now(), step: step() };
    input.setPointerCapture(event.pointerId);
  });
  input.addEventListener("pointermove", (event) => {
    if (!from || Math.abs(event.clientX - from.x) < 3) return;
    delete input.dataset.typing;
    change(from.value + (event.clientX - from.x) * from.step);
  });
  for (const over of ["pointerup", "pointercancel"]) input.addEventListener(over, () => (from = null));
  input.addEventListener("keydown", (event) => {
    const way = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    // Left and right move the caret while a number is typed.
    if (!way || (input.dataset.typing && /Left|Right/.test(event.key))) return;
    event.preventDefault();
    delete input.dataset.typing;
    change(now() + way * KEY * step() * (event.shiftKey ? 0.1 : 1));
  });
  input.addEventListener("input", () => {
    input.dataset.typing = "yes";
    if (input.value.trim() !== "") change(Number(input.value));
  });
  input.addEventListener("blur", () => {
    delete input.dataset.typing;
    input.value = typed(now());
  });
}
