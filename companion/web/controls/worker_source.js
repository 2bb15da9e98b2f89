/** The worker's program, made of the page's own modules: import maps do not reach workers. */

/**
 * Return the address of a module whose imports are addresses too.
 * @param {string} entry
 * @returns {string}
 */
export function workerSource(entry) {
  const text = document.querySelector("script[type=importmap]")?.textContent ?? "{}";
  const { imports } = JSON.parse(text);
  const made = /** @type {Map<string, string>} */ (new Map());
  return address(entry, imports, made);
}

/**
 * @param {string} name
 * @param {Record<string, string>} imports
 * @param {Map<string, string>} made
 * @returns {string}
 */
function address(name, imports, made) {
  const known = made.get(name);
  if (known) return known;
  const bytes = Uint8Array.from(atob(imports[name].split(",")[1]), (sign) => sign.charCodeAt(0));
  const module = new TextDecoder()
    .decode(bytes)
    .replace(/(from ")([^"]+)(";)/g, (whole, before, wanted, after) =>
      wanted in imports ? before + address(wanted, imports, made) + after : whole,
    );
  const found = URL.createObjectURL(new Blob([module], { type: "text/javascript" }));
  made.set(name, found);
  return found;
}
