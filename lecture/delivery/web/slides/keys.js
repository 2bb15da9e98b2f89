/** Keys, and what they ask of the deck. */

import { ownsKey } from "shared/dom";

/**
 * @typedef {"forward" | "back" | "first" | "last" | "overview" | "black" | "fullscreen" | "voice"
 *           | "presenter" | "help"} Command
 */
/**
 * What each command does, the keys as browsers name them, and as people do.
 * @type {{command: Command, keys: string[], shown: string[], does: string}[]}
 */
export const KEYS = [
  {
    command: "forward",
    keys: [" ", "ArrowRight", "ArrowDown", "PageDown", "Enter"],
    shown: ["Space", "→", "↓", "Page Down", "Enter", "click"],
    does: "play the next slide; while it plays, go to its end",
  },
  {
    command: "back",
    keys: ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"],
    shown: ["Shift + Space", "←", "↑", "Page Up", "Backspace"],
    does: "go back to the end of the slide before",
  },
  { command: "first", keys: ["Home"], shown: ["Home"], does: "go to the first slide" },
  { command: "last", keys: ["End"], shown: ["End"], does: "go to the end of the last slide" },
  { command: "overview", keys: ["o", "Escape"], shown: ["o", "Esc"], does: "show all slides, or close them" },
  { command: "presenter", keys: ["p"], shown: ["p"], does: "notes, clock and next slide in a second window" },
  { command: "black", keys: ["b", "."], shown: ["b", "."], does: "black screen, and back" },
  { command: "voice", keys: ["v", "m"], shown: ["v", "m"], does: "voice on or off" },
  { command: "fullscreen", keys: ["f"], shown: ["f"], does: "full screen, and back" },
  { command: "help", keys: ["?", "h"], shown: ["?", "h"], does: "show these keys" },
];
const BY_KEY = new Map(KEYS.flatMap(({ command, keys }) => keys.map((key) => [key, command])));
/** Milliseconds after which typed digits are forgotten. */
const FORGOTTEN = 5000;

/**
 * Return what a key asks for, undefined when nothing.
 * @param {{key: string, shiftKey: boolean}} event
 * @returns {Command | undefined}
 */
function commandOf({ key, shiftKey }) {
  if (key === " " && shiftKey) return "back";
  return BY_KEY.get(key.length === 1 ? key.toLowerCase() : key);
}

/**
 * Listen to keys.
 * @param {(command: Command) => void} ask
 * @param {(number: number) => void} go Called with a number that was typed and entered.
 * @param {(digits: string) => void} typed Called with the digits typed so far, none when they are done with.
 */
export function listenToKeys(ask, go, typed) {
  let digits = "";
  let timer = 0;
  const set = (/** @type {string} */ text) => {
    clearTimeout(timer);
    if (text) timer = setTimeout(() => set(""), FORGOTTEN);
    if (text !== digits) typed((digits = text));
  };
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || ownsKey(event)) return;
    const { key } = event;
    if (/^Arrow(Up|Down)$/.test(key) && /** @type {HTMLElement} */ (event.target).closest(".scrolls")) return;
    if (/^\d$/.test(key)) set((digits + key).slice(-4));
    else if (digits && ["Enter", "Backspace", "Escape"].includes(key)) {
      const number = Number(digits);
      set(key === "Backspace" ? digits.slice(0, -1) : "");
      if (key === "Enter") go(number);
    } else {
      const command = commandOf(event);
      if (!command) return;
      set("");
      // A key that is held down is one press.
      if (!event.repeat) ask(command);
    }
    event.preventDefault();
  });
}
