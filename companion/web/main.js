/** The companion: everything put together. */

import { ACTIVATIONS } from "companion/activations";
import { decode } from "companion/runs";
import { ask } from "controls/ask";
import { Bench } from "controls/bench";
import { checkAll } from "controls/checked";
import { choice } from "controls/choice";
import { files } from "controls/files";
import { follower } from "controls/follow";
import { keys } from "controls/keys";
import { playback } from "controls/playback";
import { ARTICLE } from "controls/recipe";
import { scrubber } from "controls/scrubber";
import { share } from "controls/share";
import { USUAL, USUAL_LENGTH, USUAL_PACE } from "controls/state";
import { statement } from "controls/statement";
import { Store } from "controls/store";
import { Trainer } from "controls/trainer";
import { read } from "shared/data";
import { byId } from "shared/dom";
import { theme } from "shared/theme";

const { title, film, seen } = read("lecture");
byId("title").textContent = title;
byId("film").hidden = !film;
byId("film").setAttribute("href", film);
theme();
begin().catch((error) => problem(`The companion could not begin: ${error.message ?? error}`));

/** Decode the runs, go to what the address asks for, retrain in idle time. */
async function begin() {
  const replayed = await decoded(read("runs"));
  const runs = new Map((replayed.length ? replayed : [await article()]).map((run) => [run.name, run]));
  const [first] = runs.values();
  const store = new Store({
    runs, run: first.name, beside: "", current: first, other: null, last: first.epochs, epoch: first.epochs,
    edited: null, probe: [0.3, -0.1], shown: USUAL, turned: -1, brush: null, points: [],
    playing: false, pace: USUAL_PACE, seconds: USUAL_LENGTH, checks: new Map(), seen, film, drawn: null,
  });
  // First of all listeners: what follows from the names of the runs.
  store.on(["runs", "run", "beside"], (values, changed) => derive(values, changed));
  new Bench(store);
  choice(store);
  scrubber(store);
  playback(store);
  statement(store);
  const [questions, checks] = [new Trainer(), new Trainer()];
  const train = ask(store, questions);
  files(store);
  share(store);
  keys(store);
  const follow = follower(store, train, problem);
  addEventListener("hashchange", () => follow(location.hash));
  await follow(location.hash);
  store.tellAll();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  await checkAll(replayed, checks, (name, check) => store.set({ checks: new Map(store.values.checks).set(name, check) }));
  // A worker that has trained is quicker.
  questions.worker ??= checks.worker;
}

/** Return the article's run, trained here: where the film has none, or none can be read. */
async function article() {
  const trainer = new Trainer();
  const run = await trainer.train(ARTICLE, null);
  trainer.worker?.terminate();
  return { ...run, name: ARTICLE.activation, film: false };
}

/**
 * Return the runs that can be read; say in one sentence which cannot.
 * @param {Record<string, any>} exported
 */
async function decoded(exported) {
  const names = Object.keys(exported);
  const readRun = async (/** @type {string} */ name) => {
    if (!ACTIVATIONS.has(exported[name].recipe.activation)) throw new Error("an activation that is not known here");
    return decode(name, exported[name]);
  };
  const found = await Promise.allSettled(names.map(readRun));
  const lost = names.filter((_, k) => found[k].status === "rejected");
  if (lost.length)
    problem(`This page cannot read ${lost.join(", ")} of the film; what is trained in the page works.`);
  return found.flatMap((each) => (each.status === "fulfilled" ? [{ ...each.value, film: true }] : []));
}

/**
 * Set what follows from the names of the runs.
 * @param {any} values
 * @param {Set<string>} changed
 */
function derive(values, changed) {
  const current = values.runs.get(values.run);
  const other = values.runs.get(values.beside) ?? null;
  const last = Math.max(current.epochs, other?.epochs ?? 0);
  const found = { current, other, last, epoch: Math.min(values.epoch, last) };
  for (const [name, value] of Object.entries(found)) if (values[name] !== value) changed.add(name);
  Object.assign(values, found);
}

/** @param {string} text */
function problem(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = false;
}
