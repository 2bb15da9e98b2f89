/** The epoch: its slider, its ruler with what was measured, its buttons. */

import { epochAt } from "controls/pacing";
import { sharesOf } from "controls/playback";
import { marksOf } from "controls/marks";
import { LENGTHS } from "controls/state";
import { byId, element } from "shared/dom";

/** Epochs that a page key leaps. */
const LEAP = 10;

/**
 * Let the slider and its buttons lead the epoch, and show it.
 * @param {import("controls/store").Store<any>} store
 */
export function scrubber(store) {
  const slider = /** @type {HTMLInputElement} */ (byId("epoch"));
  const go = (/** @type {number} */ updates) => goTo(store, updates);
  slider.addEventListener("input", () => go(Number(slider.value)));
  slider.addEventListener("keydown", (event) => {
    const { updatesPerEpoch: epoch } = store.values.current;
    const step = event.shiftKey ? 1 : epoch;
    const now = Number(slider.value);
    const before = (Math.ceil(now / step - 1e-9) - 1) * step;
    const after = (Math.floor(now / step + 1e-9) + 1) * step;
    /** @type {Record<string, number>} */
    const goals = {
      ArrowLeft: before, ArrowDown: before, ArrowRight: after, ArrowUp: after, Home: 0, End: Infinity,
      PageDown: now - LEAP * epoch, PageUp: now + LEAP * epoch,
    };
    if (!(event.key in goals)) return;
    event.preventDefault();
    go(goals[event.key]);
  });
  byId("start").addEventListener("click", () => go(0));
  byId("back").addEventListener("click", () => step(store, -1));
  byId("forward").addEventListener("click", () => step(store, 1));
  byId("play").addEventListener("click", () => store.set({ playing: !store.values.playing }));
  byId("pace").addEventListener("change", () => store.set({ pace: byId("pace").value }));
  const seconds = byId("seconds");
  seconds.append(...LENGTHS.map((value) => element("option", { value }, `in ${value} s`)));
  seconds.addEventListener("change", () => store.set({ seconds: Number(seconds.value) }));
  store.on(["current", "last", "pace", "seconds"], () => ruler(store));
  store.on(["epoch", "current", "last", "playing", "pace", "seconds"], (values) => show(slider, values));
}

/**
 * Go to an update; the plane is again that of the trained weights.
 * @param {import("controls/store").Store<any>} store
 * @param {number} update
 */
export function goTo(store, update) {
  const { current, last } = store.values;
  const updates = Math.min(Math.max(Math.round(update), 0), Math.round(last * current.updatesPerEpoch));
  store.set({ epoch: updates / current.updatesPerEpoch, playing: false, edited: null });
}

/**
 * Go some updates back or on.
 * @param {import("controls/store").Store<any>} store
 * @param {number} updates
 */
export function step(store, updates) {
  const { epoch, current } = store.values;
  const now = epoch * current.updatesPerEpoch;
  goTo(store, updates > 0 ? Math.floor(now + 1e-6) + updates : Math.ceil(now - 1e-6) + updates);
}

/**
 * @param {HTMLInputElement} slider
 * @param {any} values
 */
function show(slider, { epoch, current, last, playing, pace, seconds }) {
  const updates = Math.round(epoch * current.updatesPerEpoch);
  slider.max = String(Math.round(last * current.updatesPerEpoch));
  slider.value = String(updates);
  slider.parentElement?.style.setProperty("--done", String(epoch / last));
  const said = `epoch ${Math.floor(epoch + 1e-6)}, update ${Math.min(updates, current.epochs * current.updatesPerEpoch).toLocaleString("en")}`;
  slider.setAttribute("aria-valuetext", said);
  byId("clock").replaceChildren("epoch ", element("b", {}, epoch.toFixed(1)), element("small", {}, `update ${updates.toLocaleString("en")}`));
  const play = byId("play");
  play.toggleAttribute("data-on", playing);
  play.setAttribute("aria-label", playing ? "Pause" : "Play");
  byId("pace").value = pace;
  byId("seconds").value = String(seconds);
}

/**
 * Draw the ruler of a run: a tick for each second that it plays, a mark and a button for each milestone.
 * @param {import("controls/store").Store<any>} store
 */
function ruler(store) {
  const { current: run, last, pace, seconds } = store.values;
  const shares = sharesOf(run);
  const reached = (/** @type {number} */ share) => (pace === "film" ? epochAt(shares, share) / last : share);
  const ticks = Array.from({ length: seconds + 1 }, (_, k) => at("tick", reached(k / seconds)));
  const marks = marksOf(run);
  byId("ticks").replaceChildren(...ticks, ...marks.map(({ epoch }) => at("mark", epoch / last)));
  byId("milestones").replaceChildren(
    ...marks.map(({ epoch, said }) => {
      const button = element("button", { type: "button" }, element("b", {}, String(epoch)), ` ${said}`);
      button.addEventListener("click", () => goTo(store, epoch * run.updatesPerEpoch));
      return button;
    }),
  );
}

/**
 * @param {string} kind
 * @param {number} share
 */
function at(kind, share) {
  const made = element("span", { class: kind });
  made.style.left = `${100 * share}%`;
  return made;
}
