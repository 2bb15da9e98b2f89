/** Search in the transcript: what holds the words stays, Enter leads from one to the next. */

import { byId } from "shared/dom";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

/**
 * Let the search field filter the transcript.
 * @param {Film} film
 * @param {Position} position
 * @param {HTMLElement[]} sentences
 */
export function search(film, position, sentences) {
  const field = byId("search");
  const box = byId("transcript");
  let hits = /** @type {number[]} */ ([]);
  let hit = -1;
  const texts = position.sentences.map((line) => folded(line.text));
  const filter = () => {
    const wanted = folded(field.value.trim());
    hits = wanted ? texts.flatMap((text, k) => (text.includes(wanted) ? [k] : [])) : [];
    hit = -1;
    const kept = new Set(hits);
    sentences.forEach((line, k) => (line.hidden = !!wanted && !kept.has(k)));
    for (const section of box.querySelectorAll("section section"))
      section.hidden = !!wanted && !section.querySelector("p:not([hidden])");
    for (const section of box.querySelectorAll(":scope > section"))
      section.hidden = !!wanted && !section.querySelector("section:not([hidden])");
    const count = hits.length === 1 ? "1 sentence" : `${hits.length} sentences`;
    byId("found").textContent = wanted ? `${count}. Enter goes to each.` : "";
  };
  field.addEventListener("input", filter);
  field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") {
      field.value = "";
      filter();
      field.blur();
    } else if (event.key === "Enter" && hits.length) {
      hit = (hit + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
      film.seek(position.sentences[hits[hit]].start);
      byId("found").textContent = `${hit + 1} of ${hits.length}`;
    }
  });
}

/**
 * Return a text without capitals and accents, as it is compared.
 * @param {string} text
 */
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
