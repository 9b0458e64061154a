/** accumulate, compress, filterfalse, count, repeat, zip_longest. CPython: Modules/itertoolsmodule.c */
import {H} from '../../runtime/current';
import {PyObject_GC_Track} from '../../runtime/gc';
import {PyDict_CheckExact, PyDict_GET_SIZE, PyLong_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, Py_TYPE, accumulate_binop, accumulate_initial, accumulate_it, accumulate_total, compress_data, compress_selectors, count_cnt, count_long_cnt, count_long_step, filterfalse_func, filterfalse_it, repeat_cnt, repeat_element, set_accumulate_binop, set_accumulate_initial, set_accumulate_it, set_accumulate_total, set_compress_data, set_compress_selectors, set_count_cnt, set_count_long_cnt, set_count_long_step, set_filterfalse_func, set_filterfalse_it, set_repeat_cnt, set_repeat_element, set_ziplongest_fillvalue, set_ziplongest_ittuple, set_ziplongest_numactive, set_ziplongest_result, set_ziplongest_tuplesize, ziplongest_fillvalue, ziplongest_ittuple, ziplongest_numactive, ziplongest_result, ziplongest_tuplesize} from '../../runtime/generated/accessors';
import {ID_fillvalue} from '../../runtime/generated/ids';
import {PyBool_Type, PyExc_TypeError, _PyTuple_Empty, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, slots, takeRef} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {PyIter_Next, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyNumber_Add, PyNumber_Check} from '../../objects/abstract-number';
import {PyObject_CallFunctionObjArgs, PyObject_CallOneArg} from '../../objects/call';
import {PyDict_GetItemWithError} from '../../objects/dictobject';
import {writeRepr} from '../../objects/dictobject-methods';
import {PyErr_Occurred, PyErr_SetString, reprText} from '../../objects/errors';
import {clearFields} from '../../objects/field-slots';
import {_PyArg_CheckPositional, parseTupleAndKeywords} from '../../objects/getargs';
import {indexArgument} from '../../objects/listobject-methods';
import {PyLong_AsSafeNumber, PyLong_FromNumber, _PyLong_GetOne, _PyLong_GetZero, isBig} from '../../objects/longobject';
import {PyObject_IsTrue} from '../../objects/object';
import {PyTuple_New, PyTuple_Pack, packSteal} from '../../objects/tupleobject';
import {_PyType_Name} from '../../objects/typeobject';
import {PyUnicode_FromString, _PyUnicodeWriter} from '../../objects/unicodeobject';
import {iteratorSpec, nextOf, noKeywords, none, pickleMethods, reusable, setRef, siblingType, warnPickle} from './itertools-common';

// ---- accumulate ----

function accumulate_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('accumulate', '(iterable, func=None, *, initial=None)', args, kwds), it = values === null ? NULL : PyObject_GetIter(values[0] as PyObject);
  if (values === null || it === NULL) return NULL;
  const lz = slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(it);
    return NULL;
  }
  set_accumulate_it(lz, it);
  set_accumulate_binop(lz, values[1] === _Py_NoneStruct ? NULL : Py_XNewRef(values[1]));
  set_accumulate_initial(lz, values[2] === NULL ? none() : Py_NewRef(values[2]));
  return lz;
}
function accumulate_next(lz: PyObject): New | NULL {
  const initial = accumulate_initial(lz);
  if (initial !== _Py_NoneStruct) {
    set_accumulate_total(lz, initial);
    set_accumulate_initial(lz, none());
    return Py_NewRef(initial);
  }
  const value = nextOf(accumulate_it(lz));
  if (value === NULL) return NULL;
  const total = accumulate_total(lz);
  if (total === NULL) {
    set_accumulate_total(lz, Py_NewRef(value));
    return value;
  }
  const binop = accumulate_binop(lz), sum = binop === NULL ? PyNumber_Add(total, value) : PyObject_CallFunctionObjArgs(binop, total, value);
  Py_DECREF(value);
  if (sum === NULL) return NULL;
  setRef(lz, 4, Py_NewRef(sum));
  return sum;
}
/** chain((first,), it) */
function chained(type: PyTypeObject, first: PyObject, it: PyObject): New | NULL {
  const head = PyTuple_Pack(first), result = head === NULL ? NULL : PyObject_CallFunctionObjArgs(siblingType(type, 'chain'), head, it);
  Py_XDECREF(head);
  return result;
}
function accumulate_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const type = Py_TYPE(lz), total = accumulate_total(lz), initial = accumulate_initial(lz), binop = accumulate_binop(lz) === NULL ? _Py_NoneStruct : accumulate_binop(lz);
  if (initial !== _Py_NoneStruct) return packSteal(Py_NewRef(type), packSteal(chained(type, initial, accumulate_it(lz)), Py_NewRef(binop)), none());
  // a total of None would be taken for none: the iterator starts over with it, and its first item is skipped
  if (total === _Py_NoneStruct) {
    const it = chained(type, total, accumulate_it(lz)), again = it === NULL ? NULL : PyObject_CallFunctionObjArgs(type, it, binop);
    Py_XDECREF(it);
    return packSteal(Py_NewRef(siblingType(type, 'islice')), packSteal(again, PyLong_FromNumber(1), none()));
  }
  return packSteal(Py_NewRef(type), PyTuple_Pack(accumulate_it(lz), binop), total === NULL ? none() : Py_NewRef(total));
}
function accumulate_setstate(lz: PyObject, state: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  setRef(lz, 4, Py_NewRef(state));
  return none();
}
export const accumulate_spec = iteratorSpec('accumulate', 56, [4, 6, 8, 10], accumulate_new, accumulate_next, 'accumulate(iterable, func=None, *, initial=None)\n--\n\nThe sums of the items so far, or what a function makes of them.', {
  slots: {tp_clear: clearFields(4, 6, 8, 10)}, methods: pickleMethods(accumulate_reduce, accumulate_setstate),
});

