/** What the page knows of the run that is shown: where it comes from, and whether it was had again here. */

import { byId, element } from "shared/dom";

/**
 * Keep the line at the run that is shown.
 * @param {import("controls/store").Store<any>} store
 */
export function statement(store) {
  store.on(["current", "checks"], ({ current, checks, seen, film }) => {
    const line = byId("statement");
    const check = checks.get(current.name);
    line.classList.toggle("wrong", check?.right === false);
    const parts = told(current, check);
    const chapters = seen[current.name] ?? [];
    if (chapters.length && film) parts.push(" ", places(chapters, film));
    line.replaceChildren(...parts);
  });
}

/**
 * Return the list of scenes in which a run is seen, to be opened.
 * @param {{slug: string, title: string}[]} chapters
 * @param {string} film
 */
function places(chapters, film) {
  const links = chapters.map(({ slug, title }) =>
    element("li", {}, element("a", { href: `${film}#${encodeURIComponent(slug)}`, dir: "auto" }, title)),
  );
  const said = `Seen in ${chapters.length} ${chapters.length === 1 ? "scene" : "scenes"} of the film`;
  const list = element("details", {}, element("summary", {}, said), element("ul", {}, ...links));
  list.addEventListener("focusout", ({ relatedTarget }) => {
    if (!list.contains(/** @type {Node | null} */ (relatedTarget))) list.removeAttribute("open");
  });
  return list;
}

/**
 * @param {any} run
 * @param {import("controls/checked").Check | undefined} check
 * @returns {(Node | string)[]}
 */
function told(run, check) {
  const { recipe } = run;
  const own = `${recipe.activation.replaceAll("_", " ")}, learning rate ${recipe.learning_rate}, batches of ${recipe.batch_size}, seed ${recipe.seed}.`;
  if (!run.film) return [`Trained in this page: ${own}`];
  if (!check) return [`The film's own weights: ${own}`];
  if (check.right) return [`The film's own weights: ${own} Retrained here: largest difference ${scientific(check.difference)}, kept in steps of ${scientific(2 ** -16)}.`];
  const off = Number.isFinite(check.difference) ? `weights differ by up to ${scientific(check.difference)}` : "the weights ran off";
  return [element("b", {}, "Wrong: "), `retrained here, ${off} from the film's. ${own}`];
}

/**
 * Return a small number as people write it: 3.3 × 10⁻⁶.
 * @param {number} value
 */
export function scientific(value) {
  if (value === 0) return "0";
  if (value >= 0.001) return value.toPrecision(2);
  const [digits, power] = value.toExponential(1).split("e");
  return `${digits} × 10${[...power].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("")}`;
}
