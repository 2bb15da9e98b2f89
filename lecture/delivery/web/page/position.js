/** Where in the lecture a moment is: chapter, section, sentence, word. */

import { places } from "shared/places";
import { begun } from "shared/time";

/** @typedef {import("../shared/data.js").Contents} Contents */

/** Looks up chapters, sections, sentences and words by the second. */
export class Position {
  /** @param {Contents} contents */
  constructor(contents) {
    this.places = places(contents);
    this.partStarts = this.places.map((place) => place.start);
    /** All sentences in order. */
    this.sentences = contents.chapters.flatMap((chapter) => chapter.parts.flatMap((part) => part.lines));
    this.sentenceStarts = this.sentences.map((sentence) => sentence.start);
    /** A frame's beginning is told a little late or early by players. */
    this.slack = 0.5 / contents.frame_rate;
  }

  /**
   * Return the section that is shown at a second.
   * @param {number} time
   */
  place(time) {
    return this.places[Math.max(0, begun(this.partStarts, time + this.slack / 4))];
  }

  /**
   * Return the sentence that is said or was said last, and the word of it; -1 for none.
   * @param {number} time
   * @returns {{sentence: number, word: number}}
   */
  said(time) {
    const sentence = begun(this.sentenceStarts, time + this.slack);
    if (sentence < 0) return { sentence, word: -1 };
    const { words, end } = this.sentences[sentence];
    const word = time > end + this.slack ? -1 : begun(words.map(([start]) => start), time + this.slack);
    return { sentence, word };
  }
}