// ---- compress, filterfalse ----

function compress_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('compress', '(data, selectors)', args, kwds), data = values === null ? NULL : PyObject_GetIter(values[0] as PyObject);
  if (values === null || data === NULL) return NULL;
  const selectors = PyObject_GetIter(values[1] as PyObject), lz = selectors === NULL ? NULL : slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(data);
    Py_XDECREF(selectors);
    return NULL;
  }
  set_compress_data(lz, data);
  set_compress_selectors(lz, selectors);
  return lz;
}
function compress_next(lz: PyObject): New | NULL {
  for (;;) {
    const datum = nextOf(compress_data(lz));
    if (datum === NULL) return NULL;
    const selector = nextOf(compress_selectors(lz));
    if (selector === NULL) {
      Py_DECREF(datum);
      return NULL;
    }
    const ok = PyObject_IsTrue(selector);
    Py_DECREF(selector);
    if (ok > 0) return datum;
    Py_DECREF(datum);
    if (ok < 0) return NULL;
  }
}
function reducePair(lz: PyObject): New | NULL {
  return warnPickle() ? packSteal(Py_NewRef(Py_TYPE(lz)), PyTuple_Pack(H[lz + 4] as PyObject, H[lz + 6] as PyObject)) : NULL;
}
export const compress_spec = iteratorSpec('compress', 32, [4, 6], compress_new, compress_next, 'compress(data, selectors)\n--\n\nThe items of data whose selector is true.', {slots: {tp_clear: clearFields(4, 6)}, methods: pickleMethods(reducePair)});

function filterfalse_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  if (!noKeywords(type, 'filterfalse', kwds) || !_PyArg_CheckPositional('filterfalse', PyTuple_GET_SIZE(args), 2, 2)) return NULL;
  const it = PyObject_GetIter(PyTuple_GET_ITEM(args, 1));
  if (it === NULL) return NULL;
  const lz = slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_DECREF(it);
    return NULL;
  }
  set_filterfalse_func(lz, Py_NewRef(PyTuple_GET_ITEM(args, 0)));
  set_filterfalse_it(lz, it);
  return lz;
}
function filterfalse_next(lz: PyObject): New | NULL {
  const func = filterfalse_func(lz), truth = func === _Py_NoneStruct || func === PyBool_Type;
  for (;;) {
    const item = nextOf(filterfalse_it(lz));
    if (item === NULL) return NULL;
    let ok: number;
    if (truth) ok = PyObject_IsTrue(item);
    else {
      const good = PyObject_CallOneArg(func, item);
      ok = good === NULL ? -1 : PyObject_IsTrue(good);
      Py_XDECREF(good);
    }
    if (ok === 0) return item;
    Py_DECREF(item);
    if (ok < 0) return NULL;
  }
}
export const filterfalse_spec = iteratorSpec('filterfalse', 32, [4, 6], filterfalse_new, filterfalse_next, 'filterfalse(function, iterable, /)\n--\n\nThe items for which the function is false; with None, those that are false.', {slots: {tp_clear: clearFields(4, 6)}, methods: pickleMethods(reducePair)});

// ---- count ----

