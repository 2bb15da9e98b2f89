/** Arrays as NumPy's npy 1.0 files. */

/** How a file begins, and the only header it may have. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const HEADER = /^\{'descr': '([^']{1,12})', 'fortran_order': False, 'shape': \(([0-9, ]*)\), \} *\n$/;
const ALIGNED = 64;

/** @typedef {{kind: string, shape: number[], bytes: Uint8Array}} Npy `kind` as NumPy writes it: <f4, <i8, <U12. */

/**
 * Return an array as a file.
 * @param {string} kind
 * @param {number[]} shape
 * @param {Uint8Array} bytes Little-endian, C order.
 * @returns {Uint8Array}
 */
export function npy(kind, shape, bytes) {
  const said = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const header = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${said}), }`;
  const begin = MAGIC.length + 2;
  const length = Math.ceil((begin + header.length + 1) / ALIGNED) * ALIGNED - begin;
  const file = new Uint8Array(begin + length + bytes.length);
  file.set(MAGIC);
  new DataView(file.buffer).setUint16(MAGIC.length, length, true);
  file.set(new TextEncoder().encode(`${header.padEnd(length - 1)}\n`), begin);
  file.set(bytes, begin + length);
  return file;
}

/**
 * Return what a file holds, null when it is no such file.
 * @param {Uint8Array | undefined} file
 * @returns {Npy | null}
 */
export function fromNpy(file) {
  if (!file || file.length < MAGIC.length + 2 || MAGIC.some((byte, i) => file[i] !== byte)) return null;
  const end = MAGIC.length + 2 + file[8] + 256 * file[9];
  const found = HEADER.exec(new TextDecoder("latin1").decode(file.subarray(MAGIC.length + 2, end)));
  if (!found) return null;
  const shape = found[2].split(",").filter((part) => part.trim()).map(Number);
  return { kind: found[1], shape, bytes: file.subarray(end) };
}

/**
 * Return a text as a member of an npz: UTF-32.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function npyText(text) {
  const signs = Uint32Array.from(text, (sign) => sign.codePointAt(0) ?? 0);
  return npy(`<U${signs.length}`, [], new Uint8Array(signs.buffer));
}

/**
 * Return the text of a member of an npz, null when it is none.
 * @param {Npy | null} member
 * @returns {string | null}
 */
export function textOf(member) {
  if (!member || member.kind !== `<U${member.bytes.length / 4}` || member.shape.length) return null;
  const signs = new Uint32Array(member.bytes.slice().buffer);
  if (signs.some((sign) => sign > 0x10ffff)) return null;
  return Array.from(signs, (sign) => String.fromCodePoint(sign)).join("").replace(/\0+$/, "");
}

/**
 * Return the float32 numbers of a member of this shape, null when it is another.
 * @param {Npy | null} member
 * @param {number[]} shape
 * @returns {Float32Array | null}
 */
export function floatsOf(member, shape) {
  const count = shape.reduce((product, length) => product * length, 1);
  if (!member || member.kind !== "<f4" || member.shape.join() !== shape.join()) return null;
  return member.bytes.length === 4 * count ? new Float32Array(member.bytes.slice().buffer) : null;
}
