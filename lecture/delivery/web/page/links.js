/** Links to places: followed when the page opens or its address changes, copied by a click. */

import { copyLink } from "shared/copying";
import { byId } from "shared/dom";
import { moment, second } from "shared/places";

/** @typedef {import("./film.js").Film} Film */

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
  byId("link").addEventListener("click", () => copyLink(moment(film.time)));
  for (const box of [byId("transcript"), byId("sections")])
    box.addEventListener("click", (/** @type {MouseEvent} */ event) => {
      const link = /** @type {HTMLElement} */ (event.target).closest("a");
      if (link) copyLink(link.getAttribute("href") ?? "");
    });
}
