/** Zip archives, read: files stored or deflated, nothing taken on trust. */

import { inflated } from "companion/inflate";
import { CENTRAL, END, STORED, crc32, joined } from "companion/zip";

const DEFLATED = 8;

/**
 * Return the files of an archive, or an Error that says what is wrong with it.
 * @param {Uint8Array} bytes
 * @param {number} most Bytes that all files together may have.
 * @returns {Promise<Map<string, Uint8Array> | Error>}
 */
export async function unarchived(bytes, most) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  try {
    const end = endOf(view);
    let place = view.getUint32(end + 16, true);
    let room = most;
    for (let count = view.getUint16(end + 10, true); count > 0; count--) {
      if (view.getUint32(place, true) !== CENTRAL) return new Error("its list of files is damaged");
      const [method, crc] = [view.getUint16(place + 10, true), view.getUint32(place + 16, true)];
      const [packed, size] = [view.getUint32(place + 20, true), view.getUint32(place + 24, true)];
      const [name, extra, comment] = [28, 30, 32].map((at) => view.getUint16(place + at, true));
      const title = new TextDecoder().decode(bytes.subarray(place + 46, place + 46 + name));
      const local = view.getUint32(place + 42, true);
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      room -= size;
      if (room < 0) return new Error("it is too large");
      const content = await unpacked(bytes.subarray(start, start + packed), method, size);
      const called = title.slice(0, 40);
      if (content?.length !== size || crc32(content) !== crc) return new Error(`its ${called} is damaged`);
      if (files.has(title)) return new Error(`it has ${called} twice`);
      files.set(title, content);
      place += 46 + name + extra + comment;
    }
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) return new Error("it is cut off or damaged");
    throw error;
  }
  return files;
}

/**
 * Return where the end of the list of files begins.
 * @param {DataView} view
 */
function endOf(view) {
  for (let place = view.byteLength - 22; place >= Math.max(0, view.byteLength - 65557); place--) {
    if (view.getUint32(place, true) === END) return place;
  }
  throw new RangeError("no end");
}

/**
 * Return the content of a file; undefined for a method that is not known.
 * @param {Uint8Array} bytes
 * @param {number} method
 * @param {number} size At most so many bytes are unpacked, and one.
 */
async function unpacked(bytes, method, size) {
  if (method === STORED) return bytes;
  if (method !== DEFLATED) return undefined;
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  const reader = inflated(bytes, "deflate-raw").getReader();
  for (let next = await reader.read(); !next.done && length <= size; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
  }
  await reader.cancel();
  return joined(parts);
}
