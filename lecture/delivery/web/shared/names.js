/** Names of runs, activations and settings. */

/**
 * Return a name as it is said: learning_rate is "learning rate".
 * @param {string} name
 */
export function spoken(name) {
  return name.replaceAll("_", " ");
}
