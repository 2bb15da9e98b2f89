/** A still over the player while it seeks: the picture that is wanted shows at once, and none other. */

/** Pictures that are kept: those of the last presses back. */
const KEPT = 6;

export class Cover {
  /**
   * @param {HTMLCanvasElement} canvas Of the player's place and size.
   * @param {HTMLVideoElement} video
   */
  constructor(canvas, video) {
    this.canvas = canvas;
    this.video = video;
    this.drawn = -1;
    this.kept = /** @type {Map<number, ImageBitmap>} */ (new Map());
  }

  /**
   * Draw the player's picture without showing it.
   * @param {number} frame What the player shows.
   */
  draw(frame) {
    this.put(frame, this.video);
  }

  /**
   * Keep the player's picture for later.
   * @param {number} frame What the player shows.
   */
  async keep(frame) {
    if (this.kept.has(frame) || !("createImageBitmap" in window)) return;
    let picture;
    try {
      picture = await createImageBitmap(this.video);
    } catch {
      return; // The player has no picture.
    }
    this.kept.set(frame, picture);
    for (const [oldest, forgotten] of this.kept) {
      if (this.kept.size <= KEPT) break;
      forgotten.close();
      this.kept.delete(oldest);
    }
  }

  /**
   * Show a frame over the player, if its picture is known.
   * @param {number} frame
   */
  show(frame) {
    const picture = this.kept.get(frame);
    if (this.drawn !== frame && picture) this.put(frame, picture);
    this.canvas.hidden = this.drawn !== frame;
  }

  /** Show the player again. */
  hide() {
    if (!this.canvas.hidden) this.canvas.hidden = true;
  }

  /**
   * @param {number} frame
   * @param {HTMLVideoElement | ImageBitmap} picture
   */
  put(frame, picture) {
    const { canvas, video } = this;
    if (canvas.width !== video.videoWidth) canvas.width = video.videoWidth;
    if (canvas.height !== video.videoHeight) canvas.height = video.videoHeight;
    canvas.getContext("2d", { alpha: false })?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    this.drawn = frame;
  }
}
