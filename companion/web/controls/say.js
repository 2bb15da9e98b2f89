/** The line under the questions: how a training went, what is wrong with what was asked. */

import { byId } from "shared/dom";

/**
 * Say something there.
 * @param {string} text
 * @param {boolean} wrong
 */
export function say(text, wrong) {
  const line = byId("trained-said");
  line.textContent = text;
  line.classList.toggle("wrong", wrong);
  byId("preset-said").hidden = true;
}
