/** Places in the lecture, as addresses name them: #t=12.5, #Scene, #Scene/2. */

/** @typedef {import("./data.js").Contents} Contents */
/** @typedef {{chapter: number, part: number, index: number, start: number, end: number}} Place */

/**
 * Return the sections of all chapters in order; `index` counts them through the lecture, from 0.
 * @param {Contents} contents
 * @returns {Place[]}
 */
export function places(contents) {
  const found = /** @type {Place[]} */ ([]);
  contents.chapters.forEach((chapter, c) =>
    chapter.parts.forEach((part, p) =>
      found.push({ chapter: c, part: p, index: found.length, start: part.start, end: part.end }),
    ),
  );
  return found;
}

/**
 * Return the second that an address names, undefined when it names none of this lecture.
 * @param {Contents} contents
 * @param {string} hash As `location.hash`.
 * @returns {number | undefined}
 */
export function second(contents, hash) {
  const name = decoded(hash.replace(/^#/, ""));
  const moment = /^t=(\d+(?:\.\d+)?)s?$/.exec(name);
  if (moment) return Math.min(Number(moment[1]), contents.duration);
  const [slug, number] = name.split("/");
  const chapter = contents.chapters.find((each) => each.slug === slug);
  if (!chapter) return undefined;
  const part = number === undefined ? chapter.parts[0] : chapter.parts[Number(number) - 1];
  return part?.start;
}

/**
 * Return the address of a section, from the hash on; that of a chapter's first is the chapter's.
 * @param {Contents} contents
 * @param {number} chapter
 * @param {number} part
 * @returns {string}
 */
export function address(contents, chapter, part) {
  const slug = encodeURIComponent(contents.chapters[chapter].slug);
  return part ? `#${slug}/${part + 1}` : `#${slug}`;
}

/**
 * Return the address of a moment, to a tenth of a second.
 * @param {number} seconds
 * @returns {string}
 */
export function moment(seconds) {
  return `#t=${Math.max(0, Math.floor(seconds * 10) / 10)}`;
}

/**
 * @param {string} text
 * @returns {string}
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
