/** What the dict of sys holds at start. CPython: Python/sysmodule.c _PySys_InitCore(), _PySys_UpdateConfig() */
import {PyBool_FromLong} from '../../objects/boolobject';
import {PyDict_New, PyDict_SetItem, PyDict_SetItemString} from '../../objects/dictobject';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {floatinfo_fields} from '../../objects/floatobject-methods';
import {PyList_New, listFrom} from '../../objects/listobject';
import {PyLong_FromBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {int_info_fields} from '../../objects/longobject-methods';
import {_PyNamespace_New} from '../../objects/namespaceobject';
import {PyStructSequence_New, _PyStructSequence_InitBuiltinWithFlags, type PyStructSequence_Desc} from '../../objects/structseq';
import {PyTuple_New} from '../../objects/tupleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {PyTuple_GET_ITEM, PyTuple_SET_ITEM} from '../../runtime/generated/accessors';
import {_Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION} from '../../runtime/typeflags';
import {PYTHON_API_VERSION, PY_MAJOR_VERSION, PY_MICRO_VERSION, PY_MINOR_VERSION, PY_RELEASE_LEVEL, PY_VERSION_HEX, Py_GetVersion} from '../../runtime/version';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {inittab} from '../inittab';
import {STDLIB_MODULE_NAMES} from '../stdlib-module-names';
import {PyFrozenSet_New} from '../../objects/setobject';

/** Values of an object of ours for Python: numbers, strings, booleans, null and lists of them. */
type Plain = number | string | boolean | null | bigint;

/** A new Python object of a plain value. */
export function fromPlain(value: Plain): New | NULL {
  if (value === null) return Py_NewRef(_Py_NoneStruct);
  switch (typeof value) {
    case 'number': return Number.isInteger(value) ? PyLong_FromNumber(value) : PyFloat_FromDouble(value);
    case 'bigint': return PyLong_FromBigInt(value);
    case 'boolean': return PyBool_FromLong(value ? 1 : 0);
    default: return PyUnicode_FromString(value);
  }
}
/** A new list of strings. */
export function listOfStrings(texts: readonly string[]): New | NULL {
  return listFrom(texts, PyUnicode_FromString);
}
function tupleOfStrings(texts: readonly string[]): New | NULL {
  const tuple = PyTuple_New(texts.length);
  if (tuple === NULL) return NULL;
  for (let i = 0; i < texts.length; i++) {
    const item = PyUnicode_FromString(texts[i]);
    if (item === NULL) {
      Py_DECREF(tuple);
      return NULL;
    }
    PyTuple_SET_ITEM(tuple, i, item);
  }
  return tuple;
}

/** Sets a key to a new reference, which is consumed; -1 with an exception. */
function set(dict: PyObject, name: string, value: New | NULL): number {
  if (value === NULL) return -1;
  const status = PyDict_SetItemString(dict, name, value);
  Py_DECREF(value);
  return status;
}

const describe = (name: string, doc: string, fields: readonly (readonly [string, string])[], n_in_sequence = fields.length): PyStructSequence_Desc => ({name, doc, fields, n_in_sequence});

const version_info_desc = describe('sys.version_info', 'The version in parts.', [
  ['major', 'major release'], ['minor', 'minor release'], ['micro', 'patch release'], ['releaselevel', "'alpha', 'beta', 'candidate' or 'final'"], ['serial', 'serial of the release level'],
]);
const hash_info_desc = describe('sys.hash_info', 'How hashes are computed.', [
  ['width', 'bits of a hash value'], ['modulus', 'prime modulus of numeric hashes'], ['inf', 'hash of infinity'], ['nan', 'unused'], ['imag', 'multiplier of imaginary parts'],
  ['algorithm', 'algorithm for str and bytes'], ['hash_bits', 'size of its result'], ['seed_bits', 'size of its seed'], ['cutoff', 'length below which a cheaper hash is used'],
]);
const thread_info_desc = describe('sys.thread_info', 'The thread implementation.', [['name', 'name'], ['lock', 'how locks are made'], ['version', 'version of the library']]);
const flags_desc = describe('sys.flags', 'The command line flags.', [
  ['debug', '-d'], ['inspect', '-i'], ['interactive', '-i'], ['optimize', '-O or -OO'], ['dont_write_bytecode', '-B'], ['no_user_site', '-s'], ['no_site', '-S'], ['ignore_environment', '-E'],
  ['verbose', '-v'], ['bytes_warning', '-b'], ['quiet', '-q'], ['hash_randomization', '-R'], ['isolated', '-I'], ['dev_mode', '-X dev'], ['utf8_mode', '-X utf8'],
  ['warn_default_encoding', '-X warn_default_encoding'], ['safe_path', '-P'], ['int_max_str_digits', '-X int_max_str_digits'], ['gil', '-X gil'],
], 18);
const asyncgen_hooks_desc = describe('asyncgen_hooks', 'Hooks of asynchronous generators.', [['firstiter', 'first iteration'], ['finalizer', 'finalization']]);

/** The type of a struct sequence of sys in this interpreter: made once, kept in its module states. */
export function sysStructType(desc: PyStructSequence_Desc): PyObject | NULL {
  const key = `struct ${desc.name}`, known = interp.moduleStates.get(key) as PyObject | undefined;
  if (known !== undefined) return known;
  const type = _PyStructSequence_InitBuiltinWithFlags(desc, desc === flags_desc || desc === version_info_desc ? Py_TPFLAGS_DISALLOW_INSTANTIATION : 0);
  if (type !== NULL) interp.moduleStates.set(key, type);
  return type;
}
export {asyncgen_hooks_desc};

function structOf(desc: PyStructSequence_Desc, values: readonly Plain[]): New | NULL {
  const type = sysStructType(desc);
  if (type === NULL) return NULL;
  const result = PyStructSequence_New(type);
  if (result === NULL) return NULL;
  for (let i = 0; i < values.length; i++) {
    const item = fromPlain(values[i]);
    if (item === NULL) {
      Py_DECREF(result);
      return NULL;
    }
    PyTuple_SET_ITEM(result, i, item);
  }
  return result;
}

export function PyFloat_GetInfo(): New | NULL {
  const info = structOf(describe('sys.float_info', 'The limits and precision of floats.', floatinfo_fields), FLOAT_INFO);
  // the greatest float has no fraction, but is no int
  const max = info === NULL ? NULL : PyFloat_FromDouble(Number.MAX_VALUE);
  if (max === NULL) return info;
  Py_DECREF(PyTuple_GET_ITEM(info, 0));
  PyTuple_SET_ITEM(info, 0, max);
  return info;
}
function versionInfo(): New | NULL {
  return structOf(version_info_desc, [PY_MAJOR_VERSION, PY_MINOR_VERSION, PY_MICRO_VERSION, PY_RELEASE_LEVEL, 0]);
}
/** sys.flags of the configuration. CPython: set_flags_from_config() */
function flags(): New | NULL {
  const c = interp.config;
  return structOf(flags_desc, [
    c.parser_debug, c.inspect, c.interactive, c.optimization_level, c.write_bytecode === 0 ? 1 : 0, c.user_site_directory === 0 ? 1 : 0, c.site_import === 0 ? 1 : 0, c.use_environment === 0 ? 1 : 0,
    c.verbose, c.bytes_warning, c.quiet, c.use_hash_seed === 0 || c.hash_seed !== 0 ? 1 : 0, c.isolated, c.dev_mode !== 0, c.utf8_mode, c.warn_default_encoding, c.safe_path !== 0, c.int_max_str_digits, 1,
  ]);
}
/** sys.implementation. CPython: make_impl_info() */
function implementation(version: PyObject): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  const ok = set(dict, 'name', PyUnicode_FromString('cpython')) === 0 && set(dict, 'cache_tag', PyUnicode_FromString('cpython-313')) === 0 && PyDict_SetItemString(dict, 'version', version) === 0 &&
    set(dict, 'hexversion', PyLong_FromNumber(PY_VERSION_HEX)) === 0 && set(dict, '_multiarch', PyUnicode_FromString('x86_64-linux-gnu')) === 0;
  const result = ok ? _PyNamespace_New(dict) : NULL;
  Py_DECREF(dict);
  return result;
}

