/** The epochs of a run at which something was measured to happen, in order, in a few words. */

/** @typedef {{epoch: number, said: string}} Mark */

/**
 * Return a run's milestones as marks on its ruler.
 * @param {{milestones: any, epochs: number}} run
 * @returns {Mark[]}
 */
export function marksOf({ milestones }) {
  const found = /** @type {[number | null | undefined, string][]} */ ([
    [milestones.plateau?.begin, "loss rests"],
    [milestones.plateau?.end, "loss falls again"],
    [milestones.negativesRight, "all negatives right"],
    [milestones.allRight, "all points right"],
  ]);
  for (const unit of [0, 1])
    found.push(
      [milestones.widening[unit], `a${"₁₂"[unit]} widens`],
      [milestones.squashing[unit], `a${"₁₂"[unit]} squashes`],
      [milestones.dead[unit], `unit ${unit + 1} is dead`],
    );
  const known = found.filter(([epoch]) => typeof epoch === "number");
  return known.map(([epoch, said]) => ({ epoch: /** @type {number} */ (epoch), said })).sort((one, other) => one.epoch - other.epoch);
}
