/** The data as it is drawn: a class that is a curve as one stroke, any other as dots. */

/** @typedef {{indices: Int32Array, points: Float64Array}} Stroke Points as x1, x2, x1, x2, ... */
/** @typedef {{joined: boolean, classes: [Stroke, Stroke]}} Strokes */

/** Most points of a class that are drawn: of a curve, of a cloud. */
const MOST = { curve: 201, cloud: 900 };

/** @type {WeakMap<object, Strokes>} */
const kept = new WeakMap();

/**
 * Return what is drawn of a run's points.
 * @param {{recipe: {dataset: string}, data: {inputs: ArrayLike<number>, targets: ArrayLike<number>}}} run
 * @returns {Strokes}
 */
export function strokesOf(run) {
  const found = kept.get(run.data);
  if (found) return found;
  const joined = run.recipe.dataset === "parabolas";
  const made = { joined, classes: /** @type {[Stroke, Stroke]} */ ([0, 1].map((label) => stroke(run.data, label, joined))) };
  kept.set(run.data, made);
  return made;
}

/**
 * @param {{inputs: ArrayLike<number>, targets: ArrayLike<number>}} data
 * @param {number} label
 * @param {boolean} joined
 * @returns {Stroke}
 */
function stroke({ inputs, targets }, label, joined) {
  let own = Array.from(targets, (_, k) => k).filter((k) => Number(targets[k] > 0.5) === label);
  if (joined) own.sort((one, other) => inputs[2 * one] - inputs[2 * other]);
  const most = joined ? MOST.curve : MOST.cloud;
  if (own.length > most) own = Array.from({ length: most }, (_, k) => own[Math.round((k * (own.length - 1)) / (most - 1))]);
  return {
    indices: Int32Array.from(own),
    points: Float64Array.from(own.flatMap((k) => [inputs[2 * k], inputs[2 * k + 1]])),
  };
}
