/** The 2-2-1 network as nodes and edges, as the film draws it: a hidden unit is its sum z, then the bent sum a. */

/** Width and height of the drawing. */
export const WIDTH = 460;
export const HEIGHT = 250;
const [TOP, BOTTOM, MIDDLE] = [66, 184, 125];
const [INPUT, UNIT, OUTPUT] = [34, 236, 424];
const RADIUS = 25;
/** Half the length of a capsule's straight edges. */
const ASIDE = 18;

/** @typedef {[number, number]} Pair */

/**
 * The nine numbers in order: name, middle of their place, ends of their edge.
 * @type {readonly {name: string, x: number, y: number, edge: [Pair, Pair] | null}[]}
 */
export const NUMBERS = [
  { name: "W₁₁", x: 134, y: TOP, edge: [[INPUT, TOP], [UNIT, TOP]] },
  { name: "W₁₂", x: 98, y: 103, edge: [[INPUT, TOP], [UNIT, BOTTOM]] },
  { name: "W₂₁", x: 98, y: 147, edge: [[INPUT, BOTTOM], [UNIT, TOP]] },
  { name: "W₂₂", x: 134, y: BOTTOM, edge: [[INPUT, BOTTOM], [UNIT, BOTTOM]] },
  { name: "b₁", x: 218, y: 19, edge: null },
  { name: "b₂", x: 218, y: 231, edge: null },
  { name: "V₁", x: 326, y: 92, edge: [[UNIT, TOP], [OUTPUT, MIDDLE]] },
  { name: "V₂", x: 326, y: 158, edge: [[UNIT, BOTTOM], [OUTPUT, MIDDLE]] },
  { name: "c", x: 408, y: 56, edge: null },
];

/** Every node: its letter, its middle. The order of the values is that of x, z, a, p. */
const NODES = /** @type {const} */ ([
  ["x₁", INPUT, TOP], ["x₂", INPUT, BOTTOM],
  ["z₁", UNIT - ASIDE - 2, TOP], ["z₂", UNIT - ASIDE - 2, BOTTOM],
  ["a₁", UNIT + ASIDE + 2, TOP], ["a₂", UNIT + ASIDE + 2, BOTTOM],
  ["p", OUTPUT, MIDDLE],
]);

/**
 * Return the drawing, its edges by the index of their number, and the texts of its nodes.
 * @returns {{svg: SVGElement, edges: (SVGElement | null)[], values: SVGElement[]}}
 */
export function network() {
  const edges = NUMBERS.map(({ edge }) => edge && line(...edge));
  const shapes = NODES.flatMap(([letter, x, y]) => (letter[0] === "z" || letter[0] === "a" ? [] : [circle(x, y)]));
  const units = [TOP, BOTTOM].flatMap((y) => [capsule(y), part("path", { class: "half", d: `M${UNIT} ${y - RADIUS}V${y + RADIUS}` })]);
  const values = NODES.map(([, x, y]) => part("text", { x, y: y + 13, class: "value" }));
  const letters = NODES.map(([letter, x, y]) => {
    const made = part("text", { x, y: y - 1, class: "letter" });
    made.textContent = letter;
    return made;
  });
  const drawn = /** @type {SVGElement[]} */ (edges.filter((edge) => edge !== null));
  const svg = part("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...drawn, ...shapes, ...units, ...letters, ...values);
  return { svg, edges, values };
}

/**
 * @param {Pair} from
 * @param {Pair} to
 */
function line([x1, y1], [x2, y2]) {
  return part("line", { x1, y1, x2, y2, class: "edge" });
}

/**
 * @param {number} cx
 * @param {number} cy
 */
function circle(cx, cy) {
  return part("circle", { cx, cy, r: RADIUS, class: "node" });
}

/** @param {number} y */
function capsule(y) {
  const [x, width] = [UNIT - ASIDE - RADIUS, 2 * (ASIDE + RADIUS)];
  return part("rect", { x, y: y - RADIUS, width, height: 2 * RADIUS, rx: RADIUS, class: "node" });
}

/**
 * Return an element of a drawing.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...Node} children
 */
function part(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}
