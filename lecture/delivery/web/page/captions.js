/** Captions below the picture, where they cover nothing. */

import { byId } from "shared/dom";

/** @typedef {import("../shared/data.js").Contents} Contents */

/**
 * Give the film its captions as a track, and show its cues below the picture.
 * @param {Contents} contents
 * @param {HTMLVideoElement} video
 */
export function captions(contents, video) {
  const box = byId("caption");
  const button = byId("captions");
  const track = video.addTextTrack("captions", "Captions", contents.language);
  for (const line of contents.captions) track.addCue(new VTTCue(line.start, line.end, line.text));
  // Hidden, a track still tells which of its cues are active.
  track.mode = "hidden";
  const show = () => {
    const cues = [...(track.activeCues ?? [])];
    box.textContent = cues.map((cue) => /** @type {VTTCue} */ (cue).text).join("\n");
  };
  track.addEventListener("cuechange", show);
  button.hidden = box.hidden = contents.captions.length === 0;
  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-pressed", String(!box.hidden));
  });
}
