/** A plane on a canvas: both sides, the bent grid, the data, what is wrong, the boundary; in the film's order. */

import { rings, wrongStroke } from "drawing/marks";

/** @typedef {import("drawing/viewport").Viewport} Viewport */
/** @typedef {import("drawing/colours").Colours} Colours */

/** Opacities of the sides and of the grid, as in the film. */
const [REGION, GRID] = [0.2, 0.5];
/** Steps of tint that are told apart. */
const TINTS = 6;

/**
 * Draw a plane of a moment.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {import("drawing/moment").Moment} moment
 * @param {import("drawing/moment").Plane} plane
 * @param {{grid: boolean, hinges: boolean}} shown
 * @param {Colours} colours
 */
export function drawPlane(context, view, moment, plane, shown, colours) {
  const { box } = view;
  const size = Math.min(Math.max(box.width / 420, 0.6), 1.2);
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  plane.halves.forEach((half, label) => {
    context.beginPath();
    for (const polygon of half) path(context, view, polygon);
    context.globalAlpha = REGION;
    context.fillStyle = colours.classes[label];
    context.fill();
  });
  context.globalAlpha = 1;
  if (shown.grid) drawGrid(context, view, moment, plane, colours, size);
  if (shown.hinges) stroke(context, view, plane.hinges, colours.probe, 1.5, [6, 5]);
  const { joined } = moment.strokes;
  plane.classes.forEach((points, label) => {
    if (joined) stroke(context, view, [points], colours.classes[label], 4.2 * size);
    else dots(context, view, points, colours.classes[label], 1.9 * size);
  });
  plane.classes.forEach((points, label) => {
    wrongStroke(context, view, points, moment.missed[label], joined, colours.wrong, size);
    rings(context, view, points, moment.missed[label], joined, colours.wrong, size);
  });
  stroke(context, view, plane.border, colours.background, 6.5 * size);
  stroke(context, view, plane.border, colours.ink, 2.8 * size);
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {import("drawing/moment").Moment} moment
 * @param {import("drawing/moment").Plane} plane
 * @param {Colours} colours
 * @param {number} size
 */
function drawGrid(context, view, moment, plane, colours, size) {
  const inner = plane.grid.filter((_, k) => !moment.edges[k]);
  const outer = plane.grid.filter((_, k) => moment.edges[k]);
  if (moment.tints) {
    tinted(context, view, plane.grid, moment.tints, colours.run(moment.run.recipe.activation), size);
    return;
  }
  context.globalAlpha = GRID;
  stroke(context, view, inner, colours.muted, size);
  context.globalAlpha = 1;
  stroke(context, view, outer, colours.muted, 2 * size);
}

/**
 * Draw lines whose pieces are the brighter the steeper f is there.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Float64Array[]} lines
 * @param {Float64Array[]} tints
 * @param {string} colour
 * @param {number} size
 */
function tinted(context, view, lines, tints, colour, size) {
  context.strokeStyle = colour;
  context.lineWidth = 1.7 * size;
  for (let step = 1; step <= TINTS; step++) {
    context.globalAlpha = step / TINTS;
    context.beginPath();
    lines.forEach((line, l) => {
      for (let k = 1; k < tints[l].length; k++) {
        const tint = (tints[l][k - 1] + tints[l][k]) / 2;
        if (Math.ceil(tint * TINTS) !== step) continue;
        context.moveTo(view.x(line[2 * k - 2]), view.y(line[2 * k - 1]));
        context.lineTo(view.x(line[2 * k]), view.y(line[2 * k + 1]));
      }
    });
    context.stroke();
  }
  context.globalAlpha = 1;
}

/**
 * Add a row of points to the path.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Float64Array} points
 */
function path(context, view, points) {
  for (let k = 0; k < points.length; k += 2) {
    if (k === 0) context.moveTo(view.x(points[k]), view.y(points[k + 1]));
    else context.lineTo(view.x(points[k]), view.y(points[k + 1]));
  }
}

/**
 * Draw rows of points as lines.
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Float64Array[]} lines
 * @param {string} colour
 * @param {number} width
 * @param {number[]} dashes
 */
export function stroke(context, view, lines, colour, width, dashes = []) {
  context.beginPath();
  for (const line of lines) path(context, view, line);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes);
  context.stroke();
  context.setLineDash([]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Viewport} view
 * @param {Float64Array} points
 * @param {string} colour
 * @param {number} radius
 */
function dots(context, view, points, colour, radius) {
  context.fillStyle = colour;
  for (let k = 0; k < points.length; k += 2)
    context.fillRect(view.x(points[k]) - radius, view.y(points[k + 1]) - radius, 2 * radius, 2 * radius);
}
