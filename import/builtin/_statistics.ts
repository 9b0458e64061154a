/** The _statistics module: quantiles of the normal distribution. CPython: Modules/_statisticsmodule.c */
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {libm_log} from '../../objects/libm';
import {PyModuleDef, PyModuleDef_Init, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {NULL, type New, type PyObject} from '../../runtime/types';

/** A quotient of two polynomials of degree seven: coefficients from the highest power down, the last below the line is 1. */
interface Rational { readonly above: readonly number[]; readonly below: readonly number[] }
// M. J. Wichura (1988), Algorithm AS241: the middle of the distribution, its flanks, its ends
const MIDDLE: Rational = {
  above: [2.50908092873012267e3, 3.34305755835881281e4, 6.72657709270087009e4, 4.59219539315498715e4, 1.37316937655094611e4, 1.97159095030655144e3, 1.33141667891784377e2, 3.38713287279636661],
  below: [5.22649527885285456e3, 2.87290857357219427e4, 3.93078958000927106e4, 2.12137943015865959e4, 5.39419602142475111e3, 6.87187007492057908e2, 4.23133307016009113e1],
};
const FLANKS: Rational = {
  above: [7.7454501427834140764e-4, 2.27238449892691845833e-2, 2.4178072517745061177e-1, 1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
  below: [1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187],
};
const ENDS: Rational = {
  above: [2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720],
  below: [2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1],
};
/** Values above and below the line. */
function evaluate({above, below}: Rational, r: number): [number, number] {
  let num = above[0], den = below[0];
  for (let i = 1; i < above.length; i++) num = num * r + above[i];
  for (let i = 1; i < below.length; i++) den = den * r + below[i];
  return [num, den * r + 1];
}
/** The value below which p of the normal distribution lies; null when there is none. CPython: _statistics__normal_dist_inv_cdf_impl() */
function inverse(p: number, mu: number, sigma: number): number | null {
  if (p <= 0 || p >= 1) return null;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const [num, den] = evaluate(MIDDLE, 0.180625 - q * q);
    return mu + ((num * q) / den) * sigma;
  }
  const r = Math.sqrt(-libm_log(q <= 0 ? p : 1 - p)), [num, den] = r <= 5 ? evaluate(FLANKS, r - 1.6) : evaluate(ENDS, r - 5);
  return mu + (q < 0 ? -num / den : num / den) * sigma;
}
/** A double argument; null with TypeError. escapes */
function number(op: PyObject): number | null {
  const x = PyFloat_AsDouble(op);
  return x === -1 && PyErr_Occurred() !== NULL ? null : x;
}
function normal_dist_inv_cdf(_module: PyObject, pIn: PyObject, muIn: PyObject, sigmaIn: PyObject): New | NULL {
  const p = number(pIn), mu = p === null ? null : number(muIn), sigma = mu === null ? null : number(sigmaIn);
  if (p === null || mu === null || sigma === null) return NULL;
  const x = inverse(p, mu, sigma);
  return x === null ? PyErr_SetString(PyExc_ValueError, 'inv_cdf undefined for these parameters') : PyFloat_FromDouble(x);
}
const def = new PyModuleDef('_statistics', {
  m_doc: 'Fast functions for the statistics module.\n', m_size: 0,
  m_methods: [method('_normal_dist_inv_cdf', '($module, p, mu, sigma, /)', normal_dist_inv_cdf, null)],
  m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__statistics() */
export function PyInit__statistics(): PyModuleDef {
  return PyModuleDef_Init(def);
}
