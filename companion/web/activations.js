/** Activation functions, each with its derivative; the registry of training/network/activations.py. */

import { erf, expit } from "companion/special";

/**
 * One activation function sigma. At a hinge, where sigma' jumps, `derivative` is the one TensorFlow uses.
 * @typedef {object} Activation
 * @property {string} name As Keras spells it.
 * @property {string} label sigma(z) in plain signs.
 * @property {(z: number) => number} f
 * @property {(z: number) => number} derivative
 * @property {[number, number]} limits Infimum and supremum of sigma.
 * @property {number[]} hinges Every z at which sigma' jumps.
 * @property {((a: number) => number) | null} inverse sigma^-1 inside the limits; null where there is none.
 * @property {(z: number, a: number) => number} slope sigma'(z) from z and a = sigma(z), as training computes it.
 * @property {[boolean, boolean]} flat Whether sigma is constant below its first, above its last hinge.
 */

const LEAKY_SLOPE = 0.2;
/** SELU's alpha and scale: the fixed point of mean 0 and variance 1 (Klambauer et al. 2017). */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
const { abs, atanh, exp, expm1, log, log1p, max, min, tanh } = Math;

/** @param {number} z */
function softplus(z) {
  return max(z, 0) + log1p(exp(-abs(z)));
}

/** @param {number} z */
function mishDerivative(z) {
  const bend = tanh(softplus(z));
  return bend + z * (1 - bend * bend) * expit(z);
}

/** @param {number} z */
function geluDerivative(z) {
  return (1 + erf(z * Math.SQRT1_2)) / 2 + (z * exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
}

/**
 * @param {string} name
 * @param {string} label
 * @param {(z: number) => number} f
 * @param {(z: number) => number} derivative
 * @param {[number, number]} limits
 * @param {Partial<Activation>} [rest]
 * @returns {[string, Activation]}
 */
function row(name, label, f, derivative, limits, rest = {}) {
  const own = { name, label, f, derivative, limits };
  return [name, { ...own, slope: derivative, hinges: [], inverse: null, flat: [false, false], ...rest }];
}

/** @type {Map<string, Activation>} Every activation, by its name in Keras. */
export const ACTIVATIONS = new Map([
  row("linear", "z", (z) => z, () => 1, [-Infinity, Infinity], { inverse: (a) => a }),
  row("sigmoid", "1 / (1 + e⁻ᶻ)", expit, (z) => expit(z) * expit(-z), [0, 1], {
    inverse: (a) => log(a) - log1p(-a),
    slope: (_, a) => a * (1 - a),
  }),
  row(
    "hard_sigmoid",
    "max(0, min(1, z/6 + 1/2))",
    (z) => min(max(z + 3, 0), 6) / 6,
    (z) => (abs(z) < 3 ? 1 / 6 : 0),
    [0, 1],
    { hinges: [-3, 3], inverse: (a) => 6 * a - 3, flat: [true, true] },
  ),
  row("tanh", "tanh z", tanh, (z) => 1 - tanh(z) ** 2, [-1, 1], {
    inverse: atanh,
    slope: (_, a) => 1 - a * a,
  }),
  row("softsign", "z / (1 + |z|)", (z) => z / (1 + abs(z)), (z) => 1 / (1 + abs(z)) ** 2, [-1, 1], {
    inverse: (a) => a / (1 - abs(a)),
  }),
  row("softplus", "ln(1 + eᶻ)", softplus, expit, [0, Infinity], { inverse: (a) => a + log(-expm1(-a)) }),
  row("relu", "max(0, z)", (z) => max(z, 0), (z) => (z > 0 ? 1 : 0), [0, Infinity], {
    hinges: [0],
    inverse: (a) => a,
    flat: [true, false],
  }),
  row(
    "leaky_relu",
    `max(${LEAKY_SLOPE} z, z)`,
    (z) => max(z, LEAKY_SLOPE * z),
    (z) => (z > 0 ? 1 : LEAKY_SLOPE),
    [-Infinity, Infinity],
    { hinges: [0], inverse: (a) => min(a, a / LEAKY_SLOPE) },
  ),
  row(
    "elu",
    "z where z > 0, else eᶻ − 1",
    (z) => (z > 0 ? z : expm1(z)),
    (z) => exp(min(z, 0)),
    [-1, Infinity],
    { inverse: (a) => (a > 0 ? a : log1p(a)) },
  ),
  row(
    "selu",
    "λz where z > 0, else λα(eᶻ − 1)",
    (z) => SELU_SCALE * (z > 0 ? z : SELU_ALPHA * expm1(z)),
    (z) => SELU_SCALE * (z < 0 ? SELU_ALPHA * exp(z) : 1),
    [-SELU_SCALE * SELU_ALPHA, Infinity],
    { hinges: [0], inverse: (a) => (a > 0 ? a / SELU_SCALE : log1p(a / (SELU_SCALE * SELU_ALPHA))) },
  ),
  row("gelu", "z/2 · (1 + erf(z/√2))", (z) => (z * (1 + erf(z * Math.SQRT1_2))) / 2, geluDerivative, [
    -0.16997120747990369,
    Infinity,
  ]),
  row("silu", "z / (1 + e⁻ᶻ)", (z) => z * expit(z), (z) => expit(z) * (1 + z * expit(-z)), [
    -0.27846454276107383,
    Infinity,
  ]),
  row("mish", "z tanh(ln(1 + eᶻ))", (z) => z * tanh(softplus(z)), mishDerivative, [
    -0.30884341301725056,
    Infinity,
  ]),
]);
