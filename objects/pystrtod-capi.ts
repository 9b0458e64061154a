/** Doubles from text for C code. CPython: Python/pystrtod.c PyOS_string_to_double() */
import {PyExc_ValueError} from '../runtime/generated/static-addresses';
import {PyErr_Format} from './errors';
import {parseWholeDouble} from './pystrtod';

/** The value of a whole text; -1 with ValueError when it is no number. CPython: PyOS_string_to_double() without an end */
export function PyOS_string_to_double(s: string): number {
  const value = parseWholeDouble(s);
  if (value !== null) return value;
  PyErr_Format(PyExc_ValueError, `could not convert string to float: '${s.slice(0, 200)}'`);
  return -1;
}
