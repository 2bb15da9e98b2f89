/** The place in the deck, kept in the address and over a reload. */

import { second } from "shared/places";
import { begun } from "shared/time";
import { recall, remember } from "shared/memory";

/** @typedef {import("slides/deck").Deck} Deck */
/** @typedef {import("slides/deck").Slide} Slide */

/**
 * Return the place that the address names; where it is the one that was left, as it was left.
 * @param {import("shared/data").Contents} contents
 * @param {Slide[]} slides
 * @returns {Deck}
 */
export function placeOf(contents, slides) {
  const left = recall("session", "place")?.split(" ") ?? [];
  const named = second(contents, location.hash);
  if (named === undefined) return { slide: 0, at: "start" };
  const slide = Math.max(0, begun(slides.map(({ start }) => start), named + 1e-4));
  return { slide, at: slides[slide].address === left[0] && left[1] === "end" ? "end" : "start" };
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
