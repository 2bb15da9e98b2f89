/** The page of the lecture: everything put together. */

import { about } from "page/about";
import { captions } from "page/captions";
import { controls } from "page/controls";
import { Film } from "page/film";
import { keys } from "page/keys";
import { links } from "page/links";
import { Position } from "page/position";
import { search } from "page/search";
import { strip } from "page/strip";
import { transcript } from "page/transcript";
import { tryIt } from "page/try";
import { read } from "shared/data";
import { byId } from "shared/dom";
import { theme } from "shared/theme";

/** @type {import("../shared/data.js").Contents} */
const contents = read("contents");
const video = /** @type {HTMLVideoElement} */ (byId("film"));

byId("title").textContent = contents.title;
byId("stage").style.setProperty("--aspect", String(contents.width / contents.height));
video.setAttribute("aria-label", contents.title);
video.poster = read("poster");
video.addEventListener("error", () => {
  byId("problem").hidden = false;
  byId("problem").textContent =
    `${contents.film} could not be played: it has to lie beside this page. ./render.sh makes both.`;
});

theme();
const position = new Position(contents);
const film = new Film(video, contents);
captions(contents, video);
controls(film, position);
strip(contents, film, position);
tryIt(contents, film, position, read("companion"));
const sentences = transcript(contents, film, position);
search(film, position, sentences);
keys(film, position);
links(film);
about(read("about"));
film.tell();
