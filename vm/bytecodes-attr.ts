/** Instructions that load, store and delete attributes. CPython: Python/bytecodes.c */
import {PyObject_DelAttr, PyObject_GetAttr, PyObject_SetAttr} from '../objects/object';
import {_PySuper_Lookup} from '../objects/typeobject-super';
import {PyDictValues_ITEM, PyDictValues_SET_ITEM, PyModule_CheckExact, PyType_Check, Py_TYPE, _PyDictKeys_UnicodeValue, _PyInlineValues_VALID, _PyObject_InlineValues, _PyObject_ManagedDict, _PyObject_SetSlotAt, _PyObject_SlotAt, dk_version, ht_cached_keys, ma_keys, md_dict, tp_version_tag} from '../runtime/generated/accessors';
import {PySuper_Type} from '../runtime/generated/static-addresses';
import {Py_DECREF} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';
import {COLD, inst} from './bytecodes-dsl';
import {PyObject_DictPointerAt, add_to_insertion_order, enter_getattribute, enter_property, load_attr_hint, load_method, load_super, load_super_method, store_attr_hint} from './ceval-attr';
import {_Py_Specialize_LoadAttr, _Py_Specialize_LoadSuperAttr, _Py_Specialize_StoreAttr} from './specialize';

inst('STORE_ATTR', '(unused/1, unused/3, v, owner -- )', COLD, (v: PyObject, owner: PyObject) => {
  const name = GETNAME(oparg);
  SPECIALIZE(_Py_Specialize_StoreAttr(owner, code, pc - 1, name));
  const err = PyObject_SetAttr(owner, name, v);
  Py_DECREF(v);
  Py_DECREF(owner);
  ERROR_IF(err !== 0);
});
inst('DELETE_ATTR', '(owner -- )', COLD, (owner: PyObject) => {
  const err = PyObject_DelAttr(owner, GETNAME(oparg));
  Py_DECREF(owner);
  ERROR_IF(err !== 0);
});
inst('LOAD_SUPER_ATTR', '(unused/1, global_super, class_, self -- attr, null if (oparg & 1))', COLD, (global_super: PyObject, class_: PyObject, self: PyObject) => {
  SPECIALIZE(_Py_Specialize_LoadSuperAttr(global_super, class_, code, pc - 1, oparg & 1));
  const attr = load_super(frame, global_super, class_, self, GETNAME(oparg >> 2), stack_pointer - 4, oparg, false);
  Py_DECREF(global_super);
  Py_DECREF(class_);
  Py_DECREF(self);
  ERROR_IF(attr === NULL);
  return [attr, NULL];
});
inst('INSTRUMENTED_LOAD_SUPER_ATTR', '(unused/1, global_super, class_, self -- attr, null if (oparg & 1))', COLD, (global_super: PyObject, class_: PyObject, self: PyObject) => {
  const attr = load_super(frame, global_super, class_, self, GETNAME(oparg >> 2), stack_pointer - 4, oparg, true);
  Py_DECREF(global_super);
  Py_DECREF(class_);
  Py_DECREF(self);
  ERROR_IF(attr === NULL);
  return [attr, NULL];
});
inst('LOAD_SUPER_ATTR_ATTR', '(unused/1, global_super, class_, self -- attr)', {family: 'LOAD_SUPER_ATTR', heat: 'cold'}, (global_super: PyObject, class_: PyObject, self: PyObject) => {
  DEOPT_IF(global_super !== PySuper_Type);
  DEOPT_IF(!PyType_Check(class_));
  const attr = _PySuper_Lookup(class_, self, GETNAME(oparg >> 2), null);
  Py_DECREF(global_super);
  Py_DECREF(class_);
  Py_DECREF(self);
  ERROR_IF(attr === NULL);
  return attr;
});
inst('LOAD_SUPER_ATTR_METHOD', '(unused/1, global_super, class_, self -- attr, self_or_null)', {family: 'LOAD_SUPER_ATTR', heat: 'cold'}, (global_super: PyObject, class_: PyObject, self: PyObject) => {
  DEOPT_IF(global_super !== PySuper_Type);
  DEOPT_IF(!PyType_Check(class_));
  const found = {method: false}, attr = load_super_method(class_, self, GETNAME(oparg >> 2), found);
  Py_DECREF(global_super);
  Py_DECREF(class_);
  if (!found.method) Py_DECREF(self);
  ERROR_IF(attr === NULL);
  return [attr, found.method ? self : NULL];
});