/** Where counting in the object's own number ends; CPython's word goes up to 2**63 - 1. */
const COUNT_LIMIT = 9007199254740991;
/** CPython: itertools_count_impl() */
function count_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('count', '(start=0, step=1)', args, kwds);
  if (values === null) return NULL;
  const [start, step] = values;
  if ((start !== NULL && !PyNumber_Check(start)) || (step !== NULL && !PyNumber_Check(step))) return PyErr_SetString(PyExc_TypeError, 'a number is required');
  const smallStart = start === NULL || (PyLong_Check(start) && !isBig(start)), byOne = step === NULL || (PyLong_Check(step) && !isBig(step) && PyLong_AsSafeNumber(step) === 1);
  const lz = slots(type).tp_alloc!(type, 0);
  if (lz === NULL) return NULL;
  const fast = smallStart && byOne;
  set_count_cnt(lz, !fast ? COUNT_LIMIT : start === NULL ? 0 : PyLong_AsSafeNumber(start));
  set_count_long_cnt(lz, fast ? NULL : Py_NewRef(start === NULL ? _PyLong_GetZero() : start));
  set_count_long_step(lz, Py_NewRef(step === NULL ? _PyLong_GetOne() : step));
  return lz;
}
function count_next(lz: PyObject): New | NULL {
  const cnt = count_cnt(lz);
  if (cnt < COUNT_LIMIT) {
    set_count_cnt(lz, cnt + 1);
    return PyLong_FromNumber(cnt);
  }
  const current = count_long_cnt(lz) === NULL ? PyLong_FromNumber(COUNT_LIMIT) : takeRef(count_long_cnt(lz));
  if (current === NULL) return NULL;
  const next = PyNumber_Add(current, count_long_step(lz));
  set_count_long_cnt(lz, next === NULL ? current : next);
  return next === NULL ? NULL : current;
}
function count_repr(lz: PyObject): New | NULL {
  const name = _PyType_Name(Py_TYPE(lz)), step = count_long_step(lz);
  if (count_long_cnt(lz) === NULL) return PyUnicode_FromString(`${name}(${count_cnt(lz)})`);
  const start = reprText(count_long_cnt(lz));
  if (start === null) return NULL;
  if (PyLong_Check(step) && !isBig(step) && PyLong_AsSafeNumber(step) === 1) return PyUnicode_FromString(`${name}(${start})`);
  const text = reprText(step);
  return text === null ? NULL : PyUnicode_FromString(`${name}(${start}, ${text})`);
}
function count_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const long = count_long_cnt(lz);
  return packSteal(Py_NewRef(Py_TYPE(lz)), long !== NULL ? PyTuple_Pack(long, count_long_step(lz)) : packSteal(PyLong_FromNumber(count_cnt(lz))));
}
export const count_spec = iteratorSpec('count', 40, [6, 8], count_new, count_next, 'count(start=0, step=1)\n--\n\nNumbers a step apart, without end.\n\nThat is:\n    def count(firstval=0, step=1):\n        x = firstval\n        while True:\n            yield x\n            x += step', {
  slots: {tp_clear: clearFields(6, 8), tp_repr: count_repr}, methods: pickleMethods(count_reduce),
});

// ---- repeat ----

function repeat_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = parseTupleAndKeywords('repeat', '(object, times=-1)', args, kwds);
  if (values === null) return NULL;
  let times = -1;
  if (values[1] !== NULL) {
    times = indexArgument(values[1]);
    if (times === -1 && PyErr_Occurred() !== NULL) return NULL;
    times = Math.max(times, 0);
  }
  const ro = slots(type).tp_alloc!(type, 0);
  if (ro === NULL) return NULL;
  set_repeat_element(ro, Py_NewRef(values[0] as PyObject));
  set_repeat_cnt(ro, times);
  return ro;
}
function repeat_next(ro: PyObject): New | NULL {
  const cnt = repeat_cnt(ro);
  if (cnt === 0) return NULL;
  if (cnt > 0) set_repeat_cnt(ro, cnt - 1);
  return Py_NewRef(repeat_element(ro));
}
function repeat_repr(ro: PyObject): New | NULL {
  const writer = new _PyUnicodeWriter(), cnt = repeat_cnt(ro);
  writer.write(`${_PyType_Name(Py_TYPE(ro))}(`);
  if (!writeRepr(writer, repeat_element(ro))) return NULL;
  writer.writeASCII(cnt === -1 ? ')' : `, ${cnt})`);
  return writer.finish();
}
function repeat_len(ro: PyObject): New | NULL {
  return repeat_cnt(ro) === -1 ? PyErr_SetString(PyExc_TypeError, 'len() of unsized object') : PyLong_FromNumber(repeat_cnt(ro));
}
function repeat_reduce(ro: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const cnt = repeat_cnt(ro), element = Py_NewRef(repeat_element(ro));
  return packSteal(Py_NewRef(Py_TYPE(ro)), cnt >= 0 ? packSteal(element, PyLong_FromNumber(cnt)) : packSteal(element));
}
export const repeat_spec = iteratorSpec('repeat', 32, [4], repeat_new, repeat_next, 'repeat(object [,times]) -> the object again and again: as often as given, or\nwithout end.', {
  slots: {tp_repr: repeat_repr}, methods: [hiddenMethod('__length_hint__', '($self, /)', repeat_len, 'An estimate of len(list(it)); private.'), ...pickleMethods(repeat_reduce)],
});

