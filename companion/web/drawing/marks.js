/** Misclassified points as the film marks them: a red stroke along them, with rings. */

/** @typedef {import("drawing/viewport").Viewport} Viewport */

/** Radius of a ring, least distance of two neighbours on average, in pixels of a pane of usual size. */
const [RADIUS, APART] = [6.5, 20];
/** Most samples of a class that are ringed whenever they are wrong. */
const MOST = 24;

/**
 * Draw what is wrong of a class over it: a curve from half-way before each missed sample to half-way after.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Float64Array} points
 * @param {Uint8Array} missed
 * @param {boolean} joined
 * @param {string} colour
 * @param {number} size
 */
export function wrongStroke(context, view, points, missed, joined, colour, size) {
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 5 * size;
  const [x, y] = [(/** @type {number} */ k) => view.x(points[2 * k]), (/** @type {number} */ k) => view.y(points[2 * k + 1])];
  const radius = 2.4 * size;
  context.beginPath();
  for (let k = 0; k < missed.length; k++) {
    if (!missed[k]) continue;
    if (!joined) {
      context.rect(x(k) - radius, y(k) - radius, 2 * radius, 2 * radius);
      continue;
    }
    const [before, after] = [Math.max(k - 1, 0), Math.min(k + 1, missed.length - 1)];
    context.moveTo((x(before) + x(k)) / 2, (y(before) + y(k)) / 2);
    context.lineTo(x(k), y(k));
    context.lineTo((x(after) + x(k)) / 2, (y(after) + y(k)) / 2);
  }
  if (joined) context.stroke();
  else context.fill();
}

/**
 * Draw the rings.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Float64Array} points
 * @param {Uint8Array} missed
 * @param {boolean} joined
 * @param {string} colour
 * @param {number} size
 */
export function rings(context, view, points, missed, joined, colour, size) {
  context.strokeStyle = colour;
  context.lineWidth = 1.6 * size;
  context.beginPath();
  for (const k of ringed(points, missed, joined ? view.across : 0, size)) {
    const [x, y] = [view.x(points[2 * k]), view.y(points[2 * k + 1])];
    context.moveTo(x + RADIUS * size, y);
    context.arc(x, y, RADIUS * size, 0, 2 * Math.PI);
  }
  context.stroke();
}

/**
 * Yield the samples that have a ring: every so many of those that are wrong, and the middle of a stretch without.
 * @param {Float64Array} points
 * @param {Uint8Array} missed
 * @param {number} scale Pixels a unit of a curve; 0 for dots.
 * @param {number} size
 */
export function* ringed(points, missed, scale, size) {
  const step = Math.max(1, Math.floor(missed.length / MOST));
  const every = step * (scale ? thinning(points, step, scale, size) : 1);
  for (let begin = 0; begin < missed.length; begin++) {
    if (!missed[begin]) continue;
    let end = begin;
    while (end < missed.length && missed[end]) end++;
    let bare = true;
    for (let k = Math.ceil(begin / every) * every; k < end; k += every) {
      bare = false;
      yield k;
    }
    if (bare && scale) yield begin + ((end - begin) >> 1);
    begin = end;
  }
}

/**
 * Return the power of two by which rings are thinned so that they stay apart on average.
 * @param {Float64Array} points
 * @param {number} step
 * @param {number} scale
 * @param {number} size
 */
function thinning(points, step, scale, size) {
  let length = 1e-9;
  for (let k = 2 * step; k < points.length; k += 2 * step)
    length += scale * Math.hypot(points[k] - points[k - 2 * step], points[k + 1] - points[k + 1 - 2 * step]);
  const crowding = ((points.length / 2 / step) * APART * size) / length;
  return 2 ** Math.min(Math.max(Math.ceil(Math.log2(crowding)), 0), 8);
}
