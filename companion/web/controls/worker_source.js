/** The worker's program, made of the page's own modules: import maps do not reach workers. */

/**
 * Return the address of a module whose imports are addresses too.
 *
 * All are data: a page that was opened from a file may not start a worker from a blob.
 * @param {string} entry
 * @returns {string}
 */
export function workerSource(entry) {
  const text = document.querySelector("script[type=importmap]")?.textContent ?? "{}";
  return address(entry, JSON.parse(text).imports, new Map());
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
  const found = `data:text/javascript,${encodeURIComponent(module)}`;
  made.set(name, found);
  return found;
}
