/** Functions behind wrapper descriptors: each calls a slot function with the arguments of a method call. CPython: Objects/typeobject.c wrap_lenfunc() ... wrap_init() */
import {H} from '../runtime/current';
import {PyMemoryView_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, Py_BOOL, Py_TYPE, tp_base} from '../runtime/generated/accessors';
import {ID_release} from '../runtime/generated/ids';
import {HASH_HI, PyExc_OverflowError, PyExc_StopIteration, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, slots} from '../runtime/object';
import type {binaryfunc, descrgetfunc, descrsetfunc, destructor, getbufferproc, hashfunc, initproc, inquiry, iternextfunc, lenfunc, objobjargproc, objobjproc, richcmpfunc, setattrofunc, ssizeargfunc, ssizeobjargproc, ternarycall, ternaryfunc, unaryfunc} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PyNumber_AsSsize_t} from './abstract-number';
import {PyObject_CallMethodNoArgs} from './call';
import {PyErr_Format, PyErr_Occurred, PyErr_SetNone, PyErr_SetString} from './errors';
import {PyArg_UnpackTuple} from './getargs';
import {PyLong_FromBigInt, PyLong_FromNumber, PyLong_FromSsize_t} from './longobject';
import {_PyMemoryView_FromBufferProc, isReleased, memoryViewOwner} from './memoryobject';
import {lookup_tp_mro} from './typeobject-cache';
import {slot_tp_setattro} from './typeobject-slots';

