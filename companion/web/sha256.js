/** SHA-256: the browser's own is not to be had on every page (FIPS 180-4). */

const PRIMES = firstPrimes(64);
/** The first 32 bits of the fractions of cube roots and of square roots of primes. */
const ROUNDS = PRIMES.map((prime) => fractionBits(Math.cbrt(prime)));
const START = PRIMES.slice(0, 8).map((prime) => fractionBits(Math.sqrt(prime)));

/**
 * Return the sha256 of bytes in hexadecimal.
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function sha256(bytes) {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = Int32Array.from(START);
  const words = new Int32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + 4 * i);
    mix(state, words);
  }
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

/**
 * Mix a block of 16 words into the state.
 * @param {Int32Array} state
 * @param {Int32Array} w Room for 64 words, the first 16 the block's.
 */
function mix(state, w) {
  for (let i = 16; i < 64; i++) {
    const [old, late] = [w[i - 15], w[i - 2]];
    const small = turned(old, 7) ^ turned(old, 18) ^ (old >>> 3);
    w[i] = w[i - 16] + small + w[i - 7] + (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const chosen = (e & f) ^ (~e & g);
    const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + chosen + ROUNDS[i] + w[i]) | 0;
    const second = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] += value));
}

/**
 * @param {number} word
 * @param {number} by Bits to the right.
 */
function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

/** @param {number} value */
function fractionBits(value) {
  return Math.floor((value - Math.floor(value)) * 0x100000000) | 0;
}

/** @param {number} count */
function firstPrimes(count) {
  /** @type {number[]} */
  const found = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime)) found.push(n);
  return found;
}
