/** The panel about the runs: recipe, what was measured, the cache file with its digest. */

import { byId, element } from "shared/dom";

/**
 * @typedef {{name: string, file: string, sha256: string, recipe: [string, string][],
 *            measured: [string, string][], made: [string, string][]}} Run
 */

/**
 * Fill the panel.
 * @param {Run[]} runs
 */
export function about(runs) {
  byId("about").hidden = runs.length === 0;
  byId("runs").append(
    ...runs.map((run) =>
      element(
        "section",
        {},
        element("h3", { dir: "auto" }, run.name),
        element("p", {}, element("code", {}, `cache/${run.file}`)),
        element("p", { class: "digest" }, element("code", {}, `sha256 ${run.sha256}`)),
        ...table("Measured", run.measured),
        ...table("Recipe", run.recipe),
        ...table("Made with", run.made),
      ),
    ),
  );
}

/**
 * Return a table with its heading, nothing where there is no row.
 * @param {string} heading
 * @param {[string, string][]} rows
 */
function table(heading, rows) {
  if (rows.length === 0) return [];
  const lines = rows.map(([label, value]) =>
    element("tr", {}, element("th", { scope: "row" }, label), element("td", {}, value)),
  );
  return [element("table", {}, element("caption", {}, heading), element("tbody", {}, ...lines))];
}