/** True when a tuple has n items. CPython: check_num_args() */
function check_num_args(args: PyObject, n: number): boolean {
  const size = PyTuple_GET_SIZE(args);
  if (size === n) return true;
  PyErr_Format(PyExc_TypeError, `expected ${n} argument${n === 1 ? '' : 's'}, got ${size}`);
  return false;
}
function none(res: number): New | NULL {
  return res < 0 && PyErr_Occurred() ? NULL : Py_NewRef(_Py_NoneStruct);
}
export function wrap_lenfunc(self: PyObject, args: PyObject, wrapped: lenfunc): New | NULL {
  if (!check_num_args(args, 0)) return NULL;
  const res = wrapped(self);
  return res === -1 && PyErr_Occurred() ? NULL : PyLong_FromSsize_t(res);
}
export function wrap_inquirypred(self: PyObject, args: PyObject, wrapped: inquiry): New | NULL {
  if (!check_num_args(args, 0)) return NULL;
  const res = wrapped(self);
  return res === -1 && PyErr_Occurred() ? NULL : Py_NewRef(Py_BOOL(res !== 0));
}
export function wrap_binaryfunc(self: PyObject, args: PyObject, wrapped: binaryfunc): New | NULL {
  return check_num_args(args, 1) ? wrapped(self, PyTuple_GET_ITEM(args, 0)) : NULL;
}
export function wrap_binaryfunc_l(self: PyObject, args: PyObject, wrapped: binaryfunc): New | NULL {
  return check_num_args(args, 1) ? wrapped(self, PyTuple_GET_ITEM(args, 0)) : NULL;
}
export function wrap_binaryfunc_r(self: PyObject, args: PyObject, wrapped: binaryfunc): New | NULL {
  return check_num_args(args, 1) ? wrapped(PyTuple_GET_ITEM(args, 0), self) : NULL;
}
export function wrap_ternaryfunc(self: PyObject, args: PyObject, wrapped: ternaryfunc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 1, 2);
  return values === null ? NULL : wrapped(self, values[0] as PyObject, values[1] === NULL ? _Py_NoneStruct : values[1]);
}
export function wrap_ternaryfunc_r(self: PyObject, args: PyObject, wrapped: ternaryfunc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 1, 2);
  return values === null ? NULL : wrapped(values[0] as PyObject, self, values[1] === NULL ? _Py_NoneStruct : values[1]);
}
export function wrap_unaryfunc(self: PyObject, args: PyObject, wrapped: unaryfunc): New | NULL {
  return check_num_args(args, 0) ? wrapped(self) : NULL;
}
export function wrap_indexargfunc(self: PyObject, args: PyObject, wrapped: ssizeargfunc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 1, 1);
  if (values === null) return NULL;
  const i = PyNumber_AsSsize_t(values[0] as PyObject, PyExc_OverflowError);
  return i === -1 && PyErr_Occurred() ? NULL : wrapped(self, i);
}
/** An index for a sequence slot, counted from the end when negative; -1 and an exception on error. CPython: getindex() */
function getindex(self: PyObject, arg: PyObject): number {
  const i = PyNumber_AsSsize_t(arg, PyExc_OverflowError);
  if (i >= 0 || (i === -1 && PyErr_Occurred())) return i;
  const length = slots(Py_TYPE(self)).sq_length;
  if (length === null) return i;
  const n = length(self);
  return n < 0 ? -1 : i + n;
}
export function wrap_sq_item(self: PyObject, args: PyObject, wrapped: ssizeargfunc): New | NULL {
  if (!check_num_args(args, 1)) return NULL;
  const i = getindex(self, PyTuple_GET_ITEM(args, 0));
  return i === -1 && PyErr_Occurred() ? NULL : wrapped(self, i);
}
export function wrap_sq_setitem(self: PyObject, args: PyObject, wrapped: ssizeobjargproc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 2, 2);
  if (values === null) return NULL;
  const i = getindex(self, values[0] as PyObject);
  return i === -1 && PyErr_Occurred() ? NULL : none(wrapped(self, i, values[1]));
}
export function wrap_sq_delitem(self: PyObject, args: PyObject, wrapped: ssizeobjargproc): New | NULL {
  if (!check_num_args(args, 1)) return NULL;
  const i = getindex(self, PyTuple_GET_ITEM(args, 0));
  return i === -1 && PyErr_Occurred() ? NULL : none(wrapped(self, i, NULL));
}
export function wrap_objobjproc(self: PyObject, args: PyObject, wrapped: objobjproc): New | NULL {
  if (!check_num_args(args, 1)) return NULL;
  const res = wrapped(self, PyTuple_GET_ITEM(args, 0));
  return res === -1 && PyErr_Occurred() ? NULL : Py_NewRef(Py_BOOL(res !== 0));
}
export function wrap_objobjargproc(self: PyObject, args: PyObject, wrapped: objobjargproc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 2, 2);
  return values === null ? NULL : none(wrapped(self, values[0] as PyObject, values[1]));
}
export function wrap_delitem(self: PyObject, args: PyObject, wrapped: objobjargproc): New | NULL {
  return check_num_args(args, 1) ? none(wrapped(self, PyTuple_GET_ITEM(args, 0), NULL)) : NULL;
}
/** object.__setattr__ may not be used on a type past the tp_setattro of a type in between. CPython: hackcheck() */
function hackcheck(self: PyObject, func: setattrofunc, what: string): boolean {
  if (!PyType_Check(self)) return true;
  const type = Py_TYPE(self), mro = lookup_tp_mro(type);
  if (mro === NULL) return true;
  let defining: PyTypeObject = type;
  for (let i = PyTuple_GET_SIZE(mro) - 1; i >= 0; i--) {
    const base = PyTuple_GET_ITEM(mro, i), set = slots(base).tp_setattro;
    if (set !== slot_tp_setattro && set === slots(type).tp_setattro) {
      defining = base;
      break;
    }
  }
  for (let base: PyTypeObject | NULL = defining; base !== NULL; base = tp_base(base)) {
    const set = slots(base).tp_setattro;
    if (set === func) break;
    if (set !== slot_tp_setattro) {
      PyErr_Format(PyExc_TypeError, `can't apply this ${what} to ${slots(type).tp_name} object`);
      return false;
    }
  }
  return true;
}
export function wrap_setattr(self: PyObject, args: PyObject, wrapped: setattrofunc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 2, 2);
  if (values === null || !hackcheck(self, wrapped, '__setattr__')) return NULL;
  return wrapped(self, values[0] as PyObject, values[1]) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
