/** Layouts of descriptors, class and static methods, proxies, modules' helpers and weak references. CPython: Include/descrobject.h, Include/cpython/weakrefobject.h and the C files of the types */
import {field, macro, struct, type Macro, type Struct} from './layout';

export const TYPE_STRUCTS: readonly Struct[] = [
  // What a descriptor wraps (PyMethodDef, PyMemberDef, PyGetSetDef, slot definition) is P's.
  struct('PyDescrObject', 40, [field('d_type', 'ref', 16), field('d_name', 'ref', 24), field('d_qualname', 'ref', 32)]),
  struct('mappingproxyobject', 24, [field('mapping', 'ref', 16, 'mappingproxy_mapping', 'set_mappingproxy_mapping')]),
  struct('wrapperobject', 32, [field('descr', 'ref', 16, 'wrapper_descr', 'set_wrapper_descr'), field('self', 'ref', 24, 'wrapper_self', 'set_wrapper_self')]),
  struct('propertyobject', 64, [
    field('prop_get', 'ref', 16), field('prop_set', 'ref', 24), field('prop_del', 'ref', 32), field('prop_doc', 'ref', 40), field('prop_name', 'ref', 48),
    field('getter_doc', 'int', 56),
  ]),
  struct('classmethod', 32, [field('cm_callable', 'ref', 16), field('cm_dict', 'ref', 24)]),
  struct('staticmethod', 32, [field('sm_callable', 'ref', 16), field('sm_dict', 'ref', 24)]),
  struct('superobject', 40, [field('type', 'ref', 16, 'super_type', 'set_super_type'), field('obj', 'ref', 24, 'super_obj', 'set_super_obj'), field('obj_type', 'ref', 32, 'super_obj_type', 'set_super_obj_type')]),
  struct('PyInstanceMethodObject', 24, [field('func', 'ref', 16, 'PyInstanceMethod_GET_FUNCTION', 'set_instancemethod_func')]),
  struct('_PyNamespaceObject', 24, [field('ns_dict', 'ref', 16)]),
  // pointer, name, context, destructor and the two gc functions are P's (class CapsuleData)
  struct('PyCapsule', 64, []),
  struct('PyWeakReference', 64, [
    field('wr_object', 'borrowed', 16), field('wr_callback', 'ref', 24), field('hash', 'hash', 32, 'wr_hash', 'set_wr_hash'),
    field('wr_prev', 'borrowed', 40), field('wr_next', 'borrowed', 48),
  ]),
];
const check = (name: string, type: string): Macro => macro(name, 'op: PyObject', 'boolean', `H[op + 2] === ${type}`);
export const TYPE_MACROS: readonly Macro[] = [
  check('PyWeakref_CheckRefExact', '_PyWeakref_RefType'),
  macro('PyWeakref_CheckProxy', 'op: PyObject', 'boolean', 'H[op + 2] === _PyWeakref_ProxyType || H[op + 2] === _PyWeakref_CallableProxyType'),
  check('PyInstanceMethod_Check', 'PyInstanceMethod_Type'),
];
