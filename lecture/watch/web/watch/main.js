/** The page of watch: what the server tells is shown, and nothing is kept but which clip plays. */

import { byId } from "shared/dom";
import { showFailure } from "watch/failure";
import { showScenes } from "watch/scenes";
import { Screen } from "watch/screen";

/**
 * @typedef {{text: string, start: number, end: number}} Line
 * @typedef {{name: string, start: number, end: number, captions: Line[], sentences: Line[], clip: string | null,
 *            took: number, due: boolean, old: boolean}} Section
 * @typedef {{file: string, line: number, message: string, source: string, trail: string[]}} Failure
 * @typedef {{section: string, seconds: number, file: string}} Still
 * @typedef {{slug: string, title: string, file: string, failure: Failure | null, sections: Section[]}} Scene
 * @typedef {{title: string, scenes: Scene[], shown: [string, string] | null,
 *            working: {scene: string, sections: string[], still: Still | null} | null}} News
 */

const screen = new Screen();
const now = byId("now");

/**
 * Ask to see a section.
 * @param {string} scene
 * @param {string} section
 */
function look(scene, section) {
  fetch("/look", { method: "POST", body: JSON.stringify({ scene, section }) });
}

/** @param {News} news */
function show(news) {
  byId("title").textContent = news.title;
  const [slug, name] = news.shown ?? ["", ""];
  const scene = news.scenes.find((each) => each.slug === slug);
  const section = scene?.sections.find((each) => each.name === name);
  const still = news.working?.scene === slug ? news.working.still : null;
  screen.show(scene, section, still?.section === name ? still : null);
  showFailure(scene?.failure ?? news.scenes.find((each) => each.failure)?.failure ?? null);
  showScenes(news, look);
  document.title = section ? `${section.name || scene?.slug} · watch` : `${news.title} · watch`;
  const drawing = news.working?.sections.length ? news.working.sections.join(", ") : news.working?.scene;
  now.textContent = drawing ? `drawing ${drawing} …` : `watching ${waiting(news)}`;
  now.className = drawing ? "live" : "";
}

/** @param {News} news */
function waiting(news) {
  return news.scenes.length === 1 ? news.scenes[0].file : `${news.scenes.length} scenes`;
}

const source = new EventSource("/news");
source.addEventListener("message", (event) => show(JSON.parse(event.data)));
source.addEventListener("error", () => {
  now.textContent = "the watch has ended; start it again in the terminal";
  now.className = "lost";
});
