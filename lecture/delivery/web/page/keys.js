/** The keyboard. */

import { faster, section, toggleFull } from "page/controls";
import { byId } from "shared/dom";
import { listenToKeys } from "shared/keyboard";

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
  /** @type {import("../shared/keyboard.js").Key[]} */
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
  listenToKeys(known, (event) => {
    const scrolls = /^(Arrow(Up|Down)|Home|End)$/.test(event.key);
    return scrolls && !!(/** @type {HTMLElement} */ (event.target).closest("#transcript"));
  });
}
