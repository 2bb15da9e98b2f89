/** The transcript: every sentence, the word that is said marked in it, a click leads there. */

import { byId, element } from "shared/dom";
import { address } from "shared/places";
import { clock } from "shared/time";

/** @typedef {import("../shared/data.js").Contents} Contents */
/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

/**
 * Build the transcript and keep it at the word that is said.
 * @param {Contents} contents
 * @param {Film} film
 * @param {Position} position
 * @returns {HTMLElement[]} The paragraph of each sentence, in order.
 */
export function transcript(contents, film, position) {
  const sentences = /** @type {HTMLElement[]} */ ([]);
  const box = byId("transcript");
  contents.chapters.forEach((chapter, c) => {
    const heading = element("h2", { dir: "auto" }, place(contents, film, c, 0, chapter.title));
    const parts = chapter.parts.map((part, p) => {
      const head = element("h3", { dir: "auto" }, place(contents, film, c, p, part.name));
      const lines = part.lines.map((line) => sentence(line, film));
      sentences.push(...lines);
      return element("section", {}, head, ...lines);
    });
    box.append(element("section", { class: "chapter" }, heading, ...parts));
  });
  follow(film, position, box, sentences);
  return sentences;
}

/**
 * Return the link to a section: its time and its name.
 * @param {Contents} contents
 * @param {Film} film
 * @param {number} chapter
 * @param {number} part
 * @param {string} name
 */
function place(contents, film, chapter, part, name) {
  const { start } = contents.chapters[chapter].parts[part];
  const time = element("span", { class: "time" }, clock(start));
  const link = element("a", { href: address(contents, chapter, part) }, element("span", {}, name), " ", time);
  link.addEventListener("click", () => film.seek(start));
  return link;
}

/**
 * Return a sentence, each of its words where its time is known.
 * @param {import("../shared/data.js").Sentence} line
 * @param {Film} film
 */
function sentence(line, film) {
  const made = element("p", { dir: "auto" });
  const words = line.words.length ? line.text.split(" ") : [line.text];
  words.forEach((word, k) => {
    const span = element("span", {}, word);
    span.addEventListener("click", () => film.seek(line.words[k]?.[0] ?? line.start));
    made.append(span, " ");
  });
  return made;
}

/**
 * Mark what is said, and keep it in view while that is wanted.
 * @param {Film} film
 * @param {Position} position
 * @param {HTMLElement} box
 * @param {HTMLElement[]} sentences
 */
function follow(film, position, box, sentences) {
  const button = byId("follow");
  const follows = () => button.getAttribute("aria-pressed") === "true";
  let now = { sentence: -1, word: -1 };
  const show = () => {
    const line = sentences[now.sentence];
    // Only the box is scrolled: the page stays where the reader has it.
    if (line && follows() && line.offsetParent)
      box.scrollTo({ top: line.offsetTop - box.clientHeight / 3, behavior: smooth() });
  };
  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", String(!follows()));
    show();
  });
  // Who scrolls by hand reads elsewhere.
  for (const event of ["wheel", "touchmove"])
    box.addEventListener(event, () => button.setAttribute("aria-pressed", "false"), { passive: true });
  film.onTime((time) => {
    const said = position.said(time);
    if (said.sentence === now.sentence && said.word === now.word) return;
    sentences[now.sentence]?.children[now.word]?.classList.remove("said");
    sentences[said.sentence]?.children[said.word]?.classList.add("said");
    if (said.sentence !== now.sentence) {
      sentences[now.sentence]?.removeAttribute("aria-current");
      sentences[said.sentence]?.setAttribute("aria-current", "true");
      now = said;
      show();
    }
    now = said;
  });
}

/** @returns {ScrollBehavior} */
function smooth() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}
