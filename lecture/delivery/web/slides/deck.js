/** The deck as a value: which slide is on, and what the next press does to it. */

import { address, places } from "shared/places";

/** @typedef {import("shared/data").Contents} Contents */
/**
 * A slide rests at its first frame, plays, or rests at its last frame.
 * @typedef {{slide: number, at: "start" | "playing" | "end"}} Deck
 */
/**
 * One section of the film; `first`, `last` and `still` are frames, `number` counts from 1.
 * @typedef {{number: number, name: string, chapter: string, address: string, lines: string[],
 *            first: number, last: number, still: number, start: number, end: number}} Slide
 */

/** Seconds in which a chapter's last picture may leave: a still shows it before. */
const FADE = 1;

/**
 * Return the slides of a lecture.
 * @param {Contents} contents
 * @returns {Slide[]}
 */
export function slidesOf(contents) {
  const rate = contents.frame_rate;
  return places(contents).map((place) => {
    const chapter = contents.chapters[place.chapter];
    const part = chapter.parts[place.part];
    const first = Math.round(part.start * rate);
    const last = Math.max(first, Math.round(part.end * rate) - 1);
    const fades = part === chapter.parts.at(-1);
    return {
      number: place.index + 1,
      name: part.name,
      chapter: chapter.title,
      address: address(contents, place.chapter, place.part),
      lines: part.lines.map((line) => line.text),
      first,
      last,
      still: fades ? Math.max(first, last - Math.round(FADE * rate)) : last,
      start: part.start,
      end: part.end,
    };
  });
}

/**
 * Return the deck after a press forward: a slide plays, a playing one goes to its end.
 * @param {Deck} deck
 * @param {number} count Slides.
 * @returns {Deck}
 */
export function forward({ slide, at }, count) {
  if (at === "start") return { slide, at: "playing" };
  if (at === "playing") return { slide, at: "end" };
  return slide + 1 < count ? { slide: slide + 1, at: "playing" } : { slide, at };
}

/**
 * Return the deck after a press back: the picture from which the slide was begun.
 * @param {Deck} deck
 * @returns {Deck}
 */
export function back({ slide }) {
  return slide > 0 ? { slide: slide - 1, at: "end" } : { slide: 0, at: "start" };
}

/**
 * Return the deck at the beginning of a slide, undefined when there is no slide of that number.
 * @param {number} number From 1.
 * @param {number} count Slides.
 * @returns {Deck | undefined}
 */
export function slideOf(number, count) {
  return number >= 1 && number <= count ? { slide: number - 1, at: "start" } : undefined;
}