inst('LOAD_ATTR', '(unused/1, unused/8, owner -- attr, self_or_null if (oparg & 1))', COLD, (owner: PyObject) => {
  const name = GETNAME(oparg >> 1);
  SPECIALIZE(_Py_Specialize_LoadAttr(owner, code, pc - 1, name, oparg));
  if ((oparg & 1) !== 0) {
    const method = {isMethod: false}, attr = load_method(owner, name, method);
    if (method.isMethod) return [attr, owner];
    Py_DECREF(owner);
    ERROR_IF(attr === NULL);
    return [attr, NULL];
  }
  const attr = PyObject_GetAttr(owner, name);
  Py_DECREF(owner);
  ERROR_IF(attr === NULL);
  return [attr, NULL];
});
inst('LOAD_ATTR_INSTANCE_VALUE', '(unused/1, version/2, index/1, unused/5, owner -- attr, null if (oparg & 1))', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, index: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const values = _PyObject_InlineValues(owner);
  DEOPT_IF(_PyInlineValues_VALID(values) === 0);
  const value = PyDictValues_ITEM(values, index);
  DEOPT_IF(value === NULL);
  const attr = NEWREF(value);
  DECREF(owner);
  return [attr, NULL];
});
inst('LOAD_ATTR_MODULE', '(unused/1, version/2, index/1, unused/5, owner -- attr, null if (oparg & 1))', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, index: number, owner: PyObject) => {
  DEOPT_IF(!PyModule_CheckExact(owner));
  const keys = ma_keys(md_dict(owner));
  DEOPT_IF(dk_version(keys) !== version);
  const value = _PyDictKeys_UnicodeValue(keys, index);
  DEOPT_IF(value === NULL);
  const attr = NEWREF(value);
  DECREF(owner);
  return [attr, NULL];
});
inst('LOAD_ATTR_WITH_HINT', '(unused/1, version/2, hint/1, unused/5, owner -- attr, null if (oparg & 1))', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, hint: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const value = load_attr_hint(_PyObject_ManagedDict(owner), hint, GETNAME(oparg >> 1));
  DEOPT_IF(value === NULL);
  const attr = NEWREF(value);
  DECREF(owner);
  return [attr, NULL];
});
inst('LOAD_ATTR_SLOT', '(unused/1, version/2, index/1, unused/5, owner -- attr, null if (oparg & 1))', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, index: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const value = _PyObject_SlotAt(owner, index);
  DEOPT_IF(value === NULL);
  const attr = NEWREF(value);
  DECREF(owner);
  return [attr, NULL];
});
inst('LOAD_ATTR_CLASS', '(unused/1, version/2, unused/2, descr/4, owner -- attr, null if (oparg & 1))', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, descr: number, owner: PyObject) => {
  DEOPT_IF(!PyType_Check(owner));
  DEOPT_IF(tp_version_tag(owner) !== version);
  const attr = NEWREF(descr as PyObject);
  DECREF(owner);
  return [attr, NULL];
});
inst('LOAD_ATTR_PROPERTY', '(unused/1, version/2, func_version/2, fget/4, owner -- unused)', {family: 'LOAD_ATTR', heat: 'cold'}, (version: number, func_version: number, fget: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const status = enter_property(frame, fget as PyObject, func_version, owner, stack_pointer);
  DEOPT_IF(status === 0);
  STATUS(status);
});
inst('LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN', '(unused/1, version/2, func_version/2, getattribute/4, owner -- unused)', {family: 'LOAD_ATTR', heat: 'cold'}, (version: number, func_version: number, getattribute: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const status = enter_getattribute(frame, getattribute as PyObject, func_version, owner, GETNAME(oparg >> 1), stack_pointer);
  DEOPT_IF(status === 0);
  STATUS(status);
});
inst('LOAD_ATTR_METHOD_WITH_VALUES', '(unused/1, version/2, keys_version/2, descr/4, owner -- attr, self)', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, keys_version: number, descr: number, owner: PyObject) => {
  const type = Py_TYPE(owner);
  DEOPT_IF(tp_version_tag(type) !== version);
  DEOPT_IF(_PyInlineValues_VALID(_PyObject_InlineValues(owner)) === 0);
  DEOPT_IF(dk_version(ht_cached_keys(type)) !== keys_version);
  return [NEWREF(descr as PyObject), owner];
});
inst('LOAD_ATTR_METHOD_NO_DICT', '(unused/1, version/2, unused/2, descr/4, owner -- attr, self)', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, descr: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  return [NEWREF(descr as PyObject), owner];
});
inst('LOAD_ATTR_METHOD_LAZY_DICT', '(unused/1, version/2, dictoffset/1, unused/1, descr/4, owner -- attr, self)', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, dictoffset: number, descr: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  DEOPT_IF(PyObject_DictPointerAt(owner, dictoffset) !== NULL);
  return [NEWREF(descr as PyObject), owner];
});
inst('LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES', '(unused/1, version/2, keys_version/2, descr/4, owner -- attr)', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, keys_version: number, descr: number, owner: PyObject) => {
  const type = Py_TYPE(owner);
  DEOPT_IF(tp_version_tag(type) !== version);
  DEOPT_IF(_PyInlineValues_VALID(_PyObject_InlineValues(owner)) === 0);
  DEOPT_IF(dk_version(ht_cached_keys(type)) !== keys_version);
  const attr = NEWREF(descr as PyObject);
  DECREF(owner);
  return attr;
});
inst('LOAD_ATTR_NONDESCRIPTOR_NO_DICT', '(unused/1, version/2, unused/2, descr/4, owner -- attr)', {family: 'LOAD_ATTR', heat: 'hot'}, (version: number, descr: number, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const attr = NEWREF(descr as PyObject);
  DECREF(owner);
  return attr;
});
inst('STORE_ATTR_INSTANCE_VALUE', '(unused/1, version/2, index/1, value, owner -- )', {family: 'STORE_ATTR', heat: 'hot'}, (version: number, index: number, value: PyObject, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  DEOPT_IF(_PyObject_ManagedDict(owner) !== NULL);
  const values = _PyObject_InlineValues(owner);
  DEOPT_IF(_PyInlineValues_VALID(values) === 0);
  const old = PyDictValues_ITEM(values, index);
  PyDictValues_SET_ITEM(values, index, value);
  if (old === NULL) { add_to_insertion_order(values, index); } else { DECREF(old); }
  DECREF(owner);
});
inst('STORE_ATTR_WITH_HINT', '(unused/1, version/2, hint/1, value, owner -- )', {family: 'STORE_ATTR', heat: 'cold'}, (version: number, hint: number, value: PyObject, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  DEOPT_IF(!store_attr_hint(_PyObject_ManagedDict(owner), hint, GETNAME(oparg), value));
  Py_DECREF(owner);
});
inst('STORE_ATTR_SLOT', '(unused/1, version/2, index/1, value, owner -- )', {family: 'STORE_ATTR', heat: 'hot'}, (version: number, index: number, value: PyObject, owner: PyObject) => {
  DEOPT_IF(tp_version_tag(Py_TYPE(owner)) !== version);
  const old = _PyObject_SlotAt(owner, index);
  _PyObject_SetSlotAt(owner, index, value);
  XDECREF(old);
  DECREF(owner);
});
