/** The presenter's view: the slide that is on and the next one, what is said, the clock. */

import { byId, element } from "shared/dom";
import { recall, remember } from "shared/memory";
import { clock } from "shared/time";
import { words } from "slides/words";

/** Pixels that the next slide's still is wide. */
const WIDTH = 640;

/**
 * Turn the page into the presenter's view.
 * @param {import("slides/show").Show} show
 * @param {import("slides/stills").Stills} stills
 */
export function present(show, stills) {
  document.body.dataset.view = "presenter";
  const size = { width: WIDTH, height: (WIDTH * 9) / 16 };
  const still = /** @type {HTMLCanvasElement} */ (element("canvas", { ...size, "aria-hidden": "true" }));
  const chapter = element("p", { class: "chapter", dir: "auto" });
  const now = element("h2", { dir: "auto" });
  const state = element("p", { class: "state" });
  const next = element("p", { dir: "auto" });
  const notes = element("section", { class: "lines scrolls", tabindex: 0, "aria-label": "Notes" });
  const left = element("dd");
  byId("stage").before(element("header", {}, chapter, now, state));
  byId("stage").after(
    element("section", { class: "next", "aria-label": "Next slide" }, element("h2", {}, "Next"), still, next),
    element("section", { class: "times", "aria-label": "Times" }, ...times(left)),
    notes,
  );
  let noted = -1;
  show.watchers.push(() => {
    const { slide, slides, deck, black, voice } = show;
    const after = slides[deck.slide + 1];
    chapter.textContent = slide.chapter;
    now.replaceChildren(`${slide.number} / ${slides.length}\u2002`, element("bdi", {}, slide.name));
    const states = [STATES[deck.at], voice ? "voice on" : "voice off", black ? "screen is black" : ""];
    state.textContent = states.filter(Boolean).join(" · ");
    next.textContent = after ? `${after.number}\u2002${after.name}` : "This is the last slide.";
    left.textContent = clock(slides[slides.length - 1].end - (deck.at === "end" ? slide.end : slide.start));
    still.hidden = !after;
    if (noted === deck.slide) return;
    noted = deck.slide;
    notes.replaceChildren(...words(slide.lines));
    notes.scrollTop = 0;
    if (after) stills.want(still, after.still);
  });
}

const STATES = { start: "ready", playing: "playing", end: "at its end" };

/**
 * Return clock, time since the start, and time that the film has left.
 * @param {HTMLElement} left Filled by whoever knows the slide.
 * @returns {HTMLElement[]}
 */
function times(left) {
  const now = element("dd");
  const elapsed = element("dd");
  let began = Number(recall("session", "began")) || Date.now();
  const tick = () => {
    now.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    elapsed.textContent = clock((Date.now() - began) / 1000);
  };
  const start = (/** @type {number} */ at) => {
    began = at;
    remember("session", "began", String(began));
    tick();
  };
  start(began);
  setInterval(tick, 500);
  const rows = /** @type {const} */ ([["Clock", now], ["Elapsed", elapsed], ["Film left", left]]);
  return [
    element("dl", {}, ...rows.map(([name, value]) => element("div", {}, element("dt", {}, name), value))),
    element("button", { type: "button", click: () => start(Date.now()) }, "Reset elapsed time"),
  ];
}
