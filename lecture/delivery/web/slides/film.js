/** The film as a deck needs it: it plays to a frame and rests there. */

import { afterPaint, eachFrame, frameAt } from "shared/frames";
import { inside } from "shared/time";
import { Cover } from "slides/cover";

/** Seconds before a section from which the film just goes on: no seek, so nothing is seen. */
const RUN_UP = 0.3;
/** Seconds that a browser may take to halt: a film of shorter frames is halted some before its last. */
const HALT = 1 / 30;
/** Seeks to a frame that is to rest, before another one is taken as it is. */
const TRIES = 3;
/** Milliseconds after which a resting picture has settled. */
const SETTLED = 250;

export class Film {
  /**
   * @param {HTMLVideoElement} video
   * @param {HTMLCanvasElement} canvas Over it.
   * @param {number} rate Frames a second.
   * @param {{rested: () => void, silenced: () => void}} tell Called when a section has played to its end,
   *   and when the browser plays without voice only.
   */
  constructor(video, canvas, rate, tell) {
    this.video = video;
    this.rate = rate;
    this.early = Math.max(0, Math.floor(HALT * rate + 1e-3) - 1);
    this.tell = tell;
    this.cover = new Cover(canvas, video);
    /** The frame to rest at. */
    this.last = 0;
    /** The frame that is shown, as far as the player tells. */
    this.shown = 0;
    this.playing = false;
    this.held = false;
    this.tries = 0;
    eachFrame(video, rate, (frame) => this.seen(frame));
    // A hidden window is told of no frames.
    video.addEventListener("timeupdate", () => this.overran() && this.stop(this.frame));
    // A seek within a frame shows no other one.
    video.addEventListener("seeked", () => afterPaint(() => this.seen(this.frame)));
    video.addEventListener("ended", () => this.playing && this.stop(this.last));
  }

  /** The frame at the player's time. */
  get frame() {
    return frameAt(this.video.currentTime, this.rate);
  }

  /**
   * Rest at a frame.
   * @param {number} frame
   */
  rest(frame) {
    this.playing = false;
    this.video.pause();
    this.last = frame;
    this.tries = 0;
    if (this.shown === frame && !this.video.seeking) this.settle();
    else this.seek(frame);
  }

  /**
   * Play from one frame to another; a film that is just before the first goes on.
   * @param {number} first
   * @param {number} last
   */
  play(first, last) {
    const ahead = first - this.frame;
    this.last = last;
    this.playing = true;
    this.held = false;
    if (ahead < 0 || ahead > Math.max(2, RUN_UP * this.rate)) this.seek(first);
    this.start();
  }

  /**
   * Halt a playing film, or let it go on.
   * @param {boolean} held
   */
  hold(held) {
    if (!this.playing || held === this.held) return;
    this.held = held;
    if (held) this.video.pause();
    else this.start();
  }

  async start() {
    try {
      await this.video.play();
    } catch (refused) {
      const { name } = /** @type {DOMException} */ (refused);
      if (name !== "NotAllowedError" || this.video.muted) return;
      this.video.muted = true;
      this.tell.silenced();
      this.start();
    }
  }

  /** @param {number} frame */
  seek(frame) {
    this.cover.show(frame);
    this.video.currentTime = inside(frame / this.rate, this.rate);
  }

  /** @param {number} frame What the player shows from now on. */
  seen(frame) {
    if (this.video.seeking) return;
    this.shown = frame;
    if (this.playing) {
      this.cover.hide();
      // The time is asked too: what is told may be a frame of before a seek.
      const enough = this.last - this.early;
      if (frame >= enough && this.frame >= enough - 1) this.stop(frame);
    } else if (frame === this.last || this.tries >= TRIES) this.settle();
    else this.correct();
  }

  /** @param {number} frame What the player shows: the section's last, or one beside it. */
  stop(frame) {
    this.video.pause();
    this.playing = false;
    this.tries = 0;
    if (frame === this.last) this.cover.draw(frame);
    // Its time may still be a moment before the frame that it shows; it must not be after.
    if (frame !== this.last || this.frame > this.last) this.correct();
    else this.settle();
    this.tell.rested();
  }

  correct() {
    this.tries += 1;
    this.seek(this.last);
  }

  /** Show the player, which has the frame to rest at, and keep its picture for a press back. */
  settle() {
    const frame = this.last;
    this.cover.hide();
    setTimeout(() => {
      const rests = !this.playing && !this.video.seeking && this.shown === frame && this.last === frame;
      if (rests && this.cover.canvas.hidden) this.cover.keep(frame);
    }, SETTLED);
  }

  overran() {
    return this.playing && !this.video.seeking && this.frame > this.last;
  }
}
