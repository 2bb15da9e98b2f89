/** Links from a section to the companion: the same run, in the reader's hands. */

import { byId, element } from "shared/dom";

/** @typedef {import("../shared/data.js").Contents} Contents */
/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

/**
 * Keep the links at the section that is shown.
 * @param {Contents} contents
 * @param {Film} film
 * @param {Position} position
 * @param {string} companion Its file.
 */
export function tryIt(contents, film, position, companion) {
  let index = -1;
  film.onTime((time) => {
    const place = position.place(time);
    if (place.index === index) return;
    index = place.index;
    const { runs, parts } = contents.chapters[place.chapter];
    byId("try").hidden = runs.length === 0;
    byId("tries").replaceChildren(
      ...runs.map((run) => {
        const href = `${companion}${state(run, parts[place.part].name)}`;
        return element("li", {}, element("a", { href, dir: "auto" }, run.replaceAll("_", " ")));
      }),
    );
  });
}

/**
 * Return the companion's address of a section, from the hash on: the run, and the epoch where the section's name
 * says one. Of other sections nobody knows the epoch: the film's pace is its own.
 * @param {string} run
 * @param {string} name
 */
function state(run, name) {
  const epoch = /\bepoch (\d+)\b/i.exec(name);
  return `#run=${encodeURIComponent(run)}${epoch ? `&epoch=${epoch[1]}` : ""}`;
}
