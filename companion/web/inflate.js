/** Bytes unpacked by the browser itself. */

/**
 * Return what compressed bytes hold, as it comes.
 * @param {Uint8Array} bytes
 * @param {"gzip" | "deflate-raw"} format
 * @returns {ReadableStream<Uint8Array>}
 */
export function inflated(bytes, format) {
  // Checkers of types before TypeScript 5.1 do not know it, those from 5.9 on tell buffers apart.
  const { DecompressionStream } = /** @type {any} */ (globalThis);
  return new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(new DecompressionStream(format));
}
