/** What the browser remembers for one page; where it may not, nothing else fails. */

/**
 * Return a kept text, undefined when there is none.
 * @param {"local" | "session"} where For good, or while the window is open.
 * @param {string} name
 * @returns {string | undefined}
 */
export function recall(where, name) {
  try {
    return storage(where).getItem(named(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keep a text.
 * @param {"local" | "session"} where
 * @param {string} name
 * @param {string} text
 */
export function remember(where, name, text) {
  try {
    storage(where).setItem(named(name), text);
  } catch {
    // Storage is full or refused.
  }
}

/**
 * Return a name that no other page of the same origin uses: all files are one origin.
 * @param {string} name
 * @returns {string}
 */
export function named(name) {
  return `${location.pathname} ${name}`;
}

/**
 * @param {"local" | "session"} where
 * @returns {Storage}
 */
function storage(where) {
  return where === "local" ? localStorage : sessionStorage;
}
