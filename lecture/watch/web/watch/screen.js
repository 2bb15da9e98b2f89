/** The section that is shown: its clip, swapped for a newer one at the same second, and what is said in it. */

import { byId, element } from "shared/dom";
import { begun, clock } from "shared/time";

/** Two players: one is seen while the other one loads. */
export class Screen {
  constructor() {
    this.seen = /** @type {HTMLVideoElement} */ (byId("first"));
    this.next = /** @type {HTMLVideoElement} */ (byId("second"));
    /** @type {string | null} The clip that plays or loads. */
    this.clip = null;
    this.section = "";
    /** @type {import("./main.js").Section | undefined} */
    this.shown = undefined;
    this.listed = "";
    for (const video of [this.seen, this.next]) {
      video.addEventListener("timeupdate", () => video === this.seen && this.follow());
      video.addEventListener("seeking", () => video === this.seen && this.follow());
    }
  }

  /**
   * @param {import("./main.js").Scene | undefined} scene
   * @param {import("./main.js").Section | undefined} section
   * @param {import("./main.js").Still | null} still How it looks by now, while it is being drawn.
   */
  show(scene, section, still) {
    this.shown = section;
    byId("still").hidden = !still;
    if (still) byId("still").src = `/clips/${still.file}`;
    byId("nothing").hidden = !!section?.clip || !!still;
    byId("nothing").textContent = section ? "This section is being drawn." : "Nothing is drawn yet: save a scene.";
    byId("screen").classList.toggle("stale", !!section && (section.old || section.due));
    byId("section").textContent = section ? section.name || scene?.slug || "" : "";
    byId("when").textContent = section && scene ? this.when(scene, section, still) : "";
    this.list(section);
    const name = `${scene?.slug}:${section?.name}`;
    if (section?.clip && section.clip !== this.clip) this.load(section.clip, name === this.section);
    if (!section?.clip) this.clear();
    this.section = name;
    this.follow();
  }

  /**
   * @param {import("./main.js").Scene} scene
   * @param {import("./main.js").Section} section
   * @param {import("./main.js").Still | null} still
   */
  when(scene, section, still) {
    if (still) return `${scene.slug} · ${still.seconds.toFixed(1)} s of it drawn`;
    const length = (section.end - section.start).toFixed(1);
    const drawn = section.clip ? ` · there after ${section.took.toFixed(1)} s` : "";
    return `${scene.slug} · ${clock(section.start)} to ${clock(section.end)}, ${length} s${drawn}`;
  }

  /**
   * Load a clip in the player that is not seen, then show that one.
   * @param {string} clip
   * @param {boolean} sameSecond Whether it goes on where the one before it is.
   */
  load(clip, sameSecond) {
    this.clip = clip;
    const video = this.next;
    video.muted = this.seen.muted;
    video.volume = this.seen.volume;
    video.src = `/clips/${clip}`;
    const ready = () => {
      if (this.clip !== clip) return;
      const [shown, hidden] = [video, this.seen];
      [this.seen, this.next] = [shown, hidden];
      shown.hidden = false;
      hidden.hidden = true;
      if (!hidden.paused || !hidden.src) shown.play().catch(() => {});
      else shown.pause();
      hidden.pause();
      hidden.removeAttribute("src");
      hidden.load();
      this.follow();
    };
    video.addEventListener(
      "loadedmetadata",
      () => {
        const second = sameSecond ? this.seen.currentTime : 0;
        video.currentTime = second < video.duration ? second : 0;
        video.addEventListener("seeked", ready, { once: true });
      },
      { once: true },
    );
  }

  clear() {
    this.clip = null;
    for (const video of [this.seen, this.next]) {
      video.hidden = true;
      video.removeAttribute("src");
      video.load();
    }
  }

  /** @param {import("./main.js").Section | undefined} section */
  list(section) {
    const lines = section ? (section.sentences.length ? section.sentences : section.captions) : [];
    const list = JSON.stringify(lines);
    if (list === this.listed) return;
    this.listed = list;
    byId("sentences").replaceChildren(
      ...lines.map((line) =>
        element(
          "li",
          {},
          element(
            "button",
            { type: "button", click: () => (this.seen.currentTime = line.start) },
            element("span", {}, line.start.toFixed(1)),
            element("span", {}, line.text),
          ),
        ),
      ),
    );
  }

  /** Show what is said now. */
  follow() {
    const time = this.seen.currentTime + 1e-3;
    const captions = this.shown?.captions ?? [];
    const caption = captions[begun(captions.map((line) => line.start), time)];
    byId("caption").textContent = caption && time < caption.end ? caption.text : "";
    const lines = this.shown?.sentences.length ? this.shown.sentences : captions;
    const current = begun(lines.map((line) => line.start), time);
    [...byId("sentences").children].forEach((item, index) => {
      const button = /** @type {HTMLElement} */ (item.firstElementChild);
      if (index === current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }
}
