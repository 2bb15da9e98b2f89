/** What stands beside the film: controls, the name of the slide, lines for whoever is at the keys. */

import { byId, element } from "shared/dom";
import { KEYS } from "slides/keys";

/** Milliseconds that the bar stays after the pointer rested; that a line stays. */
const BAR = 2500;
const LINE = 8000;
/** The buttons: their commands and what is written on them. */
const BUTTONS = /** @type {const} */ ([
  ["back", "Back"],
  ["forward", "Next"],
  ["overview", "Slides"],
  ["voice", "Voice"],
  ["presenter", "Presenter"],
  ["fullscreen", "Full screen"],
  ["help", "Keys"],
]);

/**
 * Fill the bar and keep it up to date; it shows while the pointer moves or a control has the keyboard.
 * @param {import("slides/show").Show} show
 * @param {(command: import("slides/keys").Command) => void} ask
 */
export function fillBar(show, ask) {
  const buttons = new Map(BUTTONS.map(([command, text]) => [command, button(command, text, ask)]));
  byId("controls").append(...buttons.values());
  show.watchers.push(() => {
    const { number, name, chapter } = show.slide;
    const count = show.slides.length;
    byId("number").textContent = `${number} / ${count}`;
    byId("name").textContent = name;
    say(byId("status"), `Slide ${number} of ${count}: ${name}. ${chapter}.`);
    buttons.get("voice")?.setAttribute("aria-pressed", String(show.voice));
    byId("black").hidden = !show.black;
    Object.assign(document.body.dataset, { slide: number, at: show.deck.at });
  });
  showWhileMoved();
}

/**
 * @param {import("slides/keys").Command} command
 * @param {string} text
 * @param {(command: import("slides/keys").Command) => void} ask
 * @returns {HTMLElement}
 */
function button(command, text, ask) {
  const keys = KEYS.find((row) => row.command === command);
  const pressed = (/** @type {Event} */ event) => {
    // A mouse leaves the keyboard to the deck: the next space plays on.
    if (/** @type {MouseEvent} */ (event).detail) made.blur();
    ask(command);
  };
  const made = element("button", { type: "button", title: keys?.does ?? "", click: pressed }, text);
  made.dataset.command = command;
  return made;
}

/** Show the bar while the pointer moves and until the first press. */
function showWhileMoved() {
  const { dataset } = document.body;
  let timer = 0;
  dataset.bar = "";
  document.addEventListener("pointermove", () => {
    dataset.bar = "";
    clearTimeout(timer);
    timer = setTimeout(() => delete dataset.bar, BAR);
  });
  document.addEventListener("keydown", () => delete dataset.bar);
}

/** Fill the list of keys. */
export function fillHelp() {
  byId("keys").append(
    ...KEYS.flatMap(({ shown, does }) => row(shown, does)),
    ...row(["number", "Enter"], "go to the slide of that number"),
  );
  byId("help").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (["?", "h", "H"].includes(event.key)) byId("help").close();
  });
}

/**
 * @param {string[]} shown
 * @param {string} does
 * @returns {HTMLElement[]}
 */
function row(shown, does) {
  const keys = shown.flatMap((key) => [element("kbd", {}, key), " "]);
  return [element("dt", {}, ...keys), element("dd", {}, does)];
}

let quiet = 0;

/**
 * Show a line for a while.
 * @param {string} text
 */
export function notify(text) {
  const line = byId("notice");
  say(line, text);
  clearTimeout(quiet);
  quiet = setTimeout(() => say(line, ""), LINE);
}

/** @param {HTMLElement} live @param {string} text */
function say(live, text) {
  if (live.textContent !== text) live.textContent = text;
}