/** DBL_MAX and so on, in the order of floatinfo_fields. */
const FLOAT_INFO: readonly Plain[] = [Number.MAX_VALUE, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, Number.EPSILON, 2, 1];
const COPYRIGHT = 'Vivarium is a Python runtime of its own; its standard library is that of CPython.\nCopyright (c) 2001-2024 Python Software Foundation.';

/** What does not depend on the configuration; -1 with an exception. CPython: _PySys_InitCore() */
export function _PySys_InitCore(dict: PyObject): number {
  const version = versionInfo();
  if (version === NULL) return -1;
  const steps: (() => number)[] = [
    () => PyDict_SetItemString(dict, 'version_info', version),
    () => set(dict, 'version', PyUnicode_FromString(Py_GetVersion())),
    () => set(dict, 'hexversion', PyLong_FromNumber(PY_VERSION_HEX)),
    () => set(dict, '_git', gitInfo()),
    () => set(dict, '_framework', PyUnicode_FromString('')),
    () => set(dict, 'api_version', PyLong_FromNumber(PYTHON_API_VERSION)),
    () => set(dict, 'copyright', PyUnicode_FromString(COPYRIGHT)),
    () => set(dict, 'platform', PyUnicode_FromString('linux')),
    () => set(dict, 'maxsize', PyLong_FromBigInt(0x7fffffffffffffffn)),
    () => set(dict, 'float_info', PyFloat_GetInfo()),
    () => set(dict, 'int_info', structOf(describe('sys.int_info', 'How ints are stored.', int_info_fields), [30, 4, 4300, 640])),
    () => set(dict, 'hash_info', structOf(hash_info_desc, [64, 2305843009213693951n, 314159, 0, 1000003, 'siphash13', 64, 128, 0])),
    () => set(dict, 'maxunicode', PyLong_FromNumber(0x10ffff)),
    () => set(dict, 'builtin_module_names', tupleOfStrings([...new Set(inittab().map(e => e.name))].sort())),
    () => set(dict, 'stdlib_module_names', stdlibModuleNames()),
    () => set(dict, 'byteorder', PyUnicode_FromString('little')),
    () => set(dict, 'abiflags', PyUnicode_FromString(_PyRuntime.build.pydebug ? 'd' : _PyRuntime.build.gilDisabled ? 't' : '')),
    () => set(dict, 'thread_info', structOf(thread_info_desc, ['pthread', 'semaphore', 'NPTL 2.41'])),
    () => set(dict, 'implementation', implementation(version)),
    () => set(dict, 'flags', flags()),
    // what importlib appends its finders to. CPython: Python/import.c _PyImport_InitCore()
    () => set(dict, 'meta_path', PyList_New(0)),
    () => set(dict, 'path_importer_cache', PyDict_New()),
    () => set(dict, 'path_hooks', PyList_New(0)),
    () => set(dict, 'float_repr_style', PyUnicode_FromString('short')),
  ];
  let status = 0;
  for (const step of steps) if (status === 0) status = step();
  Py_DECREF(version);
  return status;
}
function gitInfo(): New | NULL {
  return tupleOfStrings(['CPython', '', '']);
}
function stdlibModuleNames(): New | NULL {
  const names = tupleOfStrings(STDLIB_MODULE_NAMES);
  if (names === NULL) return NULL;
  const result = PyFrozenSet_New(names);
  Py_DECREF(names);
  return result;
}

