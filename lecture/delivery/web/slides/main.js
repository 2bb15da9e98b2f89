/** The deck: its parts, put together. */

import { byId } from "shared/dom";
import { read } from "shared/data";
import { fillBar, fillHelp, notify } from "slides/bar";
import { slidesOf } from "slides/deck";
import { listenToKeys } from "slides/keys";
import { Overview } from "slides/overview";
import { keepPlace, placeOf } from "slides/place";
import { listenToPointer } from "slides/pointer";
import { present } from "slides/presenter";
import { Show } from "slides/show";
import { Stills } from "slides/stills";
import { Together, pairName } from "slides/together";
import { showWords } from "slides/words";

/** The presenter's view is asked for by this address; the name of its deck's window follows. */
const PRESENTER = /^#presenter(?:\/(\w+))?$/;
const NO_CHANNEL = "This browser cannot connect two windows: each goes its own way.";

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
  else if (document.documentElement.requestFullscreen) document.documentElement.requestFullscreen().catch(() => {});
  else notify("This browser has no full screen for pages.");
}

function openPresenter() {
  const opened = window.open(`${location.pathname}${location.search}#presenter/${pair}`, `presenter-${pair}`, "popup,width=1200,height=800");
  if (!opened) notify("The browser kept the second window closed: allow it, or open slides.html#presenter yourself.");
  else together.ifAlone(() => notify(NO_CHANNEL));
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
document.documentElement.dataset.theme = isDark(getComputedStyle(document.documentElement).getPropertyValue("--stage")) ? "dark" : "light";
byId("title").textContent = contents.title;
if (asked) {
  document.title = `Presenter: ${contents.title}`;
  show.turn({ slide: 0, at: "start" });
  together.ifAlone(() => notify(together.channel ? NO_DECK : NO_CHANNEL));
  together.hello();
} else {
  show.turn(placeOf(contents, slides));
  addEventListener("hashchange", () => {
    const place = placeOf(contents, slides);
    if (place.slide !== show.deck.slide) show.go(place.slide + 1);
  });
}
show.changed(!asked);

/** @param {string} colour `#RRGGBB`. @returns {boolean} */
function isDark(colour) {
  const [red, green, blue] = [1, 3, 5].map((from) => parseInt(colour.trim().slice(from, from + 2), 16));
  return 0.3 * red + 0.6 * green + 0.1 * blue < 128;
}
