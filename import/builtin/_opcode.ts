/** The _opcode module: what opcode.py and dis.py ask about instructions. CPython: Modules/_opcode.c */
import {PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyList_SET_ITEM, PyCode_Check} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_FalseStruct, _Py_NoneStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {INTRINSIC_1_NAMES, INTRINSIC_2_NAMES, NB_OPS, PY_INVALID_STACK_EFFECT, PyCompile_OpcodeStackEffectWithJump, _PyCompile_OpcodeHasArg, _PyCompile_OpcodeHasConst, _PyCompile_OpcodeHasExc, _PyCompile_OpcodeHasFree, _PyCompile_OpcodeHasJump, _PyCompile_OpcodeHasLocal, _PyCompile_OpcodeHasName, _PyCompile_OpcodeIsValid} from '../../vm/opcode-metadata';

/** CPython: _opcode_stack_effect_impl() */
function stack_effect(_module: PyObject, opcode: PyObject | NULL, oparg: PyObject | NULL, jump: PyObject | NULL): New | NULL {
  const number = PyLong_AsInt(opcode as PyObject);
  if (number === -1 && PyErr_Occurred() !== NULL) return NULL;
  let argument = 0;
  if (oparg !== NULL && oparg !== _Py_NoneStruct) {
    argument = PyLong_AsInt(oparg);
    if (argument === -1 && PyErr_Occurred() !== NULL) return NULL;
  }
  let way: number;
  if (jump === NULL || jump === _Py_NoneStruct) way = -1;
  else if (jump === _Py_TrueStruct) way = 1;
  else if (jump === _Py_FalseStruct) way = 0;
  else return PyErr_SetString(PyExc_ValueError, 'stack_effect: jump must be False, True or None');
  const effect = PyCompile_OpcodeStackEffectWithJump(number, argument, way);
  return effect === PY_INVALID_STACK_EFFECT ? PyErr_SetString(PyExc_ValueError, 'invalid opcode or oparg') : PyLong_FromNumber(effect);
}

/** A function that answers a question about one opcode; for a number that is none the answer is no. */
function question(name: string, test: (opcode: number) => boolean, doc: string): PyMethodDef {
  return method(name, '($module, /, opcode)', (_module, opcode) => {
    const number = PyLong_AsInt(opcode as PyObject);
    if (number === -1 && PyErr_Occurred() !== NULL) return NULL;
    return PyBool_FromLong(_PyCompile_OpcodeIsValid(number) && test(number) ? 1 : 0);
  }, doc);
}

/** A list made of one new object for each index; NULL with an exception. */
function listOf(length: number, make: (i: number) => New | NULL): New | NULL {
  const list = PyList_New(length);
  if (list === NULL) return NULL;
  for (let i = 0; i < length; i++) {
    const item = make(i);
    if (item === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, item);
  }
  return list;
}
function operatorPair(i: number): New | NULL {
  const name = PyUnicode_FromString(NB_OPS[i][0]), symbol = PyUnicode_FromString(NB_OPS[i][1]);
  const pair = name === NULL || symbol === NULL ? NULL : PyTuple_Pack(name, symbol);
  Py_XDECREF(name);
  Py_XDECREF(symbol);
  return pair;
}

/** There is no second tier of the optimiser, as in a default build of CPython. CPython: _opcode_get_executor_impl() */
function get_executor(_module: PyObject, code: PyObject | NULL, offset: PyObject | NULL): New | NULL {
  if (PyLong_AsInt(offset as PyObject) === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (!PyCode_Check(code as PyObject)) return PyErr_SetString(PyExc_TypeError, `expected a code object, not '${typeName(code as PyObject).slice(0, 100)}'`);
  return PyErr_SetString(PyExc_RuntimeError, 'Executors are not available in this build');
}

const opcodemodule = new PyModuleDef('_opcode', {
  m_doc: 'What is known of each opcode.', m_size: 0,
  m_methods: [
    method('stack_effect', '($module, opcode, oparg=None, /, *, jump=None)', stack_effect, 'How an instruction changes the depth of the stack.'),
    question('is_valid', () => true, 'Whether a number is an opcode.'),
    question('has_arg', _PyCompile_OpcodeHasArg, 'Whether the opcode uses its argument.'),
    question('has_const', _PyCompile_OpcodeHasConst, 'Whether the argument stands for a constant.'),
    question('has_name', _PyCompile_OpcodeHasName, 'Whether the argument stands for a name.'),
    question('has_jump', _PyCompile_OpcodeHasJump, 'Whether the argument is the distance of a jump.'),
    question('has_free', _PyCompile_OpcodeHasFree, 'Whether the argument stands for a variable shared with an inner or outer function.'),
    question('has_local', _PyCompile_OpcodeHasLocal, 'Whether the argument stands for a local variable.'),
    question('has_exc', _PyCompile_OpcodeHasExc, 'Whether the opcode sets an exception handler.'),
    method('get_specialization_stats', '($module, /)', () => Py_NewRef(_Py_NoneStruct), 'None: specialisations are not counted.'),
    method('get_nb_ops', '($module, /)', () => listOf(NB_OPS.length, operatorPair), 'Name and symbol of each operator of BINARY_OP.'),
    method('get_intrinsic1_descs', '($module, /)', () => listOf(INTRINSIC_1_NAMES.length, i => PyUnicode_FromString(INTRINSIC_1_NAMES[i])), 'Names of the intrinsics with one operand.'),
    method('get_intrinsic2_descs', '($module, /)', () => listOf(INTRINSIC_2_NAMES.length, i => PyUnicode_FromString(INTRINSIC_2_NAMES[i])), 'Names of the intrinsics with two operands.'),
    method('get_executor', '($module, /, code, offset)', get_executor, 'The optimised form of a place in code; this build has none.'),
  ],
  m_slots: [
    [Py_mod_exec, (module: PyObject) => PyModule_AddIntConstant(module, 'ENABLE_SPECIALIZATION', 1)],
    [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED],
  ],
});
/** CPython: PyInit__opcode() */
export function PyInit__opcode(): PyModuleDef {
  return PyModuleDef_Init(opcodemodule);
}
