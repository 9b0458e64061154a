/** The part of _testinternalcapi about dicts and the values inside instances. CPython: Modules/_testinternalcapi.c */
import {H} from '../../runtime/current';
import {PyTuple_SET_ITEM, Py_BOOL, Py_TYPE, ht_cached_keys, tp_flags} from '../../runtime/generated/accessors';
import {_Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, Py_XNewRef} from '../../runtime/object';
import {Py_TPFLAGS_INLINE_VALUES} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyDict_GetItem_KnownHash} from '../../objects/dictobject';
import {_PyObject_InlineValues, valuesAreValid} from '../../objects/dictobject-values';
import {PyErr_Occurred, _PyErr_SetKeyError} from '../../objects/errors';
import {_PyHamt_New} from '../../objects/hamt';
import {PyLong_AsBigInt} from '../../objects/longobject';
import {PyTuple_New} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';

/** True for an instance whose attributes are inside it. */
function hasInlineValues(op: PyObject): boolean {
  return (tp_flags(Py_TYPE(op)) & Py_TPFLAGS_INLINE_VALUES) !== 0 && valuesAreValid(_PyObject_InlineValues(op));
}
function has_inline_values(_module: PyObject, op: PyObject): New | NULL {
  return Py_NewRef(Py_BOOL(hasInlineValues(op)));
}
/** The values inside an instance, '<NULL>' for those that are not set; None when it has none. CPython: get_object_dict_values() */
function get_object_dict_values(_module: PyObject, op: PyObject): New | NULL {
  if (!hasInlineValues(op)) return Py_NewRef(_Py_NoneStruct);
  const values = _PyObject_InlineValues(op), size = H[ht_cached_keys(Py_TYPE(op)) + 6], result = PyTuple_New(size);
  if (result === NULL) return NULL;
  for (let i = 0; i < size; i++) {
    const value = H[values + 2 + 2 * i] as PyObject | NULL;
    PyTuple_SET_ITEM(result, i, value === NULL ? (PyUnicode_FromString('<NULL>') as New) : Py_NewRef(value));
  }
  return result;
}
function dict_getitem_knownhash(_module: PyObject, mp: PyObject, key: PyObject, hashArg: PyObject): New | NULL {
  const hash = PyLong_AsBigInt(hashArg), result = _PyDict_GetItem_KnownHash(mp, key, Number(BigInt.asIntN(32, hash)), Number(BigInt.asIntN(32, hash >> 32n)));
  if (result === NULL && PyErr_Occurred() === NULL) return _PyErr_SetKeyError(key);
  return Py_XNewRef(result) as New | NULL;
}
export const OBJECT_METHODS: readonly PyMethodDef[] = [
  hiddenMethod('has_inline_values', '(obj, /)', has_inline_values), hiddenMethod('get_object_dict_values', '(obj, /)', get_object_dict_values),
  hiddenMethod('hamt', '()', () => _PyHamt_New()), hiddenMethod('dict_getitem_knownhash', '(mp, key, hash, /)', dict_getitem_knownhash),
];
