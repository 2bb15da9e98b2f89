/** The deck: its parts, put together. */

import { byId } from "shared/dom";
import { read } from "shared/data";
import { fillBar, fillHelp, notify } from "slides/bar";
import { slidesOf } from "slides/deck";
import { listenToKeys } from "slides/keys";
import { Overview } from "slides/overview";
import { keepPlace, namedSlide, placeOf } from "slides/place";
import { listenToPointer } from "slides/pointer";
import { present } from "slides/presenter";
import { Show } from "slides/show";
import { Stills } from "slides/stills";
import { Together, pairName } from "slides/together";
import { showWords } from "slides/words";

/** The presenter's view is asked for by this address; the name of its deck's window follows. */
const PRESENTER = /^#presenter(?:\/(\w+))?$/;
const NO_CHANNEL = "This browser cannot connect two windows: each goes its own way.";

const KEPT_CLOSED = "The browser kept the second window closed: allow it, or open slides.html#presenter.";
const NO_DECK = "No deck answers: open slides.html in this browser, and p there opens this window.";

const contents = /** @type {import("shared/data").Contents} */ (read("contents"));
const slides = slidesOf(contents);
const asked = PRESENTER.exec(location.hash);
const video = /** @type {HTMLVideoElement} */ (byId("film"));
const show = new Show(slides, { video, cover: byId("cover"), rate: contents.frame_rate }, !asked, notify);
const stills = new Stills(contents.film, contents.frame_rate);
const overview = new Overview(slides, stills, (number) => show.go(number));
const pair = asked ? (asked[1] ?? "") : pairName();
const together = new Together(pair, {
  state: () => show.state,
  adopt: (state) => show.adopt(state),
});

/** @param {import("slides/keys").Command} command */
function ask(command) {
  if (show.ask(command)) return;
  if (command === "overview") overview.open(show.deck.slide);
  else if (command === "help") byId("help").showModal();
  else if (command === "fullscreen") toggleFullscreen();
  else if (command === "presenter" && !asked) openPresenter();
}

function toggleFullscreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else if (document.fullscreenEnabled) document.documentElement.requestFullscreen().catch(() => {});
  else notify("This browser has no full screen for pages.");
}

function openPresenter() {
  const page = `${location.pathname}${location.search}#presenter/${pair}`;
  const opened = window.open(page, `presenter-${pair}`, "popup,width=1200,height=800");
  if (!opened) notify(KEPT_CLOSED);
  else together.greet(() => notify(NO_CHANNEL));
}

/** Ask that the screen stays on while a picture rests; a browser may refuse. */
async function stayAwake() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

show.told = () => together.tell();
if (asked) present(show, stills);
else show.watchers.push(() => keepPlace(slides, show.deck));
fillBar(show, ask);
fillHelp();
listenToKeys(ask, (number) => show.go(number), (digits) => {
  byId("digits").textContent = digits;
  byId("digits").hidden = !digits;
});
listenToPointer(byId("stage"), ask);

video.addEventListener("error", () => {
  show.lose();
  showWords(show, contents.film);
});
video.src = contents.film;
document.addEventListener("visibilitychange", stayAwake);
stayAwake();
const { documentElement } = document;
const dark = isDark(getComputedStyle(documentElement).getPropertyValue("--stage"));
documentElement.dataset.theme = dark ? "dark" : "light";
byId("title").textContent = contents.title;
if (asked) {
  document.title = `Presenter: ${contents.title}`;
  show.turn({ slide: 0, at: "start" });
  together.greet(() => notify(together.channel ? NO_DECK : NO_CHANNEL));
} else {
  show.turn(placeOf(contents, slides));
  addEventListener("hashchange", () => {
    const slide = namedSlide(contents, slides);
    if (slide !== undefined && slide !== show.deck.slide) show.go(slide + 1);
  });
}
show.changed(!asked);

/** @param {string} colour `#RRGGBB`. @returns {boolean} */
function isDark(colour) {
  const [red, green, blue] = [1, 3, 5].map((from) => parseInt(colour.trim().slice(from, from + 2), 16));
  return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
}
