/** What a slide says, in words: for the presenter, and where there is no film. */

import { byId, element } from "shared/dom";

const PROBLEM = "is not beside this page, or this browser cannot play it: here are the words alone.";

/**
 * Return what is said as paragraphs.
 * @param {string[]} lines
 * @returns {HTMLElement[]}
 */
export function words(lines) {
  if (!lines.length) return [element("p", { class: "none" }, "Nothing is said on this slide.")];
  return lines.map((line) => element("p", { dir: "auto" }, line));
}

/**
 * Show each slide's name and words where its picture would be.
 * @param {import("slides/show").Show} show
 * @param {string} film The file that cannot be played.
 */
export function showWords(show, film) {
  const panel = byId("words");
  const fill = () => {
    const { name, chapter, lines } = show.slide;
    panel.replaceChildren(
      element("p", { class: "problem" }, `${film} ${PROBLEM}`),
      element("p", { class: "chapter", dir: "auto" }, chapter),
      element("h2", { dir: "auto" }, name),
      ...words(lines),
    );
  };
  panel.hidden = false;
  show.watchers.push(fill);
  fill();
}
