/** The keyboard. */

import { faster, section, toggleFull } from "page/controls";
import { byId, element, ownsKey } from "shared/dom";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

/**
 * Let keys drive the film, and list them in the help.
 * @param {Film} film
 * @param {Position} position
 */
export function keys(film, position) {
  const { video, contents } = film;
  const by = (/** @type {number} */ seconds) => () => film.seek(film.time + seconds);
  const frame = (/** @type {number} */ step) => () => {
    video.pause();
    film.seek(film.time + step / contents.frame_rate);
  };
  const help = byId("help");
  /** @type {[string[], string, () => void][]} */
  const known = [
    [[" ", "k"], "play or pause", () => film.toggle()],
    [["ArrowLeft"], "5 seconds back", by(-5)],
    [["ArrowRight"], "5 seconds on", by(5)],
    [["j"], "10 seconds back", by(-10)],
    [["l"], "10 seconds on", by(10)],
    [["ArrowUp", "p"], "previous section", () => section(film, position, -1)],
    [["ArrowDown", "n"], "next section", () => section(film, position, 1)],
    [[","], "a frame back", frame(-1)],
    [["."], "a frame on", frame(1)],
    [["Home"], "to the beginning", () => film.seek(0)],
    [["End"], "to the end", () => film.seek(contents.duration)],
    [["<"], "slower", () => faster(video, -1)],
    [[">"], "faster", () => faster(video, 1)],
    [["m"], "sound on or off", () => byId("mute").click()],
    [["c"], "captions on or off", () => byId("captions").click()],
    [["f"], "full screen", toggleFull],
    [["y"], "copy a link to this moment", () => byId("link").click()],
    [["/"], "search the transcript", () => byId("search").focus()],
    [["?"], "these keys", () => help.showModal()],
  ];
  const actions = new Map(known.flatMap(([names, , act]) => names.map((name) => [name, act])));
  byId("key-list").append(
    ...known.flatMap(([names, said]) => [
      element("dt", {}, ...names.map((name) => element("kbd", {}, shown(name)))),
      element("dd", {}, said),
    ]),
  );
  byId("keys").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    const scrolls = /^(Arrow(Up|Down)|Home|End)$/.test(event.key);
    const reading = /** @type {HTMLElement} */ (event.target).closest("#transcript");
    const act = actions.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!act || ownsKey(event) || help.open || (scrolls && reading)) return;
    event.preventDefault();
    act();
  });
}

/**
 * Return a key as it is printed on keyboards.
 * @param {string} name
 */
function shown(name) {
  const names = { " ": "space", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
  return names[/** @type {keyof names} */ (name)] ?? name;
}
