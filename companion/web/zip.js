/** Zip archives, written: files as they are. */

export const CENTRAL = 0x02014b50;
export const END = 0x06054b50;
export const STORED = 0;
const LOCAL = 0x04034b50;
/** The first of January 1980, the earliest date that zip knows: equal files give equal bytes. */
const DATE = 0x21;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/**
 * Return an archive of files, in order.
 * @param {Map<string, Uint8Array>} files Names of ASCII.
 * @returns {Uint8Array}
 */
export function archive(files) {
  const [parts, directory] = [/** @type {Uint8Array[]} */ ([]), /** @type {Uint8Array[]} */ ([])];
  let place = 0;
  for (const [name, bytes] of files) {
    const title = new TextEncoder().encode(name);
    const told = [20, 0, STORED, 0, DATE, crc32(bytes), bytes.length, bytes.length, title.length];
    const local = record("42222244422", [LOCAL, ...told, 0]);
    const listed = record("42222224442222244", [CENTRAL, 0x0314, ...told, 0, 0, 0, 0, 0o644 << 16, place]);
    directory.push(listed, title);
    parts.push(local, title, bytes);
    place += local.length + title.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record("42222442", [END, 0, 0, files.size, files.size, size, place, 0]);
  return joined([...parts, ...directory, end]);
}

/**
 * Return numbers as little-endian bytes.
 * @param {string} widths Bytes of each: 2 or 4.
 * @param {number[]} values
 */
function record(widths, values) {
  const view = new DataView(new ArrayBuffer([...widths].reduce((sum, width) => sum + Number(width), 0)));
  let place = 0;
  values.forEach((value, i) => {
    if (widths[i] === "2") view.setUint16(place, value, true);
    else view.setUint32(place, value, true);
    place += Number(widths[i]);
  });
  return new Uint8Array(view.buffer);
}

/**
 * Return the check sum that zip keeps of a file.
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export function crc32(bytes) {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/**
 * Return bytes one after another.
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array}
 */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
