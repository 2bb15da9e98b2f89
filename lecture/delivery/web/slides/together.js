/** The deck's window and the presenter's, in step. */

import { named, recall, remember } from "shared/memory";

/** Milliseconds after which a window that does not answer is not there. */
const ANSWER = 3000;

/**
 * Windows of one pair; of two states the later one holds in both.
 */
export class Together {
  /**
   * @param {string} pair Its name; empty takes that of the first window that answers.
   * @param {{state: () => object, adopt: (state: any) => void}} deck `state` is told to the other window,
   *   `adopt` takes the other's.
   */
  constructor(pair, deck) {
    this.pair = pair;
    this.deck = deck;
    this.stamp = 0;
    this.met = false;
    this.self = Math.random();
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(named("slides")) : undefined;
    this.channel?.addEventListener("message", ({ data }) => this.hear(data));
  }

  /** Tell the other window of a change made in this one. */
  tell() {
    this.stamp = Math.max(this.stamp + 1, Date.now());
    this.post("state");
  }

  /**
   * Ask for the other window's state, and call a function if none answers soon.
   * @param {() => void} missing
   */
  greet(missing) {
    this.met = false;
    this.post("hello");
    setTimeout(() => this.met || missing(), this.channel ? ANSWER : 0);
  }

  /** @param {"state" | "hello"} kind */
  post(kind) {
    const { pair, stamp, self } = this;
    this.channel?.postMessage({ kind, pair, stamp, self, state: this.deck.state() });
  }

  /** @param {{kind: string, pair: string, stamp: number, self: number, state: object}} data */
  hear({ kind, pair, stamp, self, state }) {
    if (kind === "hello" && (!pair || pair === this.pair)) {
      if (this.pair) this.post("state");
      if (pair) this.met = true;
      return;
    }
    if (kind !== "state" || !pair) return;
    this.pair ||= pair;
    if (pair !== this.pair) return;
    this.met = true;
    if (stamp < this.stamp || (stamp === this.stamp && self <= this.self)) return;
    this.stamp = stamp;
    this.deck.adopt(state);
  }
}

/**
 * Return the name by which this deck's window and its presenter's know each other; it outlives a reload.
 * @returns {string}
 */
export function pairName() {
  const name = recall("session", "pair") ?? Math.random().toString(36).slice(2);
  remember("session", "pair", name);
  return name;
}
