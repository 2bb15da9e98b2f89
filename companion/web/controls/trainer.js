/** Who trains: a worker beside the page, or the page itself in slices where there is none. */

import { job } from "controls/job";
import { ARTICLE } from "controls/recipe";
import { workerSource } from "controls/worker_source";

/** Milliseconds the page trains at once where it has to. */
const SLICE = 8;
/** What is said of a training in whose place another was asked for. */
export const GIVEN_UP = "given up";
/** Nobody's question: what a new worker trains to be as quick at the first one as at all others. */
const WARMING = { id: 0, recipe: { ...ARTICLE, epochs: 30 }, data: null };

export class Trainer {
  constructor() {
    this.worker = /** @type {Worker | null} */ (null);
    this.alone = typeof Worker === "undefined";
    this.asked = 0;
    this.refuse = /** @type {((reason: Error) => void) | null} */ (null);
  }

  /** Start the worker before it is asked for anything. */
  warm() {
    this.started()?.postMessage(WARMING);
  }

  /** Return the worker, started where it is not yet; null in a browser that starts none. */
  started() {
    if (this.alone || this.worker) return this.worker;
    this.worker = new Worker(workerSource("controls/worker"), { type: "module" });
    // A browser without module workers: the page trains.
    this.worker.onerror = () => {
      this.alone = true;
      this.worker = null;
      this.refuse?.(new Error("no worker"));
      this.refuse = null;
    };
    return this.worker;
  }

  /**
   * Train; what was asked before and is not done is given up.
   * @param {import("controls/recipe").Recipe} recipe
   * @param {import("controls/job").Data | null} data
   * @returns {Promise<any>} The run.
   */
  async train(recipe, data) {
    this.stop();
    const id = ++this.asked;
    const worker = this.started();
    if (worker) {
      try {
        return await this.inWorker(worker, id, recipe, data);
      } catch (error) {
        if (id !== this.asked || !this.alone) throw error;
      }
    }
    return this.inSlices(id, recipe, data);
  }

  /** Give up what is under way. */
  stop() {
    if (!this.refuse) return;
    this.end();
    this.refuse(new Error(GIVEN_UP));
    this.refuse = null;
  }

  /** End the worker; another question starts another one. */
  end() {
    this.worker?.terminate();
    this.worker = null;
  }

  /**
   * @param {Worker} worker
   * @param {number} id
   * @param {import("controls/recipe").Recipe} recipe
   * @param {import("controls/job").Data | null} data
   * @returns {Promise<any>}
   */
  inWorker(worker, id, recipe, data) {
    return new Promise((accept, refuse) => {
      this.refuse = refuse;
      worker.onmessage = ({ data: told }) => {
        if (told.id !== id) return;
        this.refuse = null;
        if (told.error) refuse(new Error(told.error));
        else accept(told.run);
      };
      worker.postMessage({ id, recipe, data });
    });
  }

  /**
   * @param {number} id
   * @param {import("controls/recipe").Recipe} recipe
   * @param {import("controls/job").Data | null} data
   */
  async inSlices(id, recipe, data) {
    const steps = job(recipe, data);
    for (;;) {
      const until = performance.now() + SLICE;
      while (performance.now() < until) {
        const step = steps.next();
        if (step.done) return step.value;
      }
      await new Promise((done) => setTimeout(done));
      if (id !== this.asked) throw new Error(GIVEN_UP);
    }
  }
}
