/** Links from a moment of the film to the companion: the same run at the same epoch, in the reader's hands. */

import { byId, element } from "shared/dom";
import { epochAt } from "shared/epochs";
import { frameAt } from "shared/frames";
import { spoken } from "shared/names";

/** @typedef {import("../shared/data.js").Contents} Contents */
/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

/**
 * Keep the links at the moment that is shown.
 * @param {Contents} contents
 * @param {Film} film
 * @param {Position} position
 * @param {string} companion Its file.
 */
export function tryIt(contents, film, position, companion) {
  let shown = -1;
  /** @type {HTMLElement[]} */
  let links = [];
  film.onTime((time) => {
    const { chapter } = position.place(time);
    const { runs, epochs } = contents.chapters[chapter];
    if (chapter !== shown) {
      shown = chapter;
      links = runs.map(() => element("a", { dir: "auto" }));
      byId("try").hidden = runs.length === 0;
      byId("tries").replaceChildren(...links.map((link) => element("li", {}, link)));
    }
    const now = frameAt(time, contents.frame_rate) / contents.frame_rate;
    links.forEach((link, k) => {
      const knots = epochs.find(({ run }) => run === runs[k])?.knots ?? [];
      point(link, companion, runs[k], epochAt(knots, now));
    });
  });
}

/**
 * Let a link lead to a run; where the film shows no epoch, to its end.
 * @param {HTMLElement} link Keeps the focus that it has.
 * @param {string} companion
 * @param {string} run
 * @param {number | undefined} epoch
 */
function point(link, companion, run, epoch) {
  const at = epoch === undefined ? "" : String(Number(epoch.toFixed(2)));
  const href = `${companion}#run=${encodeURIComponent(run)}${at && `&epoch=${at}`}`;
  if (link.getAttribute("href") === href) return;
  link.setAttribute("href", href);
  link.textContent = `${spoken(run)}${at && `, epoch ${Math.floor(Number(at))}`}`;
}
