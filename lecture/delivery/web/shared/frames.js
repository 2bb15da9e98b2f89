/** Frames of the film: counted from 0, and told when they are shown. */

/**
 * Return the frame that stands at a time of the player's.
 * @param {number} time Seconds.
 * @param {number} rate Frames a second.
 * @returns {number}
 */
export function frameAt(time, rate) {
  return Math.floor(time * rate + 1e-3);
}

/**
 * Call `seen` with every frame that the player shows, now and after each seek.
 *
 * A browser that does not tell frames is asked for its time before each of its own pictures.
 * @param {HTMLVideoElement} video
 * @param {number} rate Frames a second.
 * @param {(frame: number) => void} seen
 */
export function eachFrame(video, rate, seen) {
  if ("requestVideoFrameCallback" in video) {
    const told = (/** @type {number} */ _now, /** @type {{mediaTime: number}} */ { mediaTime }) => {
      video.requestVideoFrameCallback(told);
      seen(Math.round(mediaTime * rate));
    };
    video.requestVideoFrameCallback(told);
    return;
  }
  let before = -1;
  const asked = () => {
    requestAnimationFrame(asked);
    const frame = frameAt(video.currentTime, rate);
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.seeking || frame === before) return;
    before = frame;
    seen(frame);
  };
  requestAnimationFrame(asked);
}

/**
 * Call a function when what has changed by now is painted.
 * @param {() => void} done
 */
export function afterPaint(done) {
  requestAnimationFrame(() => requestAnimationFrame(done));
}
