/** Links that a click copies. */

import { byId } from "shared/dom";

/** Milliseconds for which it is said that a link was copied. */
const SAID = 2500;

/**
 * Put the address of a place on the clipboard, and say so; where that is refused, it stands in the address bar.
 * @param {string} hash
 * @param {string} [more] What is said besides.
 */
export async function copyLink(hash, more = "") {
  history.replaceState(null, "", hash);
  let said = "Link copied";
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    said = "The link is in the address bar";
  }
  said += more;
  byId("told").textContent = said;
  const note = byId("copied");
  note.textContent = said;
  note.hidden = false;
  clearTimeout(Number(note.dataset.timer));
  note.dataset.timer = String(setTimeout(() => (note.hidden = true), SAID));
}
