/** Light or dark: as the reader's system asks, until the button is pressed. */

import { byId } from "shared/dom";
import { recall, remember } from "shared/memory";

/** Let the button change the colours; the choice is kept where the browser keeps anything. */
export function theme() {
  const root = document.documentElement;
  const kept = recall("local", "theme");
  if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  byId("theme").addEventListener("click", () => {
    const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const next = (root.dataset.theme ?? system) === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    remember("local", "theme", next);
  });
}
