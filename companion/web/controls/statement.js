/** What the page knows of the run that is shown: where it comes from, and whether it was had again here. */

import { byId, element } from "shared/dom";
import { secondAt } from "shared/epochs";
import { spoken } from "shared/names";
import { clock } from "shared/time";

/** @typedef {{slug: string, title: string, knots: import("shared/epochs").Knot[]}} Scene */

/**
 * Keep the line at the run that is shown.
 * @param {import("controls/store").Store<any>} store
 */
export function statement(store) {
  /** @type {Map<HTMLElement, Scene>} */
  let links = new Map();
  store.on(["current", "checks"], ({ current, checks, seen, film }) => {
    const line = byId("statement");
    const check = checks.get(current.name);
    line.classList.toggle("wrong", check?.right === false);
    const parts = told(current, check);
    const scenes = /** @type {Scene[]} */ (film ? (seen[current.name] ?? []) : []);
    links = new Map(scenes.map((scene) => [element("a", { dir: "auto" }), scene]));
    if (links.size) parts.push(" ", places([...links.keys()]));
    line.replaceChildren(...parts);
  });
  store.on(["current", "checks", "epoch"], ({ epoch, film }) =>
    links.forEach((scene, link) => point(link, film, scene, epoch)),
  );
}

/**
 * Let a link lead to the moment at which a scene comes to an epoch; where it never does, to the scene.
 * @param {HTMLElement} link Keeps the focus that it has.
 * @param {string} film
 * @param {Scene} scene
 * @param {number} epoch
 */
function point(link, film, { slug, title, knots }, epoch) {
  const second = secondAt(knots, epoch);
  const href = `${film}${second === undefined ? `#${encodeURIComponent(slug)}` : `#t=${second.toFixed(3)}`}`;
  if (link.getAttribute("href") === href) return;
  link.setAttribute("href", href);
  link.textContent = second === undefined ? title : `${title}, ${clock(second)}`;
}

/**
 * Return the list of scenes in which a run is seen, to be opened.
 * @param {HTMLElement[]} links
 */
function places(links) {
  const said = `Seen in ${links.length} ${links.length === 1 ? "scene" : "scenes"} of the film`;
  const items = links.map((link) => element("li", {}, link));
  const list = element("details", {}, element("summary", {}, said), element("ul", {}, ...items));
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
  const own = `${spoken(recipe.activation)}, learning rate ${recipe.learning_rate}, batches of ${recipe.batch_size}, seed ${recipe.seed}.`;
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
function scientific(value) {
  if (value === 0) return "0";
  if (value >= 0.001) return value.toPrecision(2);
  const [digits, power] = value.toExponential(1).split("e");
  return `${digits} × 10${[...power].map((sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)])).join("")}`;
}
