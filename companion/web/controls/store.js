/** What the page shows now: one object, whose changes are told once a picture. */

/** @template {Record<string, any>} T */
export class Store {
  /** @param {T} values */
  constructor(values) {
    /** @type {Readonly<T>} */
    this.values = values;
    /** @type {((values: T, changed: Set<string>) => void)[]} */
    this.listeners = [];
    this.changed = /** @type {Set<string>} */ (new Set());
  }

  /**
   * Take new values; who listens is told before the next picture.
   * @param {Partial<T>} changes
   */
  set(changes) {
    const asked = this.changed.size > 0;
    for (const [name, value] of Object.entries(changes))
      if (!Object.is(this.values[name], value)) this.changed.add(name);
    this.values = { ...this.values, ...changes };
    if (!asked && this.changed.size > 0) requestAnimationFrame(() => this.tell());
  }

  /**
   * Listen to changes of any of some values.
   * @param {string[]} names
   * @param {(values: T, changed: Set<string>) => void} listener
   */
  on(names, listener) {
    this.listeners.push((values, changed) => {
      if (names.some((name) => changed.has(name))) listener(values, changed);
    });
  }

  /** Tell everything, to who has just begun to listen. */
  tellAll() {
    this.changed = new Set(Object.keys(this.values));
    this.tell();
  }

  /** Tell what changed since the last time; one listener that fails does not keep it from the others. */
  tell() {
    const changed = this.changed;
    this.changed = new Set();
    for (const listener of this.listeners) {
      try {
        listener(this.values, changed);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
