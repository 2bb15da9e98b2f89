/** Special functions that JavaScript does not have, to the last bits of a float64. */

/**
 * Return the logistic sigmoid 1 / (1 + e^-z).
 * @param {number} z
 * @returns {number}
 */
export function expit(z) {
  return 1 / (1 + Math.exp(-z));
}

/** erf(x) = x T(x^2) / U(x^2) on [-1, 1]; erfc(x) = e^(-x^2) P(x) / Q(x) on [1, 8], highest power first. */
const T = [
  9.60497373987051638749, 90.0260197203842689217, 2232.00534594684319226, 7003.32514112805075473,
  55592.3013010394962768,
];
const U = [
  1, 33.5617141647503099647, 521.357949780152679795, 4594.32382970980127987, 22629.0000613890934246,
  49267.3942608635921086,
];
const P = [
  2.46196981473530512524e-10, 0.564189564831068821977, 7.46321056442269912687, 48.6371970985681366614,
  196.520832956077098242, 526.445194995477358631, 934.52852717195760754, 1027.55188689515710272,
  557.535335369399327526,
];
const Q = [
  1, 13.2281951154744992508, 86.7072140885989742329, 354.937778887819891062, 975.708501743205489753,
  1823.90916687909736289, 2246.33760818710981792, 1656.66309194161350182, 557.535340817727675546,
];

/**
 * Return the error function.
 *
 * Rational approximations of the Cephes library (S. L. Moshier), as SciPy has them.
 * @param {number} x
 * @returns {number}
 */
export function erf(x) {
  const size = Math.abs(x);
  if (size <= 1) return (x * polynomial(T, x * x)) / polynomial(U, x * x);
  const rest = size < 8 ? (Math.exp(-x * x) * polynomial(P, size)) / polynomial(Q, size) : 0;
  return x < 0 ? rest - 1 : 1 - rest;
}

/**
 * @param {number[]} coefficients Highest power first.
 * @param {number} x
 */
function polynomial(coefficients, x) {
  let value = coefficients[0];
  for (let i = 1; i < coefficients.length; i++) value = value * x + coefficients[i];
  return value;
}
