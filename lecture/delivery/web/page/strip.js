/** The strip of chapters and sections under the picture, and the list of the present chapter's sections. */

import { byId, element } from "shared/dom";
import { address } from "shared/places";
import { clock } from "shared/time";

/** @typedef {import("../shared/data.js").Contents} Contents */
/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

/**
 * Build the strip and keep it at the film's moment.
 * @param {Contents} contents
 * @param {Film} film
 * @param {Position} position
 */
export function strip(contents, film, position) {
  const seek = byId("seek");
  // In frames: shares of less than 1 in all would leave room.
  const share = (/** @type {{start: number, end: number}} */ { start, end }) =>
    String((end - start) * contents.frame_rate);
  const bars = contents.chapters.map((chapter) => {
    const marks = chapter.parts.map((part) => {
      const mark = element("span");
      mark.style.flexGrow = share(part);
      return mark;
    });
    const bar = element("span", { class: "chapter" }, ...marks);
    bar.style.flexGrow = share(chapter);
    return bar;
  });
  byId("chapters").append(...bars);
  seek.max = String(contents.duration);
  seek.addEventListener("input", () => film.seek(Number(seek.value)));
  let chapter = -1;
  let index = -1;
  const marks = bars.flatMap((bar) => [...bar.children]);
  film.onTime((time) => {
    const place = position.place(time);
    byId("clock").textContent = `${clock(time)} / ${clock(contents.duration)}`;
    if (document.activeElement !== seek || film.goal === undefined) seek.value = String(time);
    seek.parentElement?.style.setProperty("--done", String(time / contents.duration));
    if (place.index === index) return;
    marks[index]?.classList.remove("now");
    marks[place.index].classList.add("now");
    index = place.index;
    if (place.chapter !== chapter) showChapter(contents, film, place.chapter);
    chapter = place.chapter;
    const part = contents.chapters[chapter].parts[place.part];
    seek.setAttribute("aria-valuetext", `${clock(time)}, ${contents.chapters[chapter].title}: ${part.name}`);
    [...byId("sections").children].forEach((item, k) => {
      const link = /** @type {HTMLElement} */ (item.firstElementChild);
      if (k === place.part) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  });
}

/**
 * Show a chapter's title, source and sections.
 * @param {Contents} contents
 * @param {Film} film
 * @param {number} number
 */
function showChapter(contents, film, number) {
  const chapter = contents.chapters[number];
  byId("chapter").textContent = chapter.title;
  byId("source").textContent = `${chapter.source} ${chapter.scene}`;
  byId("sections").replaceChildren(
    ...chapter.parts.map((part, k) => {
      const link = element("a", { href: address(contents, number, k), dir: "auto" }, part.name);
      link.addEventListener("click", () => film.seek(part.start));
      return element("li", {}, link);
    }),
  );
}
