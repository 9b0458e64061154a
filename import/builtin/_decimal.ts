/** The module _decimal: decimal arithmetic. CPython: Modules/_decimal/_decimal.c */
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs} from '../../objects/call';
import {PyContextVar_New} from '../../objects/context';
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_NewException} from '../../objects/errors';
import {PyLong_FromBigInt} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED,
  Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString, PyUnicode_InternFromString} from '../../objects/unicodeobject';
import {PyTuple_SET_ITEM, tp_dict} from '../../runtime/generated/accessors';
import {PyExc_ArithmeticError, PyExc_TypeError, PyExc_ZeroDivisionError, PyType_Type, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import {context_spec, ctxmanager_new, ctxmanager_spec, signaldict_spec} from './_decimal-context';
import {
  MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, MPD_Clamped, MPD_Division_by_zero, MPD_Division_undefined, MPD_Float_operation, MPD_Overflow, MPD_Underflow, ROUND_HALF_UP, ROUND_NAMES,
} from './_decimal-mpd';
import {CONDITIONS, DecimalState, SIGNALS, ctxOf, current_context, setCurrentContext} from './_decimal-state';
import {dec_spec} from './_decimal-type';

/** Fetches an attribute of a module and uses it; NULL with an exception. escapes */
function fromModule(module: string, name: string): New | NULL {
  const op = hooks.PyImport_ImportModule(module), value = op === NULL ? NULL : PyObject_GetAttrString(op, name);
  Py_XDECREF(op);
  return value;
}
/** Calls an attribute with up to two arguments, which it takes over; NULL with an exception. @steals a, b. escapes */
function callWith(callable: New | NULL, a: New | NULL, b: New | NULL): New | NULL {
  const result = callable === NULL || a === NULL ? NULL : PyObject_CallFunctionObjArgs(callable, a, b);
  Py_XDECREF(callable);
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}
/** Says that a type belongs to decimal. */
function setModule(type: PyTypeObject): number {
  const name = PyUnicode_FromString('decimal');
  if (name === NULL) return -1;
  const status = PyDict_SetItemString(tp_dict(type), '__module__', name);
  Py_DECREF(name);
  return status;
}
function addTypes(module: PyObject, st: DecimalState): number {
  const types = [['PyDec_Type', dec_spec], ['PyDecContext_Type', context_spec], ['PyDecContextManager_Type', ctxmanager_spec], ['PyDecSignalDictMixin_Type', signaldict_spec]] as const;
  for (const [field, spec] of types) {
    const type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type === NULL) return -1;
    st[field] = type;
  }
  if (setModule(st.PyDec_Type) < 0 || setModule(st.PyDecContext_Type) < 0) return -1;
  const number = fromModule('numbers', 'Number'), register = number === NULL ? NULL : PyObject_GetAttrString(number, 'register');
  Py_XDECREF(number);
  const registered = callWith(register, Py_NewRef(st.PyDec_Type), NULL);
  if (registered === NULL) return -1;
  Py_DECREF(registered);
  const rational = fromModule('numbers', 'Rational');
  if (rational === NULL) return -1;
  st.Rational = rational;
  const tuple = callWith(fromModule('collections', 'namedtuple'), PyUnicode_FromString('DecimalTuple'), PyUnicode_FromString('sign digits exponent'));
  if (tuple === NULL) return -1;
  st.DecimalTuple = tuple;
  if (setModule(tuple as PyObject as PyTypeObject) < 0 || addSignalDict(st) < 0) return -1;
  return PyModule_AddType(module, st.PyDec_Type) < 0 || PyModule_AddType(module, st.PyDecContext_Type) < 0 ? -1 : PyModule_AddType(module, st.DecimalTuple as PyTypeObject);
}
/** SignalDict is a MutableMapping too. */
function addSignalDict(st: DecimalState): number {
  const mapping = fromModule('collections.abc', 'MutableMapping'), bases = mapping === NULL ? NULL : PyTuple_Pack(st.PyDecSignalDictMixin_Type, mapping), name = PyUnicode_FromString('SignalDict');
  const dict = PyDict_New(), type = bases === NULL || name === NULL || dict === NULL ? NULL : PyObject_CallFunctionObjArgs(PyType_Type, name, bases, dict);
  Py_XDECREF(mapping);
  Py_XDECREF(bases);
  Py_XDECREF(name);
  Py_XDECREF(dict);
  if (type === NULL) return -1;
  st.PyDecSignalDict_Type = type as PyObject as PyTypeObject;
  return 0;
}
/** A class of exceptions with its bases. */
function addException(module: PyObject, name: string, ...bases: readonly PyObject[]): New | NULL {
  const tuple = PyTuple_Pack(...bases);
  if (tuple === NULL) return NULL;
  const ex = PyErr_NewException(`decimal.${name}`, tuple, NULL);
  Py_DECREF(tuple);
  if (ex === NULL || PyModule_AddObjectRef(module, name, ex) >= 0) return ex;
  Py_DECREF(ex);
  return NULL;
}
function addExceptions(module: PyObject, st: DecimalState): number {
  const top = PyErr_NewException('decimal.DecimalException', PyExc_ArithmeticError, NULL);
  if (top === NULL) return -1;
  st.DecimalException = top;
  if (PyModule_AddType(module, top as PyObject as PyTypeObject) < 0) return -1;
  const of = (name: string): PyObject => st.signal_map[SIGNALS.findIndex(signal => signal.name === name)];
  // from the last: Overflow and Underflow stand on what comes after them
  for (let i = SIGNALS.length - 1; i >= 0; i--) {
    const {name, flag} = SIGNALS[i];
    let bases: PyObject[] = [top];
    if (flag === MPD_Float_operation) bases = [top, PyExc_TypeError];
    else if (flag === MPD_Division_by_zero) bases = [top, PyExc_ZeroDivisionError];
    else if (flag === MPD_Overflow) bases = [of('Inexact'), of('Rounded')];
    else if (flag === MPD_Underflow) bases = [of('Inexact'), of('Rounded'), of('Subnormal')];
    const ex = addException(module, name, ...bases);
    if (ex === NULL) return -1;
    st.signal_map[i] = ex;
  }
  const signals = PyTuple_New(SIGNALS.length);
  if (signals === NULL) return -1;
  for (let i = 0; i < SIGNALS.length; i++) PyTuple_SET_ITEM(signals, i, Py_NewRef(st.signal_map[i]));
  st.SignalTuple = signals;
  for (let i = 1; i < CONDITIONS.length; i++) {
    const {name, flag} = CONDITIONS[i], invalid = st.signal_map[0], ex = flag === MPD_Division_undefined ? addException(module, name, invalid, PyExc_ZeroDivisionError) : addException(module, name, invalid);
    if (ex === NULL) return -1;
    st.cond_map[i - 1] = ex;
  }
  return 0;
}
function addContexts(module: PyObject, st: DecimalState): number {
  for (const [field, name] of [['default_context_template', 'DefaultContext'], ['basic_context_template', 'BasicContext'], ['extended_context_template', 'ExtendedContext']] as const) {
    const context = PyObject_CallNoArgs(st.PyDecContext_Type);
    if (context === NULL) return -1;
    st[field] = context;
    const ctx = ctxOf(context);
    if (field !== 'default_context_template') ctx.setPrec(9n);
    if (field === 'basic_context_template') {
      ctx.traps |= MPD_Underflow | MPD_Clamped;
      ctx.round = ROUND_HALF_UP;
    } else if (field === 'extended_context_template') ctx.traps = 0;
    if (PyModule_AddObjectRef(module, name, context) < 0) return -1;
  }
  const variable = PyContextVar_New('decimal_context', NULL);
  if (variable === NULL) return -1;
  st.current_context_var = variable;
  return PyModule_AddObjectRef(module, 'HAVE_CONTEXTVAR', _Py_TrueStruct) < 0 ? -1 : PyModule_AddObjectRef(module, 'HAVE_THREADS', _Py_TrueStruct);
}
/** CPython: _decimal_exec() */
function _decimal_exec(module: PyObject): number {
  const st = PyModule_GetState<DecimalState>(module)!;
  if (addTypes(module, st) < 0 || addExceptions(module, st) < 0 || addContexts(module, st) < 0) return -1;
  for (const [name, value] of [['MAX_PREC', MAX_PREC], ['MAX_EMAX', MAX_EMAX], ['MIN_EMIN', MIN_EMIN], ['MIN_ETINY', MIN_ETINY]] as const) if (PyModule_Add(module, name, PyLong_FromBigInt(value)) < 0) return -1;
  for (let i = 0; i < ROUND_NAMES.length; i++) {
    const name = ROUND_NAMES[i], op = PyUnicode_InternFromString(name);
    if (op === NULL) return -1;
    st.round_map[i] = op;
    if (PyModule_AddObjectRef(module, name, op) < 0) return -1;
  }
  return PyModule_AddStringConstant(module, '__version__', '1.70') < 0 ? -1 : PyModule_AddStringConstant(module, '__libmpdec_version__', '2.5.1');
}
function setcontext(module: PyObject, context: PyObject | NULL): New | NULL {
  return setCurrentContext(PyModule_GetState<DecimalState>(module)!, context as PyObject) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
const clear = (module: PyObject): number => {
  PyModule_GetState<DecimalState>(module)?.clear();
  return 0;
};
const _decimal_module = new PyModuleDef('decimal', {
  m_doc: 'Decimal arithmetic, done natively.', m_size: 400, newState: () => new DecimalState(),
  m_methods: [
    method('getcontext', '($module, /)', module => current_context(PyModule_GetState<DecimalState>(module)!), 'The current context.'),
    method('setcontext', '($module, context, /)', setcontext, 'Makes a context the current one.'),
    rawMethod('localcontext', '($module, /, ctx=None, **kwargs)', ctxmanager_new, 'A manager that makes a copy of a context the current one, for a with statement.'),
  ],
  m_traverse: (module, visit) => PyModule_GetState<DecimalState>(module)?.traverse(visit) ?? 0,
  m_clear: clear, m_free: clear,
  m_slots: [[Py_mod_exec, _decimal_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__decimal() */
export function PyInit__decimal(): PyModuleDef {
  return PyModuleDef_Init(_decimal_module);
}
