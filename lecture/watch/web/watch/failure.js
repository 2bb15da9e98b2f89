/** What went wrong, and where. */

import { byId, element } from "shared/dom";

/** @param {import("./main.js").Failure | null} failure */
export function showFailure(failure) {
  byId("failure").hidden = !failure;
  if (!failure) return;
  byId("failure-place").textContent = failure.file ? `${failure.file}, line ${failure.line}` : "";
  byId("failure-message").textContent = failure.message;
  byId("failure-source").textContent = failure.source;
  byId("failure-source").hidden = !failure.source;
  byId("failure-trail").replaceChildren(...failure.trail.map((place) => element("li", {}, place)));
}
