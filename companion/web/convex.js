/** What of lines, curves and polygons lies inside a convex polygon; as training/geometry/convex.py. */

/** @typedef {[number, number]} Point */

/** @type {Point[]} The square [-1, 1]^2, counterclockwise. */
export const UNIT_SQUARE = [[-1, -1], [1, -1], [1, 1], [-1, 1]];

/**
 * Return the corners of the box between two opposite corners, counterclockwise.
 * @param {Point} low
 * @param {Point} high
 * @returns {Point[]}
 */
export function boxCorners([left, bottom], [right, top]) {
  return [[left, bottom], [right, bottom], [right, top], [left, top]];
}

/**
 * Return the ends of the part of a line x1 n1 + x2 n2 + offset = 0 in a convex polygon; none when it misses.
 * @param {Point[]} polygon
 * @param {Point} normal
 * @param {number} offset
 * @returns {Point[]}
 */
export function lineInside(polygon, normal, offset) {
  return cut(polygon, (point) => point[0] * normal[0] + point[1] * normal[1] + offset).cuts.slice(0, 2);
}

/**
 * Return the part of any polygon inside a convex counterclockwise one.
 * @param {Point[]} ring
 * @param {Point[]} polygon
 * @returns {Point[]}
 */
export function polygonInside(ring, polygon) {
  for (const depth of depths(polygon)) ring = cut(ring, depth).kept;
  return ring;
}

/**
 * Return the parts of a polyline inside a convex counterclockwise polygon.
 * @param {Point[]} curve
 * @param {Point[]} polygon
 * @returns {Point[][]}
 */
export function curveInside(curve, polygon) {
  const edges = depths(polygon);
  /** @type {Point[][]} */
  const pieces = [];
  let open = false;
  for (let i = 0; i + 1 < curve.length; i++) {
    const [first, last] = sharesInside(curve[i], curve[i + 1], edges);
    if (!(last > first)) {
      open = false;
      continue;
    }
    if (!open || first > 0) pieces.push([between(curve[i], curve[i + 1], first)]);
    pieces[pieces.length - 1].push(between(curve[i], curve[i + 1], last));
    open = last >= 1;
  }
  return pieces;
}

/**
 * Return between which shares of a step it is inside; the second is below the first where it never is.
 * @param {Point} start
 * @param {Point} end
 * @param {((point: Point) => number)[]} edges
 * @returns {[number, number]}
 */
function sharesInside(start, end, edges) {
  let [first, last] = [0, 1];
  for (const depth of edges) {
    const before = depth(start);
    const change = depth(end) - before;
    if (change > 0) first = Math.max(first, -before / change);
    else if (change < 0) last = Math.min(last, -before / change);
    else if (before < 0) last = -1;
  }
  return [first, last];
}

/**
 * Return how far a point lies inside each edge of a counterclockwise polygon, times its length.
 * @param {Point[]} polygon
 * @returns {((point: Point) => number)[]}
 */
function depths(polygon) {
  return polygon.map(([x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length];
    return (point) => (nextX - x) * (point[1] - y) - (nextY - y) * (point[0] - x);
  });
}

/**
 * Return the part of a polygon where a linear function is not negative, and where its edges cross 0.
 * @param {Point[]} polygon
 * @param {(point: Point) => number} linear
 * @returns {{kept: Point[], cuts: Point[]}}
 */
function cut(polygon, linear) {
  const score = polygon.map(linear);
  /** @type {Point[]} */
  const kept = [];
  /** @type {Point[]} */
  const cuts = [];
  polygon.forEach((corner, i) => {
    const next = (i + 1) % polygon.length;
    if (score[i] >= 0) kept.push(corner);
    if (score[i] >= 0 === score[next] >= 0) return;
    const crossing = between(corner, polygon[next], score[i] / (score[i] - score[next]));
    kept.push(crossing);
    cuts.push(crossing);
  });
  return { kept, cuts };
}

/**
 * Return the point at a share of the way between two.
 * @param {Point} start
 * @param {Point} end
 * @param {number} share
 * @returns {Point}
 */
export function between(start, end, share) {
  return [start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])];
}
