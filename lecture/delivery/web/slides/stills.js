/** Stills of the film, drawn one after another by a second player that nobody sees. */

import { element } from "shared/dom";
import { inside } from "shared/time";

export class Stills {
  /**
   * @param {string} film
   * @param {number} rate Frames a second.
   */
  constructor(film, rate) {
    this.film = film;
    this.rate = rate;
    this.wanted = /** @type {Map<HTMLCanvasElement, number>} */ (new Map());
    this.drawn = /** @type {WeakMap<HTMLCanvasElement, number>} */ (new WeakMap());
    this.video = /** @type {HTMLVideoElement | undefined} */ (undefined);
    this.busy = false;
  }

  /**
   * Draw a frame as soon as the player gets to it; a later wish for the same canvas takes its place.
   * @param {HTMLCanvasElement} canvas As wide as the still is to be.
   * @param {number} frame
   */
  want(canvas, frame) {
    this.wanted.delete(canvas);
    if (this.drawn.get(canvas) === frame) return;
    this.wanted.set(canvas, frame);
    if (!this.busy) this.work();
  }

  /**
   * Draw nothing more on a canvas.
   * @param {HTMLCanvasElement} canvas
   */
  forget(canvas) {
    this.wanted.delete(canvas);
  }

  async work() {
    this.busy = true;
    const video = this.player();
    for (let next = this.next(); next; next = this.next()) {
      const [canvas, frame] = next;
      if (!(await sought(video, inside(frame / this.rate, this.rate)))) break;
      if (this.wanted.get(canvas) !== frame) continue;
      this.wanted.delete(canvas);
      canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
      canvas.getContext("2d", { alpha: false })?.drawImage(video, 0, 0, canvas.width, canvas.height);
      this.drawn.set(canvas, frame);
    }
    this.busy = false;
  }

  next() {
    return this.wanted.entries().next().value;
  }

  player() {
    if (!this.video) {
      const attributes = { src: this.film, preload: "auto", playsinline: true };
      this.video = /** @type {HTMLVideoElement} */ (element("video", attributes));
      this.video.muted = true;
    }
    return this.video;
  }
}

/**
 * Return whether a player has come to a time: not when it has no film.
 * @param {HTMLVideoElement} video
 * @param {number} seconds
 * @returns {Promise<boolean>}
 */
function sought(video, seconds) {
  return new Promise((resolve) => {
    if (video.error) return resolve(false);
    const heard = new AbortController();
    const done = (/** @type {boolean} */ came) => {
      heard.abort();
      resolve(came);
    };
    const { signal } = heard;
    video.addEventListener("error", () => done(false), { signal });
    video.addEventListener("seeked", () => done(true), { signal });
    if (video.readyState >= HTMLMediaElement.HAVE_METADATA) video.currentTime = seconds;
    else video.addEventListener("loadedmetadata", () => (video.currentTime = seconds), { signal });
  });
}
