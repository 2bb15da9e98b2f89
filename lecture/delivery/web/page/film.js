/** The film: where it is, where it goes. */

import { eachFrame } from "shared/frames";
import { inside } from "shared/time";

/** @typedef {import("../shared/data.js").Contents} Contents */

/** A video element that knows its frames and tells every new moment. */
export class Film {
  /**
   * @param {HTMLVideoElement} video
   * @param {Contents} contents
   */
  constructor(video, contents) {
    this.video = video;
    this.contents = contents;
    /** Where it is going while a seek is under way: several in a row add up. */
    this.goal = /** @type {number | undefined} */ (undefined);
    /** @type {((time: number) => void)[]} */
    this.listeners = [];
    video.removeAttribute("controls");
    video.addEventListener("seeked", () => (this.goal = undefined));
    for (const event of ["seeking", "seeked", "timeupdate", "loadedmetadata"])
      video.addEventListener(event, () => this.tell());
    video.addEventListener("play", () => this.tick());
    // Chromium may leave a frame of before on the screen after two seeks in a row, unless frames are asked for.
    eachFrame(video, contents.frame_rate, () => this.tell());
    video.src = contents.film;
  }

  /** Second of the film that is shown, or will be. */
  get time() {
    return this.goal ?? this.video.currentTime;
  }

  /** @param {(time: number) => void} listener Told of every moment, each frame while playing. */
  onTime(listener) {
    this.listeners.push(listener);
  }

  /** Tell the moment. */
  tell() {
    const time = this.time;
    for (const listener of this.listeners) listener(time);
  }

  /** Tell each frame while it plays. */
  tick() {
    this.tell();
    if (!this.video.paused && !this.video.ended) requestAnimationFrame(() => this.tick());
  }

  /**
   * Go to the frame of a second.
   * @param {number} second
   */
  seek(second) {
    const { frame_rate: rate, duration } = this.contents;
    const frames = Math.round(duration * rate);
    const frame = Math.min(Math.max(Math.floor(second * rate + 1e-3), 0), frames - 1);
    this.goal = inside(frame / rate, rate);
    this.video.currentTime = this.goal;
    this.tell();
  }

  /** Play, or pause. */
  toggle() {
    if (this.video.paused) this.play();
    else this.video.pause();
  }

  /** Play; where the browser refuses, the button still says so. */
  play() {
    this.video.play().catch(() => this.tell());
  }
}
