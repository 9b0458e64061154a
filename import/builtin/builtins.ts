/** The builtins module. CPython: Python/bltinmodule.c */
import {PySys_AuditFormat, audited} from '../../objects/sysattr';
import * as address from '../../runtime/generated/static-addresses';
import {list_sort_impl} from '../../objects/listobject-sort';
import {PyCallable_Check, PyObject_ASCII, PyObject_DelAttr, PyObject_Dir, PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_Hash, PyObject_IsTrue, PyObject_Repr, PyObject_RichCompareBool, PyObject_SetAttr} from '../../objects/object';
import {PyObject_Format, PyObject_IsInstance, PyObject_IsSubclass, lengthObject} from '../../objects/abstract-object';
import {PyIter_Check, PyObject_GetAIter, PyObject_GetIter} from '../../objects/abstract-iter';
import {PyNumber_Absolute, PyNumber_Add, PyNumber_Divmod, PyNumber_Index, PyNumber_Power, PyNumber_ToBase} from '../../objects/abstract-number';
import {PySequence_List} from '../../objects/abstract-sequence';
import {PyObject_CallMethodNoArgs, PyObject_CallNoArgs, PyObject_CallOneArg} from '../../objects/call';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {PyType_IsSubtype, _PyObject_LookupSpecial} from '../../objects/typeobject';
import {_PyArg_UnpackKeywords, argParser, type ArgParser} from '../../objects/getargs';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_Occurred, PyErr_SetNone, PyErr_SetString, typeName} from '../../objects/errors';
import {hashAsLong} from '../../objects/typeobject-wrappers';
import {hashFailed} from '../../objects/pyhash';
import {PyLong_AsLongAndOverflow, PyLong_FromNumber} from '../../objects/longobject';
import {PyFloat_FromDouble} from '../../objects/floatobject';
import {PyUnicode_FromOrdinal, PyUnicode_READ_CHAR} from '../../objects/unicodeobject';
import {PyDict_SetItemString} from '../../objects/dictobject';
import {PyAnextAwaitable_New, PyCallIter_New} from '../../objects/iterobject';
import {PyModuleDef, PyModule_GetDict, _PyModule_CreateInitialized} from '../../objects/moduleobject';
import {hiddenMethod, method, rawMethod} from '../../runtime/methoddef';
import {ID___dict__, ID___round__, ID_flush, ID_stdout, STR_empty} from '../../runtime/generated/ids';
import {_Py_EllipsisObject, _Py_FalseStruct, _Py_NoneStruct, _Py_NotImplementedStruct, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {ARG, PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE, PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyLong_CheckExact, PyUnicode_Check, PyUnicode_GET_LENGTH, Py_BOOL, Py_TYPE, _PyLong_CompactValue, _PyLong_IsCompact} from '../../runtime/generated/accessors';
import {U8, interp} from '../../runtime/current';
import {Py_DECREF, Py_NewRef, Py_XDECREF, slots} from '../../runtime/object';
import {NULL, type Args, type New, type PyObject} from '../../runtime/types';
import {builtin___build_class__, builtin___import__, builtin_breakpoint, builtin_compile, builtin_eval, builtin_exec, builtin_globals, builtin_input, builtin_locals} from './builtins-run';
import {PyFile_WriteObject, Py_PRINT_RAW} from '../../objects/fileobject';
import {_PySys_GetAttr} from './sys';

function builtin_abs(_module: PyObject, x: PyObject | NULL): New | NULL {
  return PyNumber_Absolute(x as PyObject);
}

/** all() and any(): the truth that ends the walk is `stop`. */
function searchTruth(iterable: PyObject, stop: number): New | NULL {
  const it = PyObject_GetIter(iterable);
  if (it === NULL) return NULL;
  const next = slots(Py_TYPE(it)).tp_iternext!;
  for (;;) {
    const item = next(it);
    if (item === NULL) break;
    const truth = PyObject_IsTrue(item);
    Py_DECREF(item);
    if (truth < 0) {
      Py_DECREF(it);
      return NULL;
    }
    if (truth === stop) {
      Py_DECREF(it);
      return Py_NewRef(Py_BOOL(stop === 1));
    }
  }
  Py_DECREF(it);
  if (iterationFailed()) return NULL;
  return Py_NewRef(Py_BOOL(stop === 0));
}
/** After tp_iternext answered NULL: true when that was an error and not the end; a StopIteration is cleared. */
function iterationFailed(): boolean {
  if (PyErr_Occurred() === NULL) return false;
  if (!PyErr_ExceptionMatches(address.PyExc_StopIteration)) return true;
  PyErr_Clear();
  return false;
}
function builtin_all(_module: PyObject, iterable: PyObject | NULL): New | NULL {
  return searchTruth(iterable as PyObject, 0);
}
function builtin_any(_module: PyObject, iterable: PyObject | NULL): New | NULL {
  return searchTruth(iterable as PyObject, 1);
}
function builtin_ascii(_module: PyObject, obj: PyObject | NULL): New | NULL {
  return PyObject_ASCII(obj as PyObject);
}
function builtin_bin(_module: PyObject, number: PyObject | NULL): New | NULL {
  return PyNumber_ToBase(number as PyObject, 2);
}
function builtin_oct(_module: PyObject, number: PyObject | NULL): New | NULL {
  return PyNumber_ToBase(number as PyObject, 8);
}
function builtin_hex(_module: PyObject, number: PyObject | NULL): New | NULL {
  return PyNumber_ToBase(number as PyObject, 16);
}
function builtin_callable(_module: PyObject, obj: PyObject | NULL): New | NULL {
  return Py_NewRef(Py_BOOL(PyCallable_Check(obj as PyObject)));
}
function builtin_chr(_module: PyObject, i: PyObject | NULL): New | NULL {
  const index = PyNumber_Index(i as PyObject);
  if (index === NULL) return NULL;
  const {value, overflow} = PyLong_AsLongAndOverflow(index);
  Py_DECREF(index);
  if (overflow !== 0 || value < 0 || value > 0x10ffff) return PyErr_SetString(address.PyExc_ValueError, 'chr() arg not in range(0x110000)');
  return PyUnicode_FromOrdinal(value);
}
function builtin_delattr(_module: PyObject, obj: PyObject | NULL, name: PyObject | NULL): New | NULL {
  return PyObject_DelAttr(obj as PyObject, name as PyObject) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function builtin_dir(_module: PyObject, object: PyObject | NULL): New | NULL {
  return PyObject_Dir(object);
}
function builtin_divmod(_module: PyObject, x: PyObject | NULL, y: PyObject | NULL): New | NULL {
  return PyNumber_Divmod(x as PyObject, y as PyObject);
}
function builtin_format(_module: PyObject, value: PyObject | NULL, format_spec: PyObject | NULL): New | NULL {
  if (format_spec !== NULL && !PyUnicode_Check(format_spec)) return _PyArg_BadArgument('format', 'argument 2', 'str', format_spec);
  return PyObject_Format(value as PyObject, format_spec === NULL ? STR_empty : format_spec);
}
function builtin_getattr(_module: PyObject, object: PyObject | NULL, name: PyObject | NULL, fallback: PyObject | NULL): New | NULL {
  if (fallback === NULL) return PyObject_GetAttr(object as PyObject, name as PyObject);
  const value = PyObject_GetOptionalAttr(object as PyObject, name as PyObject);
  if (value === NULL && PyErr_Occurred() === NULL) return Py_NewRef(fallback);
  return value;
}
function builtin_hasattr(_module: PyObject, obj: PyObject | NULL, name: PyObject | NULL): New | NULL {
  const value = PyObject_GetOptionalAttr(obj as PyObject, name as PyObject);
  if (value === NULL) return PyErr_Occurred() === NULL ? Py_NewRef(_Py_FalseStruct) : NULL;
  Py_DECREF(value);
  return Py_NewRef(_Py_TrueStruct);
}
function builtin_setattr(_module: PyObject, obj: PyObject | NULL, name: PyObject | NULL, value: PyObject | NULL): New | NULL {
  return PyObject_SetAttr(obj as PyObject, name as PyObject, value as PyObject) < 0 ? NULL : Py_NewRef(_Py_NoneStruct);
}
function builtin_hash(_module: PyObject, obj: PyObject | NULL): New | NULL {
  const lo = PyObject_Hash(obj as PyObject);
  return hashFailed(lo) ? NULL : hashAsLong(lo);
}
function builtin_id(_module: PyObject, obj: PyObject | NULL): New | NULL {
  const id = (obj as number) * 4;
  return audited() && PySys_AuditFormat('builtins.id', 'i', id) < 0 ? NULL : PyLong_FromNumber(id);
}
function builtin_isinstance(_module: PyObject, obj: PyObject | NULL, classes: PyObject | NULL): New | NULL {
  const answer = PyObject_IsInstance(obj as PyObject, classes as PyObject);
  return answer < 0 ? NULL : Py_NewRef(Py_BOOL(answer !== 0));
}
function builtin_issubclass(_module: PyObject, cls: PyObject | NULL, classes: PyObject | NULL): New | NULL {
  const answer = PyObject_IsSubclass(cls as PyObject, classes as PyObject);
  return answer < 0 ? NULL : Py_NewRef(Py_BOOL(answer !== 0));
}
function builtin_iter(_module: PyObject, object: PyObject | NULL, sentinel: PyObject | NULL): New | NULL {
  if (sentinel === NULL) return PyObject_GetIter(object as PyObject);
  if (!PyCallable_Check(object as PyObject)) return PyErr_SetString(address.PyExc_TypeError, 'iter(v, w): v must be callable');
  return PyCallIter_New(object as PyObject, sentinel);
}
function builtin_aiter(_module: PyObject, async_iterable: PyObject | NULL): New | NULL {
  return PyObject_GetAIter(async_iterable as PyObject);
}
function builtin_next(_module: PyObject, iterator: PyObject | NULL, fallback: PyObject | NULL): New | NULL {
  const it = iterator as PyObject;
  if (!PyIter_Check(it)) return PyErr_Format(address.PyExc_TypeError, `'${typeName(it)}' object is not an iterator`);
  const item = slots(Py_TYPE(it)).tp_iternext!(it);
  if (item !== NULL) return item;
  if (fallback === NULL) return PyErr_Occurred() === NULL ? PyErr_SetNone(address.PyExc_StopIteration) : NULL;
  return iterationFailed() ? NULL : Py_NewRef(fallback);
}
function builtin_anext(_module: PyObject, aiterator: PyObject | NULL, fallback: PyObject | NULL): New | NULL {
  const it = aiterator as PyObject, anext = slots(Py_TYPE(it)).am_anext;
  if (anext === null) return PyErr_Format(address.PyExc_TypeError, `'${typeName(it)}' object is not an async iterator`);
  const awaitable = anext(it);
  if (awaitable === NULL || fallback === NULL) return awaitable;
  const wrapped = PyAnextAwaitable_New(awaitable, fallback);
  Py_DECREF(awaitable);
  return wrapped;
}
function builtin_len(_module: PyObject, obj: PyObject | NULL): New | NULL {
  return lengthObject(obj as PyObject);
}
function builtin_ord(_module: PyObject, c: PyObject | NULL): New | NULL {
  const op = c as PyObject;
  let size: number;
  if (PyUnicode_Check(op)) {
    size = PyUnicode_GET_LENGTH(op);
    if (size === 1) return PyLong_FromNumber(PyUnicode_READ_CHAR(op, 0));
  } else if (PyBytes_Check(op)) {
    size = PyBytes_GET_SIZE(op);
    if (size === 1) return PyLong_FromNumber(U8[PyBytes_AS_STRING(op)]);
  } else if (PyType_IsSubtype(Py_TYPE(op), address.PyByteArray_Type)) {
    size = PyByteArray_GET_SIZE(op);
    if (size === 1) return PyLong_FromNumber(U8[PyByteArray_AS_STRING(op)]);
  } else return PyErr_Format(address.PyExc_TypeError, `ord() expected string of length 1, but ${typeName(op)} found`);
  return PyErr_Format(address.PyExc_TypeError, `ord() expected a character, but string of length ${size} found`);
}
function builtin_pow(_module: PyObject, base: PyObject | NULL, exp: PyObject | NULL, mod: PyObject | NULL): New | NULL {
  return PyNumber_Power(base as PyObject, exp as PyObject, mod === NULL ? _Py_NoneStruct : mod);
}
function builtin_repr(_module: PyObject, obj: PyObject | NULL): New | NULL {
  return PyObject_Repr(obj as PyObject);
}
function builtin_round(_module: PyObject, number: PyObject | NULL, ndigits: PyObject | NULL): New | NULL {
  const op = number as PyObject, round = _PyObject_LookupSpecial(op, ID___round__);
  if (round === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_Format(address.PyExc_TypeError, `type ${typeName(op)} doesn't define __round__ method`);
  const result = ndigits === NULL || ndigits === _Py_NoneStruct ? PyObject_CallNoArgs(round) : PyObject_CallOneArg(round, ndigits);
  Py_DECREF(round);
  return result;
}

/** The keyword arguments of max(), min(), print(): values by name, or an error for any other. escapes on errors */
function keywordValues(parser: ArgParser, args: Args, nargs: number, kwnames: PyObject | NULL): (PyObject | NULL)[] | null {
  return _PyArg_UnpackKeywords(parser, (args + 2 * nargs) as Args, 0, NULL, kwnames);
}
const MAX_PARSER = argParser('max', '($module, /, *, key=None, default=None)'), MIN_PARSER = argParser('min', '($module, /, *, key=None, default=None)');
const PRINT_PARSER = argParser('print', '($module, /, *, sep=None, end=None, file=None, flush=False)'), SORT_PARSER = argParser('sort', '($self, /, *, key=None, reverse=False)');

/** max() and min(). CPython: min_max() */
function min_max(name: string, op: number, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  if (nargs === 0) return PyErr_Format(address.PyExc_TypeError, `${name} expected at least 1 argument, got 0`);
  const keywords = keywordValues(name === 'max' ? MAX_PARSER : MIN_PARSER, args, nargs, kwnames);
  if (keywords === null) return NULL;
  const key = keywords[0] === _Py_NoneStruct ? NULL : keywords[0], fallback = keywords[1];
  if (nargs > 1 && fallback !== NULL) return PyErr_Format(address.PyExc_TypeError, `Cannot specify a default for ${name}() with multiple positional arguments`);
  const it = nargs === 1 ? PyObject_GetIter(ARG(args, 0)) : NULL;
  if (it === NULL && nargs === 1) return NULL;
  let best: New | NULL = NULL, bestKey: New | NULL = NULL;
  let failed = false;
  for (let i = 0; ; i++) {
    let item: New | NULL;
    if (it === NULL) item = i < nargs ? Py_NewRef(ARG(args, i)) : NULL;
    else item = slots(Py_TYPE(it)).tp_iternext!(it);
    if (item === NULL) {
      failed = iterationFailed();
      break;
    }
    const value = key === NULL ? Py_NewRef(item) : PyObject_CallOneArg(key, item);
    if (value === NULL) {
      Py_DECREF(item);
      failed = true;
      break;
    }
    const better = bestKey === NULL ? 1 : PyObject_RichCompareBool(value, bestKey, op);
    if (better > 0) {
      Py_XDECREF(best);
      Py_XDECREF(bestKey);
      best = item;
      bestKey = value;
      continue;
    }
    Py_DECREF(item);
    Py_DECREF(value);
    if (better < 0) {
      failed = true;
      break;
    }
  }
  Py_XDECREF(it);
  Py_XDECREF(bestKey);
  if (failed) {
    Py_XDECREF(best);
    return NULL;
  }
  if (best !== NULL) return best;
  return fallback !== NULL ? Py_NewRef(fallback) : PyErr_Format(address.PyExc_ValueError, `${name}() iterable argument is empty`);
}

/** CPython: builtin_print_impl() */
function builtin_print(_module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  const keywords = _PyArg_UnpackKeywords(PRINT_PARSER, (args + 2 * nargs) as Args, 0, NULL, kwnames, true);
  if (keywords === null) return NULL;
  const [sep, end] = keywords;
  for (const [name, value] of [['sep', sep], ['end', end]] as const) {
    if (value !== NULL && value !== _Py_NoneStruct && !PyUnicode_Check(value)) return PyErr_Format(address.PyExc_TypeError, `${name} must be None or a string, not ${typeName(value)}`);
  }
  let file: New;
  if (keywords[2] === NULL || keywords[2] === _Py_NoneStruct) {
    const out = _PySys_GetAttr(ID_stdout);
    if (out === NULL) return PyErr_SetString(address.PyExc_RuntimeError, 'lost sys.stdout');
    if (out === _Py_NoneStruct) return Py_NewRef(_Py_NoneStruct);
    file = Py_NewRef(out);
  } else file = Py_NewRef(keywords[2]);
  let ok = true;
  for (let i = 0; i < nargs && ok; i++) {
    if (i > 0) ok = writeTo(file, sep === NULL || sep === _Py_NoneStruct ? SPACE : sep);
    if (ok) ok = PyFile_WriteObject(ARG(args, i), file, Py_PRINT_RAW) === 0;
  }
  if (ok) ok = writeTo(file, end === NULL || end === _Py_NoneStruct ? NEWLINE : end);
  if (ok && keywords[3] !== NULL) {
    const flush = PyObject_IsTrue(keywords[3]);
    ok = flush >= 0;
    if (flush > 0) {
      const result = PyObject_CallMethodNoArgs(file, ID_flush);
      ok = result !== NULL;
      Py_XDECREF(result);
    }
  }
  Py_DECREF(file);
  return ok ? Py_NewRef(_Py_NoneStruct) : NULL;
}
const SPACE = (address.LATIN1_CHARACTERS + 32 * address.STRING_WORDS) as PyObject;
const NEWLINE = (address.LATIN1_CHARACTERS + 10 * address.STRING_WORDS) as PyObject;
function writeTo(file: PyObject, text: PyObject): boolean {
  return PyFile_WriteObject(text, file, Py_PRINT_RAW) === 0;
}

function builtin_sorted(module: PyObject, args: Args, nargs: number, kwnames: PyObject | NULL): New | NULL {
  void module;
  if (nargs !== 1) return PyErr_Format(address.PyExc_TypeError, `sorted expected 1 argument, got ${nargs}`);
  const keywords = keywordValues(SORT_PARSER, args, nargs, kwnames);
  if (keywords === null) return NULL;
  const list = PySequence_List(ARG(args, 0));
  if (list === NULL) return NULL;
  let reverse = 0;
  if (keywords[1] !== NULL) reverse = PyObject_IsTrue(keywords[1]);
  const key = keywords[0] === _Py_NoneStruct ? NULL : keywords[0];
  const sorted = reverse < 0 ? NULL : list_sort_impl(list, key, reverse !== 0);
  if (sorted === NULL) {
    Py_DECREF(list);
    return NULL;
  }
  Py_DECREF(sorted);
  return list;
}

/** sum(): exact ints and floats are added without objects while they fit; floats with compensation (Neumaier). CPython: builtin_sum_impl() */
function builtin_sum(_module: PyObject, iterable: PyObject | NULL, start: PyObject | NULL): New | NULL {
  const it = PyObject_GetIter(iterable as PyObject);
  if (it === NULL) return NULL;
  let total: New | NULL;
  if (start === NULL) total = PyLong_FromNumber(0);
  else {
    const kind = PyUnicode_Check(start) ? 'strings [use \'\'.join(seq) instead]' : PyBytes_Check(start) ? 'bytes [use b\'\'.join(seq) instead]' : Py_TYPE(start) === address.PyByteArray_Type ? 'bytearray [use b\'\'.join(seq) instead]' : null;
    if (kind !== null) {
      Py_DECREF(it);
      return PyErr_SetString(address.PyExc_TypeError, `sum() can't sum ${kind}`);
    }
    total = Py_NewRef(start);
  }
  const next = slots(Py_TYPE(it)).tp_iternext!;
  while (total !== NULL) {
    if (PyLong_CheckExact(total) && _PyLong_IsCompact(total)) {
      // small ints: a double holds the sum exactly as long as it stays below 2**53
      let sum = _PyLong_CompactValue(total);
      let item = next(it);
      while (item !== NULL && (PyLong_CheckExact(item) || item === _Py_TrueStruct || item === _Py_FalseStruct) && _PyLong_IsCompact(item) && Math.abs(sum) < 4503599627370496) {
        sum += _PyLong_CompactValue(item);
        Py_DECREF(item);
        item = next(it);
      }
      Py_DECREF(total);
      total = PyLong_FromNumber(sum);
      if (item === NULL || total === NULL) {
        Py_XDECREF(item);
        break;
      }
      total = addTo(total, item);
      continue;
    }
    if (PyFloat_CheckExact(total)) {
      let sum = PyFloat_AS_DOUBLE(total), lost = 0;
      let item = next(it);
      for (; item !== NULL; item = next(it)) {
        let x: number;
        if (PyFloat_CheckExact(item)) x = PyFloat_AS_DOUBLE(item);
        else if (PyLong_CheckExact(item) && _PyLong_IsCompact(item)) {
          sum += _PyLong_CompactValue(item);
          Py_DECREF(item);
          continue;
        } else break;
        Py_DECREF(item);
        const t = sum + x;
        if (Math.abs(sum) >= Math.abs(x)) lost += sum - t + x;
        else lost += x - t + sum;
        sum = t;
      }
      if (lost !== 0 && Number.isFinite(lost)) sum += lost;
      Py_DECREF(total);
      total = PyFloat_FromDouble(sum);
      if (item === NULL || total === NULL) {
        Py_XDECREF(item);
        break;
      }
      total = addTo(total, item);
      continue;
    }
    const item = next(it);
    if (item === NULL) break;
    total = addTo(total, item);
  }
  Py_DECREF(it);
  if (total !== NULL && iterationFailed()) {
    Py_DECREF(total);
    return NULL;
  }
  return total;
}
/** total + item, both consumed. */
function addTo(total: New, item: New): New | NULL {
  const sum = PyNumber_Add(total, item);
  Py_DECREF(total);
  Py_DECREF(item);
  return sum;
}

function builtin_vars(_module: PyObject, object: PyObject | NULL): New | NULL {
  if (object === NULL) return builtin_locals(_module);
  const dict = PyObject_GetOptionalAttr(object, ID___dict__);
  if (dict === NULL && PyErr_Occurred() === NULL) return PyErr_SetString(address.PyExc_TypeError, 'vars() argument must have __dict__ attribute');
  return dict;
}

const builtin_methods = [
  rawMethod('__build_class__', null, builtin___build_class__, '__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nWhat a class statement calls.'),
  method('__import__', '($module, /, name, globals=None, locals=None, fromlist=(),\n           level=0)', builtin___import__, 'Imports a module. The import statement calls this; programs use importlib.import_module().'),
  method('abs', '($module, x, /)', builtin_abs, 'The absolute value of a number.'),
  method('aiter', '($module, async_iterable, /)', builtin_aiter, 'The asynchronous iterator of an object.'),
  method('all', '($module, iterable, /)', builtin_all, 'True when no item of the iterable is false; so also for an empty one.'),
  method('any', '($module, iterable, /)', builtin_any, 'True when some item of the iterable is true; False for an empty one.'),
  method('anext', '($module, aiterator, default=<unrepresentable>, /)', builtin_anext, 'The next item of an asynchronous iterator, or the default at its end.'),
  method('ascii', '($module, obj, /)', builtin_ascii, 'The repr of an object with everything beyond ASCII escaped.'),
  method('bin', '($module, number, /)', builtin_bin, "An integer in base 2, as in bin(5) == '0b101'."),
  rawMethod('breakpoint', '($module, /, *args, **kws)', builtin_breakpoint, 'Calls sys.breakpointhook() with the same arguments: by default it starts pdb.'),
  method('callable', '($module, obj, /)', builtin_callable, 'Whether an object can be called.'),
  method('chr', '($module, i, /)', builtin_chr, 'The one-character string of a code point.'),
  method('compile', '($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)', builtin_compile, 'Turns source text or a syntax tree into a code object or a syntax tree.'),
  method('delattr', '($module, obj, name, /)', builtin_delattr, 'Deletes an attribute, as del obj.name does.'),
  hiddenMethod('dir', '($module, object=None, /)', builtin_dir, 'The sorted names an object has; without one, those of the current scope.'),
  method('divmod', '($module, x, y, /)', builtin_divmod, 'The tuple (x//y, x%y).'),
  method('eval', '($module, source, /, globals=None, locals=None)', builtin_eval, 'The value of an expression, in the given namespaces.'),
  method('exec', '($module, source, /, globals=None, locals=None, *, closure=None)', builtin_exec, 'Runs statements in the given namespaces.'),
  method('format', "($module, value, format_spec='', /)", builtin_format, 'type(value).__format__(value, format_spec).'),
  hiddenMethod('getattr', '($module, object, name, default=None, /)', builtin_getattr, 'An attribute by name; the default, when given, if there is none.'),
  method('globals', '($module, /)', builtin_globals, 'The namespace of the current module.'),
  method('hasattr', '($module, obj, name, /)', builtin_hasattr, 'Whether getattr(obj, name) would find something.'),
  method('hash', '($module, obj, /)', builtin_hash, 'The hash value of an object; equal objects have equal ones.'),
  method('hex', '($module, number, /)', builtin_hex, "An integer in base 16, as in hex(255) == '0xff'."),
  method('id', '($module, obj, /)', builtin_id, 'The identity of an object: its address, unique while it lives.'),
  method('input', "($module, prompt='', /)", builtin_input, 'Reads a line from standard input, without its newline, after writing the prompt.'),
  method('isinstance', '($module, obj, class_or_tuple, /)', builtin_isinstance, 'Whether an object is an instance of a class, of one of a tuple of classes, or of a union.'),
  method('issubclass', '($module, cls, class_or_tuple, /)', builtin_issubclass, 'Whether a class derives from a class, from one of a tuple of classes, or from one of a union.'),
  hiddenMethod('iter', '($module, object, sentinel=None, /)', builtin_iter, 'The iterator of an object; or one that calls it until it returns the sentinel.'),
  method('len', '($module, obj, /)', builtin_len, 'The number of items.'),
  method('locals', '($module, /)', builtin_locals, 'The local namespace as a dict; in a function a snapshot.'),
  rawMethod('max', null, (_m, args, nargs, kwnames) => min_max('max', 4, args, nargs, kwnames), 'max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe greatest item, or argument.'),
  rawMethod('min', null, (_m, args, nargs, kwnames) => min_max('min', 0, args, nargs, kwnames), 'min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe least item, or argument.'),
  hiddenMethod('next', '($module, iterator, default=None, /)', builtin_next, 'The next item of an iterator, or the default at its end.'),
  method('oct', '($module, number, /)', builtin_oct, "An integer in base 8, as in oct(8) == '0o10'."),
  method('ord', '($module, c, /)', builtin_ord, 'The code point of a one-character string.'),
  method('pow', '($module, /, base, exp, mod=None)', builtin_pow, 'base**exp, or base**exp % mod when mod is given.'),
  rawMethod('print', "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", builtin_print, 'Writes the values to a stream, sys.stdout by default.'),
  method('repr', '($module, obj, /)', builtin_repr, 'The string that represents an object; for many types eval() of it gives an equal object.'),
  method('round', '($module, /, number, ndigits=None)', builtin_round, 'A number rounded to a given count of decimal digits; an int without one.'),
  method('setattr', '($module, obj, name, value, /)', builtin_setattr, 'Sets an attribute, as obj.name = value does.'),
  rawMethod('sorted', '($module, iterable, /, *, key=None, reverse=False)', builtin_sorted, 'A new sorted list of the items.'),
  method('sum', '($module, iterable, /, start=0)', builtin_sum, 'The sum of a start value and the items.'),
  hiddenMethod('vars', '($module, object=None, /)', builtin_vars, 'The __dict__ of an object; without one, locals().'),
];

/** Types and constants by their name in builtins; exceptions are added from their own list. */
const BUILTIN_OBJECTS: readonly (readonly [string, PyObject])[] = [
  ['None', _Py_NoneStruct], ['Ellipsis', _Py_EllipsisObject], ['NotImplemented', _Py_NotImplementedStruct], ['False', _Py_FalseStruct], ['True', _Py_TrueStruct],
  ['bool', address.PyBool_Type], ['memoryview', address.PyMemoryView_Type], ['bytearray', address.PyByteArray_Type], ['bytes', address.PyBytes_Type],
  ['classmethod', address.PyClassMethod_Type], ['complex', address.PyComplex_Type], ['dict', address.PyDict_Type], ['enumerate', address.PyEnum_Type],
  ['filter', address.PyFilter_Type], ['float', address.PyFloat_Type], ['frozenset', address.PyFrozenSet_Type], ['property', address.PyProperty_Type],
  ['int', address.PyLong_Type], ['list', address.PyList_Type], ['map', address.PyMap_Type], ['object', address.PyBaseObject_Type], ['range', address.PyRange_Type],
  ['reversed', address.PyReversed_Type], ['set', address.PySet_Type], ['slice', address.PySlice_Type], ['staticmethod', address.PyStaticMethod_Type],
  ['str', address.PyUnicode_Type], ['super', address.PySuper_Type], ['tuple', address.PyTuple_Type], ['type', address.PyType_Type], ['zip', address.PyZip_Type],
];

const builtinsmodule = new PyModuleDef('builtins', {
  m_doc: 'The names every module sees without importing anything: functions, types, exceptions and constants.',
  m_size: -1,
  m_methods: builtin_methods,
});

/** Makes the builtins module of the current interpreter, without exceptions. CPython: Python/bltinmodule.c _PyBuiltin_Init() */
export function _PyBuiltin_Init(): New | NULL {
  const module = _PyModule_CreateInitialized(builtinsmodule, 1013);
  if (module === NULL) return NULL;
  const dict = PyModule_GetDict(module);
  for (const [name, object] of BUILTIN_OBJECTS) {
    if (PyDict_SetItemString(dict, name, object) < 0) {
      Py_DECREF(module);
      return NULL;
    }
  }
  const debug = Py_BOOL(interp.config.optimization_level === 0);
  if (PyDict_SetItemString(dict, '__debug__', debug) < 0) {
    Py_DECREF(module);
    return NULL;
  }
  return module;
}
