/** Links to places: followed when the page opens or its address changes, copied by a click. */

import { byId } from "shared/dom";
import { moment, second } from "shared/places";

/** @typedef {import("./film.js").Film} Film */

/** Seconds for which the page says that a link was copied. */
const SAID = 2.5;

/**
 * Follow the page's address, and copy links.
 * @param {Film} film
 */
export function links(film) {
  const follow = () => {
    const time = second(film.contents, location.hash);
    if (time !== undefined) film.seek(time);
  };
  addEventListener("hashchange", follow);
  film.video.addEventListener("loadedmetadata", follow, { once: true });
  byId("link").addEventListener("click", () => copy(moment(film.time)));
  for (const box of [byId("transcript"), byId("sections")])
    box.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const link = /** @type {HTMLElement} */ (event.target).closest("a");
      if (link) copy(link.getAttribute("href") ?? "");
    });
}

/**
 * Put the address of a place on the clipboard, and say so; where that is refused, it stands in the address bar.
 * @param {string} hash
 */
async function copy(hash) {
  history.replaceState(null, "", hash);
  let said = "Link copied";
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    said = "The link is in the address bar";
  }
  byId("told").textContent = said;
  const note = byId("copied");
  note.textContent = said;
  note.hidden = false;
  clearTimeout(Number(note.dataset.timer));
  note.dataset.timer = String(setTimeout(() => (note.hidden = true), SAID * 1000));
}
