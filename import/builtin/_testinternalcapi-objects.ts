/** The part of _testinternalcapi about dicts and the values inside instances. CPython: Modules/_testinternalcapi.c */
import {PyErr_BadInternalCall, PyErr_Occurred, PyErr_SetString, _PyErr_SetKeyError} from '../../objects/errors';
import {PyFrame_Check, PyFrame_GetCode, PyFrame_GetLasti, PyFrame_GetLineNumber} from '../../objects/frameobject';
import {PyLong_AsBigInt, PyLong_AsLong, PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyAnySet_Check, PySet_Check, _PySet_EntryHash, _PySet_EntryKey, _PySet_NextEntry, _PySet_Update} from '../../objects/setobject';
import {PyTuple_New, packSteal} from '../../objects/tupleobject';
import {_PyUnicode_TransformDecimalAndSpaceToASCII} from '../../objects/unicode-decimal';
import {PyTuple_SET_ITEM, PyUnicode_Check, Py_BOOL, Py_TYPE, ht_cached_keys, tp_flags} from '../../runtime/generated/accessors';
import {HASH_HI, PyExc_TypeError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {hiddenMethod, method, type PyMethodDef} from '../../runtime/methoddef';
import {H} from '../../runtime/current';
import {Py_NewRef, Py_XNewRef} from '../../runtime/object';
import {Py_TPFLAGS_INLINE_VALUES} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyDict_GetItem_KnownHash} from '../../objects/dictobject';
import {_PyObject_InlineValues, valuesAreValid} from '../../objects/dictobject-values';
import {_PyHamt_New} from '../../objects/hamt';
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
/** (1, next position, hash, item) of a set, None at its end. */
function set_next_entry(_module: PyObject, op: PyObject, posArg: PyObject): New | NULL {
  if (!PyAnySet_Check(op)) return PyErr_BadInternalCall('Objects/setobject.c:2729');
  const pos = PyLong_AsLong(posArg);
  if (pos === -1 && PyErr_Occurred() !== NULL) return NULL;
  const next = _PySet_NextEntry(op, pos);
  if (next === 0) return Py_NewRef(_Py_NoneStruct);
  const lo = _PySet_EntryHash(op, next), hash = (BigInt(H[HASH_HI]) << 32n) | BigInt(lo >>> 0);
  return packSteal(PyLong_FromNumber(1), PyLong_FromNumber(next), PyLong_FromBigInt(hash), Py_NewRef(_PySet_EntryKey(op, next)));
}
function set_update(_module: PyObject, op: PyObject, iterable: PyObject): New | NULL {
  if (!PySet_Check(op)) return PyErr_BadInternalCall('Objects/setobject.c:2763');
  return _PySet_Update(op, iterable) < 0 ? NULL : PyLong_FromNumber(0);
}
function transformDecimal(_module: PyObject, op: PyObject): New | NULL {
  return PyUnicode_Check(op) ? PyUnicode_FromString(_PyUnicode_TransformDecimalAndSpaceToASCII(op)) : PyErr_BadInternalCall('Objects/unicodeobject.c:9438');
}
/** A function of a frame object. */
const ofFrame = (name: string, answer: (frame: PyObject) => New | NULL): PyMethodDef => hiddenMethod(name, '(frame, /)', (_module, frame) => (PyFrame_Check(frame as PyObject) ? answer(frame as PyObject) : PyErr_SetString(PyExc_TypeError, 'argument must be a frame')));
export const OBJECT_METHODS: readonly PyMethodDef[] = [
  hiddenMethod('has_inline_values', '(obj, /)', has_inline_values), hiddenMethod('get_object_dict_values', '(obj, /)', get_object_dict_values),
  hiddenMethod('set_next_entry', '(set, pos, /)', set_next_entry), hiddenMethod('set_update', '(set, iterable, /)', set_update), hiddenMethod('_PyUnicode_TransformDecimalAndSpaceToASCII', '(unicode, /)', transformDecimal),
  ofFrame('iframe_getcode', PyFrame_GetCode), ofFrame('iframe_getlasti', frame => PyLong_FromNumber(PyFrame_GetLasti(frame))), ofFrame('iframe_getline', frame => PyLong_FromNumber(PyFrame_GetLineNumber(frame))),
  method('gh_119213_getargs', '($module, /, spam=None)', (_module, spam) => Py_NewRef(spam === NULL ? _Py_NoneStruct : spam)),
  hiddenMethod('hamt', '()', () => _PyHamt_New()), hiddenMethod('dict_getitem_knownhash', '(mp, key, hash, /)', dict_getitem_knownhash),
];
