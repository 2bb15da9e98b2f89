/** Mouse and fingers on the picture: clicks, taps on its halves, swipes. */

/** Pixels from which a finger's way is a swipe; up to which it is a tap. */
const SWIPE = 40;
const TAP = 12;

/**
 * Listen to presses on an element.
 * @param {HTMLElement} stage
 * @param {(command: "forward" | "back") => void} ask
 */
export function listenToPointer(stage, ask) {
  let from = /** @type {{id: number, x: number, y: number} | undefined} */ (undefined);
  stage.addEventListener("pointerdown", (event) => {
    // A second finger pinches.
    from = event.isPrimary ? { id: event.pointerId, x: event.clientX, y: event.clientY } : undefined;
  });
  stage.addEventListener("pointercancel", () => (from = undefined));
  stage.addEventListener("pointerup", (event) => {
    if (!from || event.pointerId !== from.id || event.button !== 0) return;
    const { x, y } = from;
    const box = stage.getBoundingClientRect();
    const asked = asks(event.pointerType, x, event.clientX - x, event.clientY - y, box);
    from = undefined;
    if (asked) ask(asked);
  });
}

/**
 * Return what a press asks for, undefined when nothing.
 * @param {string} kind Of pointer.
 * @param {number} x Where it began.
 * @param {number} right How far it went.
 * @param {number} down
 * @param {{left: number, width: number}} box Of the picture.
 * @returns {"forward" | "back" | undefined}
 */
export function asks(kind, x, right, down, box) {
  if (kind === "mouse") return "forward";
  if (Math.abs(right) >= SWIPE && Math.abs(right) > 2 * Math.abs(down)) return right < 0 ? "forward" : "back";
  if (Math.hypot(right, down) > TAP) return undefined;
  return x < box.left + box.width / 2 ? "back" : "forward";
}
