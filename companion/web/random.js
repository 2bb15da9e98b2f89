/** NumPy's RandomState: the same numbers from the same seed. */

const STATE = 624;
const SHIFT = 397;

/**
 * The Mersenne Twister MT19937 as `numpy.random.RandomState(seed)` uses it.
 *
 * M. Matsumoto, T. Nishimura, "Mersenne Twister" (1998); NumPy's legacy distributions.
 */
export class Mersenne {
  /** @param {number} seed 0 to 2^32 - 1. */
  constructor(seed) {
    this.key = new Uint32Array(STATE);
    this.key[0] = seed;
    for (let i = 1; i < STATE; i++) {
      const before = this.key[i - 1];
      this.key[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
    this.place = STATE;
    /** @type {number | undefined} The second value of the last pair of normals. */
    this.kept = undefined;
  }

  /** Make the next 624 words. */
  twist() {
    const { key } = this;
    for (let i = 0; i < STATE; i++) {
      const y = (key[i] & 0x80000000) | (key[(i + 1) % STATE] & 0x7fffffff);
      key[i] = key[(i + SHIFT) % STATE] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.place = 0;
  }

  /**
   * Return 32 random bits.
   * @returns {number}
   */
  uint32() {
    if (this.place === STATE) this.twist();
    let y = this.key[this.place++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /**
   * Return a number in [0, 1) of 53 random bits.
   * @returns {number}
   */
  double() {
    const high = this.uint32() >>> 5;
    return (high * 0x4000000 + (this.uint32() >>> 6)) / 0x20000000000000;
  }

  /**
   * Return a whole number from 0 to `max`: bits are drawn until they are not above it.
   * @param {number} max 0 to 2^32 - 1.
   * @returns {number}
   */
  interval(max) {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    for (;;) {
      const value = (this.uint32() & mask) >>> 0;
      if (value <= max) return value;
    }
  }

  /**
   * Shuffle an array in place.
   * @param {Int32Array | number[]} array
   */
  shuffle(array) {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const moved = array[i];
      array[i] = array[j];
      array[j] = moved;
    }
  }

  /**
   * Return the numbers from 0 to n - 1 in random order.
   * @param {number} n
   * @returns {Int32Array}
   */
  permutation(n) {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    this.shuffle(order);
    return order;
  }

  /**
   * Return n numbers, evenly spread over [low, high).
   * @param {number} low
   * @param {number} high
   * @param {number} n
   * @returns {Float64Array}
   */
  uniform(low, high, n) {
    return Float64Array.from({ length: n }, () => low + (high - low) * this.double());
  }

  /**
   * Return n normal numbers (Marsaglia's polar method); of each pair the second is used first.
   * @param {number} mean
   * @param {number} deviation
   * @param {number} n
   * @returns {Float64Array}
   */
  normal(mean, deviation, n) {
    return Float64Array.from({ length: n }, () => mean + deviation * this.standardNormal());
  }

  /** @returns {number} */
  standardNormal() {
    if (this.kept !== undefined) {
      const value = this.kept;
      this.kept = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * this.double() - 1;
      const y = 2 * this.double() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.kept = scale * x;
      return scale * y;
    }
  }

  /**
   * Return n numbers that are -1 or 1, as `choice([-1, 1], n)`.
   * @param {number} n
   * @returns {Float64Array}
   */
  signs(n) {
    return Float64Array.from({ length: n }, () => 2 * this.interval(1) - 1);
  }
}
