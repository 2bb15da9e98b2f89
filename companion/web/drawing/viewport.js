/** A rectangle of pixels that shows a rectangle of a plane. */

/** @typedef {{left: number, top: number, width: number, height: number}} Box */
/** @typedef {[number, number]} Pair */

export class Viewport {
  /**
   * @param {Pair} low Numbers at the lower left corner.
   * @param {Pair} high Numbers at the upper right corner.
   * @param {Box} box Pixels of CSS.
   */
  constructor(low, high, box) {
    this.low = low;
    this.high = high;
    this.box = box;
    this.across = box.width / (high[0] - low[0]);
    this.down = box.height / (high[1] - low[1]);
  }

  /** @param {number} value */
  x(value) {
    return this.box.left + (value - this.low[0]) * this.across;
  }

  /** @param {number} value */
  y(value) {
    return this.box.top + this.box.height - (value - this.low[1]) * this.down;
  }

  /**
   * Return the numbers at a pixel.
   * @param {number} x
   * @param {number} y
   * @returns {Pair}
   */
  back(x, y) {
    return [
      this.low[0] + (x - this.box.left) / this.across,
      this.low[1] + (this.box.top + this.box.height - y) / this.down,
    ];
  }
}

/**
 * Return round numbers for an axis: at most five steps of 1, 2 or 5 times a power of ten.
 * @param {number} low
 * @param {number} high
 * @returns {number[]}
 */
export function ticks(low, high) {
  const least = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10);
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) found.push(k * step);
  return found;
}

/**
 * Return a number as an axis has it.
 * @param {number} value
 */
export function written(value) {
  return String(Number(value.toPrecision(6)) || 0).replace("-", "−");
}
