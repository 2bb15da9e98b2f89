/** A convex frame cut by the straight line V1 a1 + V2 a2 + c = 0. */

/** @typedef {[number, number]} Pair */

/**
 * Return both sides of a rectangle, and the line between them.
 * @param {Pair} low
 * @param {Pair} high
 * @param {ArrayLike<number>} w Weights of the network; its last three are V1, V2, c.
 * @returns {{negative: Pair[], positive: Pair[], line: Pair[]}}
 */
export function sides(low, high, w) {
  /** @type {Pair[]} */
  const frame = [[low[0], low[1]], [high[0], low[1]], [high[0], high[1]], [low[0], high[1]]];
  const height = (/** @type {Pair} */ [a1, a2]) => w[6] * a1 + w[7] * a2 + w[8];
  const [negative, positive, line] = /** @type {[Pair[], Pair[], Pair[]]} */ ([[], [], []]);
  frame.forEach((corner, k) => {
    const next = frame[(k + 1) % 4];
    const [here, there] = [height(corner), height(next)];
    (here > 0 ? positive : negative).push(corner);
    if (here > 0 === there > 0) return;
    const share = here / (here - there);
    const cut = /** @type {Pair} */ ([0, 1].map((axis) => corner[axis] + share * (next[axis] - corner[axis])));
    negative.push(cut);
    positive.push(cut);
    line.push(cut);
  });
  return { negative, positive, line };
}
