/** Which run is shown, which beside it, and what of them. */

import { ACTIVATIONS } from "companion/activations";
import { TOGGLES } from "controls/state";
import { byId, element } from "shared/dom";
import { spoken } from "shared/names";

const SAID = { grid: "grid", tint: "tint by slope", hinges: "hinge lines", fixed: "one scale for the whole run" };

/**
 * Let the reader choose.
 * @param {import("controls/store").Store<any>} store
 */
export function choice(store) {
  store.on(["runs", "run", "checks"], ({ runs, run, checks }) => showRuns(store, runs, run, checks));
  const beside = byId("beside");
  beside.addEventListener("change", () => store.set({ beside: beside.value }));
  store.on(["runs", "run", "beside"], ({ runs, run, beside: other }) => {
    const names = [...runs.keys()].filter((name) => name !== run);
    beside.replaceChildren(
      element("option", { value: "" }, "nothing"),
      ...names.map((name) => element("option", { value: name, selected: name === other }, spoken(name))),
    );
    beside.value = other;
  });
  const toggles = TOGGLES.map((name) => {
    const button = element("button", { type: "button" }, SAID[/** @type {keyof typeof SAID} */ (name)]);
    button.addEventListener("click", () => {
      const { shown } = store.values;
      store.set({ shown: { ...shown, [name]: !shown[name] } });
    });
    return button;
  });
  byId("toggles").append(...toggles);
  store.on(["shown", "current"], ({ shown, current }) =>
    TOGGLES.forEach((name, k) => {
      toggles[k].setAttribute("aria-pressed", String(Boolean(shown[name])));
      toggles[k].hidden = name === "hinges" && !hinged(current);
    }),
  );
}

/** @param {any} run */
function hinged(run) {
  return (ACTIVATIONS.get(run.recipe.activation)?.hinges.length ?? 0) > 0;
}

/**
 * @param {import("controls/store").Store<any>} store
 * @param {Map<string, any>} runs
 * @param {string} now
 * @param {Map<string, import("controls/checked").Check>} checks
 */
function showRuns(store, runs, now, checks) {
  const box = byId("runs");
  const held = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.run;
  box.replaceChildren(
    ...[...runs].map(([name, run]) => {
      const button = element("button", { type: "button", "aria-pressed": String(name === now), "data-run": name }, spoken(name));
      button.style.setProperty("--hue", `var(--run-${run.recipe.activation}, var(--muted))`);
      if (checks.get(name)?.right === false) button.append(element("span", { class: "wrong" }, " differs"));
      button.addEventListener("click", () => choose(store, name));
      return button;
    }),
  );
  if (held) [...box.children].find((child) => /** @type {HTMLElement} */ (child).dataset.run === held)?.focus();
}

/**
 * Show a run, at the epoch that is shown.
 * @param {import("controls/store").Store<any>} store
 * @param {string} name
 */
function choose(store, name) {
  const { run, beside } = store.values;
  store.set({ run: name, edited: null, beside: beside === name ? run : beside });
}