/** What the configuration decides; -1 with an exception. CPython: _PySys_UpdateConfig() */
export function _PySys_UpdateConfig(dict: PyObject): number {
  const c = interp.config;
  const text = (value: string | null): New | NULL => (value === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(value));
  const steps: (() => number)[] = [
    () => (c.module_search_paths_set !== 0 ? set(dict, 'path', listOfStrings(c.module_search_paths)) : 0),
    () => set(dict, 'executable', text(c.executable)),
    () => set(dict, '_base_executable', text(c.base_executable)),
    () => set(dict, 'prefix', text(c.prefix)),
    () => set(dict, 'base_prefix', text(c.base_prefix)),
    () => set(dict, 'exec_prefix', text(c.exec_prefix)),
    () => set(dict, 'base_exec_prefix', text(c.base_exec_prefix)),
    () => set(dict, 'platlibdir', text(c.platlibdir)),
    () => set(dict, 'pycache_prefix', text(c.pycache_prefix)),
    () => set(dict, 'argv', listOfStrings(c.argv)),
    () => set(dict, 'orig_argv', listOfStrings(c.orig_argv)),
    () => set(dict, 'warnoptions', listOfStrings(c.warnoptions)),
    () => set(dict, '_xoptions', xoptions(c.xoptions)),
    () => set(dict, '_stdlib_dir', text(c.stdlib_dir)),
    () => set(dict, 'flags', flags()),
    () => set(dict, 'dont_write_bytecode', PyBool_FromLong(c.write_bytecode === 0 ? 1 : 0)),
  ];
  for (const step of steps) if (step() < 0) return -1;
  return 0;
}
/** -X options as a dict: True, or the text after the equals sign. CPython: sys_create_xoptions_dict() */
function xoptions(options: readonly string[]): New | NULL {
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  for (const option of options) {
    const equals = option.indexOf('=');
    const name = PyUnicode_FromString(equals < 0 ? option : option.slice(0, equals)), value = equals < 0 ? PyBool_FromLong(1) : PyUnicode_FromString(option.slice(equals + 1));
    const status = name === NULL || value === NULL ? -1 : PyDict_SetItem(dict, name, value);
    Py_XDECREF(name);
    Py_XDECREF(value);
    if (status < 0) {
      Py_DECREF(dict);
      return NULL;
    }
  }
  return dict;
}
