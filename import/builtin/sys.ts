/** The sys module: its functions. What its dict holds at start is in sys-data.ts. CPython: Python/sysmodule.c */
import {PySys_Audit, PySys_AuditFormat} from '../../objects/sysattr';
import {PyDict_DelItemString, PyDict_GetItemRef, PyDict_GetItemString, PyDict_New, PyDict_SetItem, PyDict_SetItemString} from '../../objects/dictobject';
import {ARG, PyDict_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyTuple_Check, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyType_Check, PyUnicode_CHECK_INTERNED, PyUnicode_Check, PyUnicode_CheckExact, Py_BOOL, Py_TYPE, func_module, tp_flags} from '../../runtime/generated/accessors';
import {runInteractive} from '../interactive';
import {tracingMethods} from './sys-trace';
import {PyBytes_AsUint8Array} from '../../objects/bytesobject';
import {PyObject_CallFunctionObjArgs, PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_GetHandledException, PyErr_GetRaisedException, PyErr_Occurred, PyErr_SetObject, PyErr_SetRaisedException, PyErr_SetString, _PyErr_WriteUnraisableDefaultHook, typeName} from '../../objects/errors';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyErr_DisplayException} from '../../objects/traceback-display';
import {PyFile_WriteObject, PyFile_WriteString} from '../../objects/fileobject';
import {PyFloat_AsDouble, PyFloat_FromDouble} from '../../objects/floatobject';
import {PyLong_AsInt, PyLong_AsSsize_t, PyLong_FromNumber, PyLong_FromBigInt, exactSsize} from '../../objects/longobject';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyModuleDef} from '../../objects/moduleobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_Repr} from '../../objects/object';
import {PyTuple_New, PyTuple_Pack} from '../../objects/tupleobject';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyUnicode_InternInPlace, _PyUnicode_InternedSize} from '../../objects/unicode-intern';
import {H, _PyRuntime, interp, tstate} from '../../runtime/current';
import {setHooks} from '../../runtime/hooks';
import {ID__, ID___cantrace__, ID___sizeof__, ID_encoding, ID_stdout} from '../../runtime/generated/ids';
import {CURRENT_FRAME, PY_RECURSION_REMAINING, PyExc_RecursionError, PyExc_RuntimeError, PyExc_SystemExit, PyExc_TypeError, PyExc_UnicodeEncodeError, PyExc_ValueError, PyFunction_Type, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {type PyMethodDef, hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_REFCNT, Py_XDECREF} from '../../runtime/object';
import {_PyType_PreHeaderSize, allocatedBlocks} from '../../runtime/obmalloc';
import {saveInterpreterWords, saveThreadWords} from '../../runtime/pystate';
import {writeText} from '../../runtime/host/write-text';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {_PyType_ClearCache} from '../../objects/typeobject-cache';
import {_PyEval_CallTracing, currentExceptions, currentFrames} from '../../vm/ceval';
import {_PyFrame_GetFrameObject} from '../../objects/frame';
import {previousCompleteFrame} from '../../vm/frame';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from '../../objects/typeobject';
import {PyUnicode_AsEncodedString, PyUnicode_Decode} from '../../objects/unicode-encoded';
import {PyException_GetTraceback} from '../../objects/exceptions';
import {debugMallocStats, debugTypeStats} from './sys-mallocstats';
import {breakpointhook} from './sys-breakpoint';
import {Py_TPFLAGS_HEAPTYPE} from '../../runtime/typeflags';
import {_PyObject_IS_GC} from '../../runtime/gc';

/** A borrowed attribute of sys, NULL without an exception when it is absent. CPython: _PySys_GetAttr() */
export function _PySys_GetAttr(name: PyObject): PyObject | NULL {
  if (interp.sysdict === NULL) return NULL;
  const saved = PyErr_GetRaisedException(), value = PyDict_GetItemRef(interp.sysdict, name);
  // the dict keeps it alive for the caller
  if (value !== NULL) Py_DECREF(value);
  PyErr_SetRaisedException(saved);
  return value;
}
/** sys._xoptions, borrowed; an empty dict is put there when it is none. NULL with an exception. CPython: PySys_GetXOptions() */
export function PySys_GetXOptions(): PyObject | NULL {
  const present = PyDict_GetItemString(interp.sysdict as PyObject, '_xoptions');
  if (present !== NULL && PyDict_Check(present)) return present;
  const dict = PyDict_New();
  if (dict === NULL) return NULL;
  const status = PySys_SetObject('_xoptions', dict), borrowed: PyObject = dict;
  Py_DECREF(dict);
  return status < 0 ? NULL : borrowed;
}
/** Sets or, with NULL, deletes an attribute of sys; -1 with an exception. CPython: PySys_SetObject() */
export function PySys_SetObject(name: string, value: PyObject | NULL): number {
  const dict = interp.sysdict;
  if (dict === NULL) return -1;
  if (value !== NULL) return PyDict_SetItemString(dict, name, value);
  return PyDict_DelItemString(dict, name);
}

/** Tells the audit hooks, of which there are some, of an event; -1 with an exception when one objects. escapes. CPython: Python/sysmodule.c sys_audit_tstate() */
function sys_audit_tstate(event: string, ...args: PyObject[]): number {
  const tuple = PyTuple_New(args.length);
  if (tuple === NULL) return -1;
  args.forEach((arg, i) => PyTuple_SET_ITEM(tuple, i, Py_NewRef(arg)));
  let status = 0;
  for (const hook of _PyRuntime.audit_hooks) if (status === 0) status = hook(event, tuple);
  if (status === 0 && interp.audit_hooks !== NULL) {
    const name = PyUnicode_FromString(event);
    if (name === NULL) status = -1;
    else {
      status = callPythonHooks(interp.audit_hooks, name, tuple);
      Py_DECREF(name);
    }
  }
  Py_DECREF(tuple);
  return status < 0 ? -1 : 0;
}
/** Whether a hook is to be traced, as its attribute __cantrace__ says; -1 with an exception. escapes */
function wantsTracing(hook: PyObject): number {
  const value = PyObject_GetOptionalAttr(hook, ID___cantrace__);
  if (value === NULL) return PyErr_Occurred() !== NULL ? -1 : 0;
  const result = PyObject_IsTrue(value);
  Py_DECREF(value);
  return result;
}
function callPythonHooks(hooks: PyObject, event: PyObject, args: PyObject): number {
  for (let i = 0; i < PyList_GET_SIZE(hooks); i++) {
    const hook = Py_NewRef(PyList_GET_ITEM(hooks, i));
    const canTrace = wantsTracing(hook);
    if (canTrace < 0) {
      Py_DECREF(hook);
      return -1;
    }
    if (canTrace === 0) tstate.tracing++;
    const result = PyObject_CallFunctionObjArgs(hook, event, args);
    if (canTrace === 0) tstate.tracing--;
    Py_DECREF(hook);
    if (result === NULL) return -1;
    Py_DECREF(result);
  }
  return 0;
}

function sys_addaudithook(_module: PyObject, hook: PyObject | NULL): New | NULL {
  if (PySys_Audit('sys.addaudithook') < 0) {
    // an exception of a hook that objects means the new one is silently not added
    if (PyErr_Occurred() !== NULL) {
      const raised = PyErr_GetRaisedException();
      if (raised !== NULL && PyType_IsSubtype(Py_TYPE(raised), PyExc_RuntimeError)) {
        Py_DECREF(raised);
        return Py_NewRef(_Py_NoneStruct);
      }
      PyErr_SetRaisedException(raised);
    }
    return NULL;
  }
  if (interp.audit_hooks === NULL) {
    const list = PyList_New(0);
    if (list === NULL) return NULL;
    interp.audit_hooks = list;
  }
  return PyList_Append(interp.audit_hooks, hook as PyObject) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function sys_audit(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (kwnames !== NULL && PyTuple_GET_SIZE(kwnames) > 0) return PyErr_SetString(PyExc_TypeError, 'sys.audit() takes no keyword arguments');
  if (nargs === 0) return PyErr_SetString(PyExc_TypeError, 'audit expected at least 1 argument, got 0');
  const event = ARG(args, 0);
  if (!PyUnicode_Check(event)) return PyErr_Format(PyExc_TypeError, `expected str for argument 'event', not ${typeName(event)}`);
  const rest: PyObject[] = [];
  for (let i = 1; i < nargs; i++) rest.push(ARG(args, i));
  return PySys_Audit(PyUnicode_AsJSString(event), ...rest) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}

/** Prints a value that is not None, and keeps it in builtins._ CPython: sys_displayhook() */
function sys_displayhook(_module: PyObject, value: PyObject | NULL): New | NULL {
  const op = value as PyObject, builtins = interp.builtins;
  if (op === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
  if (builtins === NULL || PyDict_SetItem(builtins, ID__, _Py_NoneStruct) < 0) return NULL;
  const out = _PySys_GetAttr(ID_stdout);
  if (out === NULL || out === _Py_NoneStruct) return PyErr_SetString(PyExc_RuntimeError, 'lost sys.stdout');
  const file = Py_NewRef(out);
  let status = PyFile_WriteObject(op, file, 0);
  if (status < 0 && PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) status = displayEscaped(op, file);
  if (status === 0) status = PyFile_WriteString('\n', file);
  Py_DECREF(file);
  if (status < 0 || PyDict_SetItem(builtins, ID__, op) < 0) return NULL;
  return Py_NewRef(_Py_NoneStruct);
}
/** The repr with what the stream cannot encode as backslash escapes. CPython: sys_displayhook_unencodable() */
function displayEscaped(value: PyObject, file: PyObject): number {
  PyErr_Clear();
  const encodingAttr = PyObject_GetOptionalAttr(file, ID_encoding);
  if (encodingAttr === NULL) return -1;
  const encoding = PyUnicode_AsJSString(encodingAttr);
  Py_DECREF(encodingAttr);
  const repr = PyObject_Repr(value);
  if (repr === NULL) return -1;
  const encoded = PyUnicode_AsEncodedString(repr, encoding, 'backslashreplace');
  Py_DECREF(repr);
  if (encoded === NULL) return -1;
  const text = PyUnicode_Decode(PyBytes_AsUint8Array(encoded).slice(), encoding, 'strict');
  Py_DECREF(encoded);
  if (text === NULL) return -1;
  const status = PyFile_WriteObject(text, file, 1);
  Py_DECREF(text);
  return status;
}

function sys_excepthook(_module: PyObject, _type: PyObject | NULL, value: PyObject | NULL, traceback: PyObject | NULL): New | NULL {
  PyErr_DisplayException(value as PyObject, traceback === _Py_NoneStruct ? NULL : traceback);
  return Py_NewRef(_Py_NoneStruct);
}
function sys_exception(): New | NULL {
  const handled = PyErr_GetHandledException();
  return handled === NULL ? Py_NewRef(_Py_NoneStruct) : handled;
}
function sys_exc_info(): New | NULL {
  const handled = PyErr_GetHandledException();
  if (handled === NULL) return PyTuple_Pack(_Py_NoneStruct, _Py_NoneStruct, _Py_NoneStruct);
  const traceback = PyException_GetTraceback(handled);
  const result = PyTuple_Pack(Py_TYPE(handled), handled, traceback === NULL ? _Py_NoneStruct : traceback);
  Py_XDECREF(traceback);
  Py_DECREF(handled);
  return result;
}
function sys_unraisablehook(_module: PyObject, unraisable: PyObject | NULL): New | NULL {
  return _PyErr_WriteUnraisableDefaultHook(unraisable as PyObject);
}
function sys_exit(_module: PyObject, status: PyObject | NULL): New | NULL {
  return PyErr_SetObject(PyExc_SystemExit, status === NULL ? _Py_NoneStruct : status);
}
function sys_getdefaultencoding(): New | NULL {
  return PyUnicode_FromString('utf-8');
}
function sys_getfilesystemencoding(): New | NULL {
  return PyUnicode_FromString(interp.config.filesystem_encoding);
}
function sys_getfilesystemencodeerrors(): New | NULL {
  return PyUnicode_FromString(interp.config.filesystem_errors);
}
function sys_intern(_module: PyObject, string: PyObject | NULL): New | NULL {
  const s = string as PyObject;
  if (!PyUnicode_Check(s)) return _PyArg_BadArgument('intern', 'argument', 'str', s);
  if (!PyUnicode_CheckExact(s)) return PyErr_Format(PyExc_TypeError, `can't intern ${typeName(s)}`);
  return PyUnicode_InternInPlace(Py_NewRef(s));
}
function sys__is_interned(_module: PyObject, string: PyObject | NULL): New | NULL {
  const s = string as PyObject;
  if (!PyUnicode_Check(s)) return _PyArg_BadArgument('_is_interned', 'argument', 'str', s);
  return Py_NewRef(Py_BOOL(PyUnicode_CHECK_INTERNED(s) !== 0));
}
function sys_setswitchinterval(_module: PyObject, interval: PyObject | NULL): New | NULL {
  const seconds = PyFloat_AsDouble(interval as PyObject);
  if (seconds === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (seconds <= 0) return PyErr_SetString(PyExc_ValueError, 'switch interval must be strictly positive');
  const gil = interp.ceval.gil;
  if (gil !== null) gil.interval = Math.max(1, Math.floor(seconds * 1e6));
  return Py_NewRef(_Py_NoneStruct);
}
function sys_getswitchinterval(): New | NULL {
  return PyFloat_FromDouble(1e-6 * (interp.ceval.gil?.interval ?? 5000));
}
function sys_setrecursionlimit(_module: PyObject, limit: PyObject | NULL): New | NULL {
  const value = PyLong_AsInt(limit as PyObject);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (value < 1) return PyErr_SetString(PyExc_ValueError, 'recursion limit must be greater or equal than 1');
  saveThreadWords();
  const depth = tstate.py_recursion_limit - tstate.py_recursion_remaining;
  if (depth >= value) return PyErr_Format(PyExc_RecursionError, `cannot set the recursion limit to ${value} at the recursion depth ${depth}: the limit is too low`);
  interp.ceval.recursion_limit = value;
  for (let t = interp.threads.head; t !== null; t = t.next) {
    const used = t.py_recursion_limit - t.py_recursion_remaining;
    t.py_recursion_limit = value;
    t.py_recursion_remaining = value - used;
  }
  H[PY_RECURSION_REMAINING] = tstate.py_recursion_remaining;
  return Py_NewRef(_Py_NoneStruct);
}
function sys_getrecursionlimit(): New | NULL {
  return PyLong_FromNumber(interp.ceval.recursion_limit);
}
function sys_getrefcount(_module: PyObject, object: PyObject | NULL): New | NULL {
  return PyLong_FromNumber(Py_REFCNT(object as PyObject));
}
/** All references of all interpreters, and those that ended ones left behind. CPython: _Py_GetGlobalRefTotal() */
export function _Py_GetGlobalRefTotal(): number {
  saveInterpreterWords();
  let total = _PyRuntime.leaks.refs;
  for (let i = _PyRuntime.interpreters.head; i !== null; i = i.next) total += i.reftotal;
  return total;
}
function sys_gettotalrefcount(): New | NULL {
  return PyLong_FromNumber(_Py_GetGlobalRefTotal());
}
/** Blocks of all interpreters' allocators, and those that ended ones left behind. CPython: _Py_GetGlobalAllocatedBlocks() */
export function _Py_GetGlobalAllocatedBlocks(): number {
  let total = _PyRuntime.leaks.blocks;
  const seen = new Set<unknown>();
  for (let i = _PyRuntime.interpreters.head; i !== null; i = i.next) {
    if (seen.has(i.obmalloc)) continue;
    seen.add(i.obmalloc);
    total += allocatedBlocks(i.obmalloc);
  }
  return total;
}
function sys_getallocatedblocks(): New | NULL {
  return PyLong_FromNumber(_Py_GetGlobalAllocatedBlocks());
}
function sys_getunicodeinternedsize(_module: PyObject, only_immortal: PyObject | NULL): New | NULL {
  const only = only_immortal === NULL ? 0 : PyObject_IsTrue(only_immortal);
  return only < 0 ? NULL : PyLong_FromNumber(_PyUnicode_InternedSize(only !== 0));
}
/** The size an object says it has, with what stands in front of it; NULL with an exception. escapes. CPython: _PySys_GetSizeOf() */
function _PySys_GetSizeOf(op: PyObject): New | NULL {
  const method = _PyObject_LookupSpecial(op, ID___sizeof__);
  if (method === NULL) {
    if (PyErr_Occurred() === NULL) PyErr_Format(PyExc_TypeError, `Type ${typeName(op)} doesn't define __sizeof__`);
    return NULL;
  }
  const result = PyObject_CallNoArgs(method);
  Py_DECREF(method);
  if (result === NULL) return NULL;
  const size = PyLong_AsSsize_t(result);
  Py_DECREF(result);
  if (size === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (size < 0) {
    PyErr_SetString(PyExc_ValueError, '__sizeof__() should return >= 0');
    return NULL;
  }
  const isStaticType = PyType_Check(op) && (tp_flags(op) & Py_TPFLAGS_HEAPTYPE) === 0;
  const before = isStaticType || !_PyObject_IS_GC(op) ? 0 : _PyType_PreHeaderSize(Py_TYPE(op));
  return Number.isSafeInteger(size) ? PyLong_FromNumber(size + before) : PyLong_FromBigInt(exactSsize(size) + BigInt(before));
}
function sys_getsizeof(_module: PyObject, op: PyObject, fallback: PyObject | NULL): New | NULL {
  const size = _PySys_GetSizeOf(op);
  if (size !== NULL || fallback === NULL || !PyErr_ExceptionMatches(PyExc_TypeError)) return size;
  PyErr_Clear();
  return Py_NewRef(fallback);
}
function sys__getframe(_module: PyObject, depth: PyObject | NULL): New | NULL {
  let n = depth === NULL ? 0 : PyLong_AsInt(depth);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  let frame = previousCompleteFrame(H[CURRENT_FRAME]);
  for (; n > 0 && frame !== 0; n--) frame = previousCompleteFrame(H[frame + 2]);
  if (frame === 0) return PyErr_SetString(PyExc_ValueError, 'call stack is not deep enough');
  const object = _PyFrame_GetFrameObject(frame);
  if (object === NULL) return NULL;
  const result = Py_NewRef(object);
  if (PySys_Audit('sys._getframe', result) < 0) {
    Py_DECREF(result);
    return NULL;
  }
  return result;
}
function sys__getframemodulename(_module: PyObject, depth: PyObject | NULL): New | NULL {
  let n = depth === NULL ? 0 : PyLong_AsInt(depth);
  if (n === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (PySys_AuditFormat('sys._getframemodulename', 'i', n) < 0) return NULL;
  let frame = previousCompleteFrame(H[CURRENT_FRAME]);
  for (; n > 0 && frame !== 0; n--) frame = previousCompleteFrame(H[frame + 2]);
  if (frame === 0 || H[frame + 4] === NULL) return Py_NewRef(_Py_NoneStruct);
  const func = H[frame + 4] as PyObject;
  if (Py_TYPE(func) !== PyFunction_Type) return Py_NewRef(_Py_NoneStruct);
  const name = func_module(func);
  return Py_NewRef(name === NULL ? _Py_NoneStruct : name);
}
function sys__clear_type_cache(): New | NULL {
  _PyType_ClearCache(interp);
  return Py_NewRef(_Py_NoneStruct);
}
function sys__clear_internal_caches(): New | NULL {
  return Py_NewRef(_Py_NoneStruct);
}
function sys_is_finalizing(): New | NULL {
  return Py_NewRef(Py_BOOL(_PyRuntime._finalizing !== null || interp.finalizing !== 0));
}
function sys_get_int_max_str_digits(): New | NULL {
  return PyLong_FromNumber(interp.long_max_str_digits);
}
function sys_set_int_max_str_digits(_module: PyObject, maxdigits: PyObject | NULL): New | NULL {
  const value = PyLong_AsInt(maxdigits as PyObject);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (value !== 0 && value < 640) return PyErr_SetString(PyExc_ValueError, 'maxdigits must be 0 or larger than 640');
  interp.long_max_str_digits = value;
  return Py_NewRef(_Py_NoneStruct);
}
function sys_call_tracing(_module: PyObject, func: PyObject | NULL, args: PyObject | NULL): New | NULL {
  if (!PyTuple_Check(args as PyObject)) return _PyArg_BadArgument('call_tracing', 'argument 2', 'tuple', args as PyObject);
  return _PyEval_CallTracing(func as PyObject, args as PyObject);
}
function sys__debugmallocstats(): New | NULL {
  writeText(2, `${debugMallocStats()}\n${debugTypeStats()}`);
  return Py_NewRef(_Py_NoneStruct);
}
function sys_getdlopenflags(): New | NULL {
  return PyLong_FromNumber(interp.imports.dlopenflags);
}
function sys_setdlopenflags(_module: PyObject, flags: PyObject | NULL): New | NULL {
  const value = PyLong_AsInt(flags as PyObject);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  interp.imports.dlopenflags = value;
  return Py_NewRef(_Py_NoneStruct);
}
function sys_set_coroutine_origin_tracking_depth(_module: PyObject, depth: PyObject | NULL): New | NULL {
  const value = PyLong_AsInt(depth as PyObject);
  if (value === -1 && PyErr_Occurred() !== NULL) return NULL;
  if (value < 0) return PyErr_SetString(PyExc_ValueError, 'depth must be >= 0');
  tstate.coroutine_origin_tracking_depth = value;
  return Py_NewRef(_Py_NoneStruct);
}
function sys_get_coroutine_origin_tracking_depth(): New | NULL {
  return PyLong_FromNumber(tstate.coroutine_origin_tracking_depth);
}
function sys__is_gil_enabled(): New | NULL {
  return Py_NewRef(Py_BOOL(!_PyRuntime.build.gilDisabled || interp.ceval.gil !== null));
}

/** Functions every build has, by name. */
const sys_methods: readonly PyMethodDef[] = [
  method('addaudithook', '($module, /, hook)', sys_addaudithook, 'Adds a function that hears of every audit event.'),
  rawMethod('audit', '($module, event, /, *args)', sys_audit, 'Tells the audit hooks of an event.'),
  rawMethod('breakpointhook', '($module, /, *args, **kwargs)', breakpointhook, 'What breakpoint() calls: pdb.set_trace, or what PYTHONBREAKPOINT names.'),
  method('_clear_internal_caches', '($module, /)', sys__clear_internal_caches, 'Empties caches that speed only.'),
  method('_clear_type_cache', '($module, /)', sys__clear_type_cache, 'Empties the cache of attributes looked up in types.'),
  method('_current_frames', '($module, /)', () => (PySys_AuditFormat('sys._current_frames', '') < 0 ? NULL : currentFrames()), 'A dict from thread id to the frame that runs there.'),
  method('_current_exceptions', '($module, /)', () => (PySys_AuditFormat('sys._current_exceptions', '') < 0 ? NULL : currentExceptions()), 'A dict from thread id to the exception handled there.'),
  method('displayhook', '($module, object, /)', sys_displayhook, "Prints an object's repr unless it is None, and keeps the object in builtins._"),
  method('exception', '($module, /)', () => sys_exception(), 'The exception being handled, or None.'),
  method('exc_info', '($module, /)', () => sys_exc_info(), 'Type, value and traceback of the exception being handled, or three times None.'),
  method('excepthook', '($module, exctype, value, traceback, /)', sys_excepthook, 'Prints an exception and its traceback to sys.stderr.'),
  method('exit', '($module, status=None, /)', sys_exit, 'Raises SystemExit with a status: an int, None for success, anything else is printed.'),
  method('getdefaultencoding', '($module, /)', () => sys_getdefaultencoding(), "The encoding of str without one given: 'utf-8'."),
  method('_get_cpu_count_config', '($module, /)', () => PyLong_FromNumber(interp.config.cpu_count), 'The number of processors that -X cpu_count asks for, -1 for none.'),
  method('_baserepl', '($module, /)', () => {
    runInteractive();
    return Py_NewRef(_Py_NoneStruct);
  }, 'The plain interactive loop.'),
  method('getdlopenflags', '($module, /)', () => sys_getdlopenflags(), 'The flags extensions are opened with.'),
  method('getallocatedblocks', '($module, /)', () => sys_getallocatedblocks(), 'The number of memory blocks in use.'),
  method('getunicodeinternedsize', '($module, /, *, _only_immortal=False)', sys_getunicodeinternedsize, 'The number of interned strings.'),
  method('getfilesystemencoding', '($module, /)', () => sys_getfilesystemencoding(), 'The encoding of file names.'),
  method('getfilesystemencodeerrors', '($module, /)', () => sys_getfilesystemencodeerrors(), 'The error handler of file names.'),
  method('getrefcount', '($module, object, /)', sys_getrefcount, 'The reference count of an object, the argument included.'),
  method('getrecursionlimit', '($module, /)', () => sys_getrecursionlimit(), 'How deep Python calls may nest.'),
  hiddenMethod('getsizeof', '($module, /, object, default=None)', sys_getsizeof, 'getsizeof(object [, default]) -> int\n\nThe size of an object in bytes.'),
  method('_getframe', '($module, depth=0, /)', sys__getframe, 'A frame of the call stack, counted from the caller.'),
  method('_getframemodulename', '($module, /, depth=0)', sys__getframemodulename, 'The module of a frame of the call stack.'),
  method('intern', '($module, string, /)', sys_intern, 'The one interned string equal to the argument.'),
  method('_is_interned', '($module, string, /)', sys__is_interned, 'Whether a string is interned.'),
  method('is_finalizing', '($module, /)', () => sys_is_finalizing(), 'Whether the interpreter is shutting down.'),
  method('_is_gil_enabled', '($module, /)', () => sys__is_gil_enabled(), 'Whether the GIL is on.'),
  method('setswitchinterval', '($module, interval, /)', sys_setswitchinterval, 'Sets after how many seconds a waiting thread may take over.'),
  method('getswitchinterval', '($module, /)', () => sys_getswitchinterval(), 'After how many seconds a waiting thread may take over.'),
  method('setdlopenflags', '($module, flags, /)', sys_setdlopenflags, 'Sets the flags extensions are opened with.'),
  method('setrecursionlimit', '($module, limit, /)', sys_setrecursionlimit, 'Sets how deep Python calls may nest.'),
  method('_debugmallocstats', '($module, /)', () => sys__debugmallocstats(), 'Prints the state of the object allocator to stderr.'),
  method('call_tracing', '($module, func, args, /)', sys_call_tracing, 'Calls a function with tracing on, from inside a trace function.'),
  method('set_coroutine_origin_tracking_depth', '($module, /, depth)', sys_set_coroutine_origin_tracking_depth, "Sets how many frames of a coroutine's origin are kept."),
  method('get_coroutine_origin_tracking_depth', '($module, /)', () => sys_get_coroutine_origin_tracking_depth(), "How many frames of a coroutine's origin are kept."),
  method('unraisablehook', '($module, unraisable, /)', sys_unraisablehook, 'Reports an exception that cannot be raised.'),
  method('get_int_max_str_digits', '($module, /)', () => sys_get_int_max_str_digits(), 'The limit of digits between int and str.'),
  method('set_int_max_str_digits', '($module, /, maxdigits)', sys_set_int_max_str_digits, 'Sets the limit of digits between int and str.'),
  ...tracingMethods,
];
/** What a debug build has besides. */
const debugMethods: readonly PyMethodDef[] = [
  method('gettotalrefcount', '($module, /)', () => sys_gettotalrefcount(), 'All references of the runtime, for finding leaks.'),
];

export const sysmodule = new PyModuleDef('sys', {m_doc: 'The interpreter seen from inside: its arguments, streams, modules and settings.', m_size: -1, m_methods: sys_methods});
/** Methods that are added when the build is a debug one. */
export const sysDebugMethods = debugMethods;
setHooks({PySys_Audit: sys_audit_tstate});
