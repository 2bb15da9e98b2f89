/** Who trains: a worker beside the page, or the page itself in slices where there is none. */

import { job } from "controls/job";
import { workerSource } from "controls/worker_source";

/** Milliseconds the page trains at once where it has to. */
const SLICE = 8;
/** What is said of a training in whose place another was asked for. */
export const GIVEN_UP = "given up";

export class Trainer {
  constructor() {
    this.worker = /** @type {Worker | null} */ (null);
    this.alone = typeof Worker === "undefined";
    this.asked = 0;
    this.refuse = /** @type {((reason: Error) => void) | null} */ (null);
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
    if (!this.alone) {
      try {
        return await this.inWorker(id, recipe, data);
      } catch (error) {
        if (id !== this.asked || !this.alone) throw error;
      }
    }
    return this.inSlices(id, recipe, data);
  }

  /** Give up what is under way. */
  stop() {
    if (!this.refuse) return;
    this.worker?.terminate();
    this.worker = null;
    this.refuse(new Error(GIVEN_UP));
    this.refuse = null;
  }

  /**
   * @param {number} id
   * @param {import("controls/recipe").Recipe} recipe
   * @param {import("controls/job").Data | null} data
   * @returns {Promise<any>}
   */
  inWorker(id, recipe, data) {
    return new Promise((accept, refuse) => {
      this.refuse = refuse;
      const worker = (this.worker ??= new Worker(workerSource("controls/worker"), { type: "module" }));
      worker.onmessage = ({ data: told }) => {
        if (told.id !== id) return;
        this.refuse = null;
        if (told.error) refuse(new Error(told.error));
        else accept(told.run);
      };
      // A browser without module workers: the page trains.
      worker.onerror = () => {
        this.alone = true;
        this.refuse = null;
        refuse(new Error("no worker"));
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
