/** A canvas as sharp as the screen is. */

/** Most pixels of the screen that one pixel of CSS is drawn by: finer nobody sees. */
const FINEST = 2;

export class Surface {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {() => void} resized Called when it has another size, and has to be drawn anew.
   */
  constructor(canvas, resized) {
    this.canvas = canvas;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    this.width = this.height = 0;
    this.scale = 1;
    new ResizeObserver(() => {
      if (this.measure()) resized();
    }).observe(canvas);
    this.measure();
  }

  /** Take the size that the page gives the canvas; return whether it is another one. */
  measure() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = Math.min(devicePixelRatio || 1, FINEST);
    if (width === this.width && height === this.height && scale === this.scale) return false;
    [this.width, this.height, this.scale] = [width, height, scale];
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    return true;
  }

  /** Return the context, cleared, in pixels of CSS. */
  begin() {
    const { context, scale } = this;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    context.lineJoin = "round";
    context.lineCap = "butt";
    return context;
  }
}
