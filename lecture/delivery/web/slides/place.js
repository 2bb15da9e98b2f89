/** The place in the deck, kept in the address and over a reload. */

import { second } from "shared/places";
import { begun } from "shared/time";
import { recall, remember } from "shared/memory";

/** @typedef {import("slides/deck").Deck} Deck */
/** @typedef {import("slides/deck").Slide} Slide */

/** Seconds by which written times may be off: far below a frame. */
const ROUNDED = 1e-4;

/**
 * Return the index of the slide that the address names, undefined when it names none.
 * @param {import("shared/data").Contents} contents
 * @param {Slide[]} slides
 * @returns {number | undefined}
 */
export function namedSlide(contents, slides) {
  const named = second(contents, location.hash);
  const starts = slides.map(({ start }) => start);
  return named === undefined ? undefined : Math.max(0, begun(starts, named + ROUNDED));
}

/**
 * Return the place that the address names; where it is the one that was left, as it was left.
 * @param {import("shared/data").Contents} contents
 * @param {Slide[]} slides
 * @returns {Deck}
 */
export function placeOf(contents, slides) {
  const slide = namedSlide(contents, slides) ?? 0;
  return { slide, at: recall("session", "place") === `${slides[slide].address} end` ? "end" : "start" };
}

/**
 * Keep the place.
 * @param {Slide[]} slides
 * @param {Deck} deck
 */
export function keepPlace(slides, { slide, at }) {
  const { address } = slides[slide];
  remember("session", "place", `${address} ${at}`);
  if (location.hash === address) return;
  try {
    history.replaceState(null, "", address);
  } catch {
    // Some browsers count how often an address changes; the next press sets it.
  }
}
