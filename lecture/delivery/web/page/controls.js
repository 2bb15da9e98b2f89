/** The buttons below the picture. */

import { byId, element } from "shared/dom";

/** @typedef {import("./film.js").Film} Film */
/** @typedef {import("./position.js").Position} Position */

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

/**
 * Let the buttons drive the film and show how it stands.
 * @param {Film} film
 * @param {Position} position
 */
export function controls(film, position) {
  const { video } = film;
  const play = byId("play");
  const showPlay = () => {
    play.toggleAttribute("data-on", !video.paused);
    play.setAttribute("aria-label", video.paused ? "Play" : "Pause");
  };
  for (const event of ["play", "pause", "ended"]) video.addEventListener(event, showPlay);
  play.addEventListener("click", () => film.toggle());
  video.addEventListener("click", () => film.toggle());
  byId("back").addEventListener("click", () => section(film, position, -1));
  byId("forward").addEventListener("click", () => section(film, position, 1));
  const mute = byId("mute");
  mute.addEventListener("click", () => (video.muted = !video.muted));
  video.addEventListener("volumechange", () => {
    mute.toggleAttribute("data-on", video.muted);
    mute.setAttribute("aria-pressed", String(video.muted));
  });
  const speed = byId("speed");
  speed.append(...SPEEDS.map((value) => element("option", { value, selected: value === 1 }, `${value}×`)));
  speed.addEventListener("change", () => (video.playbackRate = Number(speed.value)));
  video.addEventListener("ratechange", () => (speed.value = String(video.playbackRate)));
  const full = byId("full");
  full.hidden = !document.fullscreenEnabled;
  full.addEventListener("click", toggleFull);
}

/**
 * Go to the section before or after this one; back leads to its own beginning first.
 * @param {Film} film
 * @param {Position} position
 * @param {number} step -1 or 1.
 */
export function section(film, position, step) {
  const here = position.place(film.time);
  const begins = film.time - here.start < 1;
  const target = step > 0 ? here.index + 1 : here.index - (begins ? 1 : 0);
  const place = position.places[Math.min(Math.max(target, 0), position.places.length - 1)];
  film.seek(place.start);
}

/**
 * Play slower or faster by one step.
 * @param {HTMLVideoElement} video
 * @param {number} step -1 or 1.
 */
export function faster(video, step) {
  const at = SPEEDS.indexOf(video.playbackRate);
  video.playbackRate = SPEEDS[Math.min(Math.max((at < 0 ? 2 : at) + step, 0), SPEEDS.length - 1)];
}

/** Show picture, caption and buttons alone, or the page again. */
export function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else byId("stage").requestFullscreen().catch(() => {});
}
