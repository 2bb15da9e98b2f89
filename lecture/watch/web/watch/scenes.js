/** The sections of all scenes, each to be looked at by a click. */

import { byId, element } from "shared/dom";
import { clock } from "shared/time";

/** What was listed last: a list that is the same stays, with the place of the keyboard in it. */
let listed = "";
/** Scenes that somebody opened or closed. */
const opened = /** @type {Map<string, boolean>} */ (new Map());

/**
 * @param {import("./main.js").News} news
 * @param {(scene: string, section: string) => void} look
 */
export function showScenes(news, look) {
  const list = JSON.stringify([news.scenes.map((scene) => [scene.slug, scene.sections.map(marks)]), news.shown]);
  if (list === listed) return;
  listed = list;
  const focused = document.activeElement?.getAttribute("data-key");
  byId("scenes").replaceChildren(...news.scenes.map((scene) => sceneList(scene, news, look)));
  if (focused) /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(focused)}"]`))?.focus();
}

/** @param {import("./main.js").Section} section */
function marks(section) {
  return [section.name, section.start, state(section)];
}

/** @param {import("./main.js").Section} section */
function state(section) {
  if (section.due) return "to draw";
  if (!section.clip) return "not drawn";
  return section.old ? "older" : "";
}

/**
 * @param {import("./main.js").Scene} scene
 * @param {import("./main.js").News} news
 * @param {(scene: string, section: string) => void} look
 */
function sceneList(scene, news, look) {
  const isShown = news.shown?.[0] === scene.slug;
  const open = opened.get(scene.slug) ?? (isShown || news.scenes.length === 1);
  const items = scene.sections.map((section) => {
    const current = isShown && news.shown?.[1] === section.name;
    const button = element(
      "button",
      { type: "button", "data-key": `${scene.slug}:${section.name}`, click: () => look(scene.slug, section.name) },
      element("span", {}, clock(section.start)),
      element("strong", {}, section.name || scene.slug),
      element("span", {}, state(section)),
    );
    if (current) button.setAttribute("aria-current", "true");
    return element("li", {}, button);
  });
  const summary = element("summary", { click: () => opened.set(scene.slug, !open) }, scene.slug, " ");
  summary.append(element("small", {}, scene.file));
  return element("details", { open }, summary, element("ol", {}, ...items));
}
