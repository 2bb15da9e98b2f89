/** The worker: trains what it is asked for and sends it back. */

import { job } from "controls/job";

addEventListener("message", ({ data: { id, recipe, data } }) => {
  try {
    const steps = job(recipe, data);
    let step = steps.next();
    while (!step.done) step = steps.next();
    postMessage({ id, run: step.value });
  } catch (error) {
    postMessage({ id, error: String(error instanceof Error ? error.message : error) });
  }
});
