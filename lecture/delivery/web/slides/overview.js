/** All slides as a grid of stills, by chapters. */

import { byId, element } from "shared/dom";

/** @typedef {import("slides/deck").Slide} Slide */

/** Pixels a still is wide. */
const WIDTH = 320;
/** Keys that lead from one to another. */
const MOVES = /^(Arrow(Left|Right|Up|Down)|Home|End)$/;

export class Overview {
  /**
   * @param {Slide[]} slides
   * @param {import("slides/stills").Stills} stills
   * @param {(number: number) => void} go
   */
  constructor(slides, stills, go) {
    this.slides = slides;
    this.dialog = /** @type {HTMLDialogElement} */ (byId("overview"));
    this.buttons = slides.map((slide) => this.button(slide, go));
    this.fill(byId("grid"));
    this.lookFor(stills);
    this.dialog.addEventListener("keydown", (event) => this.key(event));
  }

  /** @param {Slide} slide @param {(number: number) => void} go */
  button({ number, name }, go) {
    const still = element("canvas", { width: WIDTH, height: (WIDTH * 9) / 16, "aria-hidden": "true" });
    const label = element("span", { class: "label" }, `${number}\u2002`, element("bdi", {}, name));
    const picked = () => {
      this.dialog.close();
      go(number);
    };
    return element("button", { type: "button", tabindex: -1, click: picked }, still, label);
  }

  /** @param {HTMLElement} grid */
  fill(grid) {
    let list = element("ul");
    this.slides.forEach(({ chapter, address }, index) => {
      // Only a chapter's first slide has an address without a number.
      if (!address.includes("/")) {
        list = element("ul");
        grid.append(element("section", {}, element("h3", { dir: "auto" }, chapter), list));
      }
      list.append(element("li", {}, this.buttons[index]));
    });
  }

  /** @param {import("slides/stills").Stills} stills */
  lookFor(stills) {
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const index = this.buttons.indexOf(/** @type {HTMLElement} */ (target));
          const canvas = /** @type {HTMLCanvasElement} */ (target.firstElementChild);
          if (!isIntersecting) stills.forget(canvas);
          else stills.want(canvas, this.slides[index].still);
        }
      },
      { root: this.dialog, rootMargin: "25%" },
    );
    this.buttons.forEach((button) => seen.observe(button));
  }

  /** @param {number} slide Index of the one that is on. */
  open(slide) {
    this.buttons.forEach((button, index) => {
      if (index === slide) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
    this.dialog.showModal();
    this.focus(slide);
    this.buttons[slide].scrollIntoView({ block: "center" });
  }

  /** @param {number} index */
  focus(index) {
    this.buttons.forEach((button, each) => (button.tabIndex = each === index ? 0 : -1));
    this.buttons[index].focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const now = this.buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const { key } = event;
    if (key.toLowerCase() === "o" && !event.repeat) this.dialog.close();
    else if (now >= 0 && MOVES.test(key)) this.focus(neighbour(this.buttons.map(middleOf), now, key));
    else return;
    event.preventDefault();
  }
}

/** @param {Element} element @returns {{x: number, y: number}} */
function middleOf(element) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}

/**
 * Return which of some boxes a key leads to.
 * @param {{x: number, y: number}[]} middles In reading order; those of a row have one y.
 * @param {number} now
 * @param {string} key
 * @returns {number}
 */
function neighbour(middles, now, key) {
  const last = middles.length - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key === "ArrowLeft") return Math.max(0, now - 1);
  if (key === "ArrowRight") return Math.min(last, now + 1);
  const way = key === "ArrowDown" ? 1 : -1;
  const { x, y } = middles[now];
  const beyond = middles.filter((middle) => (middle.y - y) * way > 1);
  if (!beyond.length) return now;
  const row = Math.min(...beyond.map((middle) => (middle.y - y) * way));
  const inRow = beyond.filter((middle) => (middle.y - y) * way - row < 1);
  const away = (/** @type {{x: number}} */ middle) => Math.abs(middle.x - x);
  return middles.indexOf(inRow.reduce((best, middle) => (away(middle) < away(best) ? middle : best)));
}
