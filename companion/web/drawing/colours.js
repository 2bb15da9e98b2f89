/** The page's colours as a canvas takes them: those of the film, by what they mean. */

const NAMES = ["background", "panel", "ink", "muted", "line", "control", "negative", "positive", "wrong", "probe"];

/**
 * @typedef {{background: string, panel: string, ink: string, muted: string, line: string, control: string,
 *            negative: string, positive: string, wrong: string, probe: string, classes: [string, string],
 *            run: (activation: string) => string}} Colours
 */

/**
 * Return the colours in force.
 * @returns {Colours}
 */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  const found = /** @type {any} */ (Object.fromEntries(NAMES.map((name) => [name, of(name)])));
  found.classes = [found.negative, found.positive];
  found.run = (/** @type {string} */ activation) => of(`run-${activation}`) || found.muted;
  return found;
}

/**
 * Call a function when the colours become others.
 * @param {() => void} changed
 */
export function onColours(changed) {
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", changed);
}