export function wrap_delattr(self: PyObject, args: PyObject, wrapped: setattrofunc): New | NULL {
  if (!check_num_args(args, 1) || !hackcheck(self, wrapped, '__delattr__')) return NULL;
  return wrapped(self, PyTuple_GET_ITEM(args, 0), NULL) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
/** A hash, whose halves are `lo` and H[HASH_HI], as an int. */
export function hashAsLong(lo: number): New | NULL {
  const hi = H[HASH_HI];
  return hi === lo >> 31 ? PyLong_FromNumber(lo) : PyLong_FromBigInt((BigInt(hi) << 32n) | BigInt(lo >>> 0));
}
export function wrap_hashfunc(self: PyObject, args: PyObject, wrapped: hashfunc): New | NULL {
  if (!check_num_args(args, 0)) return NULL;
  const lo = wrapped(self);
  return lo === -1 && H[HASH_HI] === -1 && PyErr_Occurred() ? NULL : hashAsLong(lo);
}
export function wrap_call(self: PyObject, args: PyObject, wrapped: ternarycall, kwds: PyObject | NULL): New | NULL {
  return wrapped(self, args, kwds);
}
export function wrap_del(self: PyObject, args: PyObject, wrapped: destructor): New | NULL {
  if (!check_num_args(args, 0)) return NULL;
  wrapped(self);
  return Py_NewRef(_Py_NoneStruct);
}
function wrap_richcmpfunc(self: PyObject, args: PyObject, wrapped: richcmpfunc, op: number): New | NULL {
  return check_num_args(args, 1) ? wrapped(self, PyTuple_GET_ITEM(args, 0), op) : NULL;
}
export function richcmp_lt(self: PyObject, args: PyObject, wrapped: richcmpfunc): New | NULL {
  return wrap_richcmpfunc(self, args, wrapped, 0);
}
export function richcmp_le(self: PyObject, args: PyObject, wrapped: richcmpfunc): New | NULL {
  return wrap_richcmpfunc(self, args, wrapped, 1);
}
export function richcmp_eq(self: PyObject, args: PyObject, wrapped: richcmpfunc): New | NULL {
  return wrap_richcmpfunc(self, args, wrapped, 2);
}
export function richcmp_ne(self: PyObject, args: PyObject, wrapped: richcmpfunc): New | NULL {
  return wrap_richcmpfunc(self, args, wrapped, 3);
}
export function richcmp_gt(self: PyObject, args: PyObject, wrapped: richcmpfunc): New | NULL {
  return wrap_richcmpfunc(self, args, wrapped, 4);
}
export function richcmp_ge(self: PyObject, args: PyObject, wrapped: richcmpfunc): New | NULL {
  return wrap_richcmpfunc(self, args, wrapped, 5);
}
export function wrap_next(self: PyObject, args: PyObject, wrapped: iternextfunc): New | NULL {
  if (!check_num_args(args, 0)) return NULL;
  const res = wrapped(self);
  if (res === NULL && !PyErr_Occurred()) PyErr_SetNone(PyExc_StopIteration);
  return res;
}
export function wrap_descr_get(self: PyObject, args: PyObject, wrapped: descrgetfunc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 1, 2);
  if (values === null) return NULL;
  const obj = values[0] === _Py_NoneStruct ? NULL : values[0], type = values[1] === _Py_NoneStruct ? NULL : values[1];
  if (obj === NULL && type === NULL) return PyErr_SetString(PyExc_TypeError, '__get__(None, None) is invalid');
  return wrapped(self, obj, type);
}
export function wrap_descr_set(self: PyObject, args: PyObject, wrapped: descrsetfunc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 2, 2);
  if (values === null) return NULL;
  return wrapped(self, values[0] as PyObject, values[1]) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
export function wrap_descr_delete(self: PyObject, args: PyObject, wrapped: descrsetfunc): New | NULL {
  if (!check_num_args(args, 1)) return NULL;
  return wrapped(self, PyTuple_GET_ITEM(args, 0), NULL) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
export function wrap_buffer(self: PyObject, args: PyObject, wrapped: getbufferproc): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 1, 1);
  if (values === null) return NULL;
  const flags = PyNumber_AsSsize_t(values[0] as PyObject, PyExc_OverflowError);
  if (flags === -1 && PyErr_Occurred()) return NULL;
  if (flags > 0x7fffffff || flags < -0x80000000) return PyErr_SetString(PyExc_OverflowError, 'buffer flags out of range');
  return _PyMemoryView_FromBufferProc(self, flags, wrapped);
}
export function wrap_releasebuffer(self: PyObject, args: PyObject): New | NULL {
  const values = PyArg_UnpackTuple(args, '', 1, 1);
  if (values === null) return NULL;
  const mv = values[0] as PyObject;
  if (!PyMemoryView_Check(mv)) return PyErr_SetString(PyExc_TypeError, 'expected a memoryview object');
  const owner = memoryViewOwner(mv);
  if (owner === NULL) return Py_NewRef(_Py_NoneStruct);
  if (owner !== self) return PyErr_SetString(PyExc_ValueError, "memoryview's buffer is not this object");
  if (isReleased(mv)) return PyErr_SetString(PyExc_ValueError, "memoryview's buffer has already been released");
  const res = PyObject_CallMethodNoArgs(mv, ID_release);
  if (res === NULL) return NULL;
  Py_DECREF(res);
  return Py_NewRef(_Py_NoneStruct);
}
export function wrap_init(self: PyObject, args: PyObject, wrapped: initproc, kwds: PyObject | NULL): New | NULL {
  return wrapped(self, args, kwds) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
