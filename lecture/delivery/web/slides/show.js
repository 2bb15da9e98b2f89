/** The deck on show: what is asked of it is done with the film and told to all who watch. */

import { recall, remember } from "shared/memory";
import { back, forward, slideOf } from "slides/deck";
import { Film } from "slides/film";

/** @typedef {import("slides/deck").Deck} Deck */
/** @typedef {import("slides/deck").Slide} Slide */
/** @typedef {{deck: Deck, black: boolean, voice: boolean, frame: number}} State */

export class Show {
  /**
   * @param {Slide[]} slides
   * @param {{video: HTMLVideoElement, cover: HTMLCanvasElement, rate: number}} player
   * @param {boolean} speaks Whether the voice may be heard from this window.
   * @param {(text: string) => void} say Called with a line for whoever is at the keys.
   */
  constructor(slides, player, speaks, say) {
    this.slides = slides;
    this.speaks = speaks;
    this.say = say;
    this.film = new Film(player.video, player.cover, player.rate, {
      rested: () => this.rested(),
      silenced: () => {
        this.silenced = true;
        say("The browser keeps the voice off until a key is pressed in this window.");
      },
    });
    this.watchers = /** @type {(() => void)[]} */ ([]);
    this.deck = /** @type {Deck} */ ({ slide: 0, at: "start" });
    this.black = false;
    this.voice = recall("local", "voice") === "on";
    this.hasFilm = true;
    /** Whether the browser lets nothing be heard before somebody touched this window. */
    this.silenced = false;
  }

  /** The slide that is on. */
  get slide() {
    return this.slides[this.deck.slide];
  }

  /** Whether the film is to be silent in this window. */
  get mute() {
    return !(this.voice && this.speaks) || this.silenced;
  }

  /** What another window needs to show the same. @returns {State} */
  get state() {
    const { deck, black, voice, film } = this;
    return { deck, black, voice, frame: film.frame };
  }

  /**
   * Do what a command asks for.
   * @param {import("slides/keys").Command} command
   * @returns {boolean} Whether this deck knows the command.
   */
  ask(command) {
    const { deck, slides } = this;
    this.silenced = false;
    if (command === "voice") this.voice = !this.voice;
    else if (command === "black") this.black = !this.black;
    else if (!["forward", "back", "first", "last"].includes(command)) return false;
    else if (this.black) this.black = false;
    else if (command === "forward") this.forward();
    else if (command === "back") this.turn(back(deck));
    else if (command === "first") this.turn({ slide: 0, at: "start" });
    else this.turn({ slide: slides.length - 1, at: "end" });
    remember("local", "voice", this.voice ? "on" : "off");
    this.changed();
    return true;
  }

  forward() {
    const next = forward(this.deck, this.slides.length);
    const stays = next.slide === this.deck.slide && next.at === this.deck.at;
    if (stays) this.say("This is the end of the last slide.");
    else this.turn(next);
  }

  /**
   * Go to the beginning of a slide.
   * @param {number} number From 1.
   */
  go(number) {
    this.silenced = false;
    const chosen = slideOf(number, this.slides.length);
    if (!chosen) return this.say(`There is no slide ${number}: the last one is ${this.slides.length}.`);
    this.black = false;
    this.turn(chosen);
    this.changed();
  }

  /**
   * Show what another window shows.
   * @param {State} state
   */
  adopt({ deck, black, voice, frame }) {
    const { slide, at } = this.deck;
    this.black = black;
    this.voice = voice;
    if (deck.slide !== slide || deck.at !== at) this.turn(deck, frame);
    this.changed(false);
  }

  /**
   * Show a state of the deck.
   * @param {Deck} deck
   * @param {number} [frame] From which a slide plays on.
   */
  turn(deck, frame = 0) {
    this.deck = deck;
    const { first, last } = this.slide;
    if (!this.hasFilm) this.deck = { slide: deck.slide, at: deck.at === "playing" ? "end" : deck.at };
    else if (deck.at === "playing") {
      this.film.video.muted = this.mute;
      this.film.play(Math.min(Math.max(first, frame), last), last);
    } else this.film.rest(deck.at === "start" ? first : last);
  }

  /** The browser cannot play the film: names and words are shown without. */
  lose() {
    this.hasFilm = false;
    this.turn(this.deck);
    this.changed(false);
  }

  rested() {
    this.deck = { slide: this.deck.slide, at: "end" };
    this.changed(false);
  }

  /** @param {boolean} [here] Whether it was asked for in this window. */
  changed(here = true) {
    this.film.video.muted = this.mute;
    this.film.hold(this.black);
    for (const watcher of this.watchers) watcher();
    if (here) this.told?.();
  }

  /** Called after each change that was asked for in this window. @type {(() => void) | undefined} */
  told;
}