// ---- zip_longest ----

function zip_longest_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  let fillvalue: PyObject | NULL = _Py_NoneStruct;
  if (kwds !== NULL && PyDict_CheckExact(kwds) && PyDict_GET_SIZE(kwds) > 0) {
    fillvalue = PyDict_GET_SIZE(kwds) === 1 ? PyDict_GetItemWithError(kwds, ID_fillvalue) : NULL;
    if (fillvalue === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_TypeError, 'zip_longest() got an unexpected keyword argument');
  }
  const n = PyTuple_GET_SIZE(args), ittuple = PyTuple_New(n);
  let ok = ittuple !== NULL;
  for (let i = 0; i < n && ok; i++) {
    const it = PyObject_GetIter(PyTuple_GET_ITEM(args, i));
    ok = it !== NULL;
    if (ok) PyTuple_SET_ITEM(ittuple as PyObject, i, it);
  }
  const result = ok ? PyTuple_New(n) : NULL, lz = result === NULL ? NULL : slots(type).tp_alloc!(type, 0);
  if (lz === NULL) {
    Py_XDECREF(ittuple);
    Py_XDECREF(result);
    return NULL;
  }
  for (let i = 0; i < n; i++) PyTuple_SET_ITEM(result as PyObject, i, none());
  set_ziplongest_ittuple(lz, ittuple);
  set_ziplongest_tuplesize(lz, n);
  set_ziplongest_numactive(lz, n);
  set_ziplongest_result(lz, result);
  set_ziplongest_fillvalue(lz, Py_NewRef(fillvalue));
  return lz;
}
/** The next item of the i-th iterable, the fill value after its end; NULL when all have ended or with an exception. escapes */
function itemOrFill(lz: PyObject, i: number): New | NULL {
  const iters = ziplongest_ittuple(lz), it = PyTuple_GET_ITEM(iters, i);
  if (it === NULL) return Py_NewRef(ziplongest_fillvalue(lz));
  const item = PyIter_Next(it);
  if (item !== NULL) return item;
  set_ziplongest_numactive(lz, ziplongest_numactive(lz) - 1);
  if (ziplongest_numactive(lz) === 0 || PyErr_Occurred() !== NULL) {
    set_ziplongest_numactive(lz, 0);
    return NULL;
  }
  const fill = Py_NewRef(ziplongest_fillvalue(lz));
  PyTuple_SET_ITEM(iters, i, NULL);
  Py_DECREF(it);
  return fill;
}
function zip_longest_next(lz: PyObject): New | NULL {
  const n = ziplongest_tuplesize(lz);
  if (n === 0 || ziplongest_numactive(lz) === 0) return NULL;
  const own = ziplongest_result(lz), reuse = reusable(own), result = reuse ? Py_NewRef(own) : PyTuple_New(n);
  if (result === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const item = itemOrFill(lz, i);
    if (item === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    const old = PyTuple_GET_ITEM(result, i);
    PyTuple_SET_ITEM(result, i, item);
    Py_XDECREF(old);
  }
  if (reuse) PyObject_GC_Track(result);
  return result;
}
function zip_longest_reduce(lz: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  const iters = ziplongest_ittuple(lz), n = PyTuple_GET_SIZE(iters), args = PyTuple_New(n);
  if (args === NULL) return NULL;
  for (let i = 0; i < n; i++) {
    const it = PyTuple_GET_ITEM(iters, i);
    PyTuple_SET_ITEM(args, i, Py_NewRef(it === NULL ? _PyTuple_Empty : it));
  }
  return packSteal(Py_NewRef(Py_TYPE(lz)), args, Py_NewRef(ziplongest_fillvalue(lz)));
}
function zip_longest_setstate(lz: PyObject, state: PyObject): New | NULL {
  if (!warnPickle()) return NULL;
  setRef(lz, 12, Py_NewRef(state));
  return none();
}
export const zip_longest_spec = iteratorSpec('zip_longest', 56, [8, 10, 12], zip_longest_new, zip_longest_next, 'zip_longest(*iterables, fillvalue=None)\n--\n\nTuples whose i-th item comes from the i-th iterable, up to the end of the longest\nof them. Those that have ended give the fill value.', {
  slots: {tp_clear: clearFields(8, 10, 12)}, methods: pickleMethods(zip_longest_reduce, zip_longest_setstate),
});
