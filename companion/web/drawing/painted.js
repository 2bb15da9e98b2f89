/** Points that are painted and not yet trained. */

const RADIUS = 3;

/**
 * @param {import("drawing/pane").Pane} pane
 * @param {[number, number, number][]} points
 * @param {import("drawing/colours").Colours} colours
 */
export function drawPainted({ surface: { context }, view }, points, colours) {
  for (const label of [0, 1]) {
    context.beginPath();
    for (const [x1, x2, own] of points) {
      if (own !== label) continue;
      const [x, y] = [view.x(x1), view.y(x2)];
      context.moveTo(x + RADIUS, y);
      context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    }
    context.fillStyle = colours.classes[label];
    context.fill();
  }
}
