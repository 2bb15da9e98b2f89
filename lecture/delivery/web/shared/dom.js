/** Elements made from texts: nothing is ever read as markup. */

/**
 * Return a new element.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | EventListener>} [attributes] A function listens to the
 *   event of its name; true sets an attribute without value, false leaves it out.
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== false) made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children);
  return made;
}

/**
 * Return the page's own element of an id, which is there.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Return whether a key typed there belongs to the element: words are typed into it, or it is pressed by it.
 * @param {KeyboardEvent} event
 * @returns {boolean}
 */
export function ownsKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return true;
  const target = /** @type {HTMLElement} */ (event.target);
  if (target.closest("input:not([type=range]), textarea, select, [contenteditable]")) return true;
  if (target.closest("input[type=range]")) return /^(Arrow|Home|End|Page)/.test(event.key);
  // A dialog that was closed keeps the focus until the next picture.
  if (target.closest("dialog:not([open])")) return false;
  return [" ", "Enter"].includes(event.key) && !!target.closest("button, a[href], summary");
}
