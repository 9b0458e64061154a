/** Runs a Python program in a runtime without importlib and returns what it printed; an uncaught exception is an error of the test. */
import {compileSource} from '../../../import/pythonrun';
import '../../../objects/all-types';
import {PyBytes_FromUint8Array} from '../../../objects/bytesobject';
import {PyDict_GetItemString, PyDict_New, PyDict_SetItemString} from '../../../objects/dictobject';
import {PyErr_GetRaisedException, strText, typeName} from '../../../objects/errors';
import {PyLong_FromNumber} from '../../../objects/longobject';
import {PyCFunction_NewEx} from '../../../objects/methodobject';
import {PyObject_Str} from '../../../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../../../objects/unicodeobject';
import {PyWeakref_NewProxy, _PyWeakref_GetWeakrefCount} from '../../../objects/weakrefobject';
import {PyConfig} from '../../../runtime/config';
import {H, interp} from '../../../runtime/current';
import {PyGC_Collect} from '../../../runtime/gc';
import {_PyWeakref_RefType, _Py_NoneStruct} from '../../../runtime/generated/static-addresses';
import {DirectKernelLink} from '../../../runtime/host/node/kernel-link';
import {NodeHost} from '../../../runtime/host/node/nodehost';
import {createSignalWords} from '../../../runtime/host/signals';
import {hiddenMethod, rawMethod} from '../../../runtime/methoddef';
import {Py_DECREF, Py_NewRef} from '../../../runtime/object';
import {Py_InitializeFromConfig} from '../../../runtime/pylifecycle';
import {NULL, type PyObject} from '../../../runtime/types';
import {PyEval_EvalCode} from '../../../vm/ceval';

/** Starts a runtime; it stays the current one. */
export function startRuntime(): void {
  const config = new PyConfig();
  config._install_importlib = 0;
  const {status} = Py_InitializeFromConfig(new NodeHost(new DirectKernelLink(createSignalWords())), config, {installation: {executable: '', prefix: __dirname}});
  if (status.kind !== 'ok') throw new Error(JSON.stringify(status));
}
function must<T extends PyObject>(op: T | NULL): T {
  if (op === NULL) throw new Error(pythonError());
  return op;
}
function pythonError(): string {
  const exc = PyErr_GetRaisedException();
  return exc === NULL ? 'no exception' : `${typeName(exc)}: ${strText(exc)}`;
}
/** Runs a program in the current runtime. Its imports of sys, weakref and gc are served from here, print() collects. */
export function runProgram(source: string): string {
  let printed = '';
  const print = rawMethod('print', null, (_self, args, nargs) => {
    const parts: string[] = [];
    for (let i = 0; i < nargs; i++) {
      const text = PyObject_Str(H[args + 2 * i] as PyObject);
      if (text === NULL) return NULL;
      parts.push(PyUnicode_AsJSString(text));
      Py_DECREF(text);
    }
    printed += parts.join(' ') + '\n';
    return Py_NewRef(_Py_NoneStruct);
  });
  const globals = must(PyDict_New()), builtins = interp.builtins as PyObject;
  const give = (name: string, value: PyObject): number => PyDict_SetItemString(globals, name, value);
  const functions = [
    print, hiddenMethod('proxy', '(ob, callback=None, /)', (_self, ob, callback) => PyWeakref_NewProxy(ob as PyObject, callback)), hiddenMethod('collect', '()', () => PyLong_FromNumber(PyGC_Collect())),
    hiddenMethod('getweakrefcount', '(ob, /)', (_self, ob) => PyLong_FromNumber(_PyWeakref_GetWeakrefCount(ob as PyObject))),
  ];
  for (const def of functions) give(def.ml_name, must(PyCFunction_NewEx(def, NULL, NULL)));
  give('ref', _PyWeakref_RefType);
  give('sys', must(PyDict_GetItemString(interp.imports.modules as PyObject, 'sys')));
  give('__name__', must(PyUnicode_FromString('__main__')));
  give('__builtins__', builtins);
  const text = source.replace(/^(import sys|from (weakref|gc) import .*)$/gm, 'pass');
  const bytes = must(PyBytes_FromUint8Array(new TextEncoder().encode(text))), filename = must(PyUnicode_FromString('<test>'));
  const code = must(compileSource(bytes, filename, 'exec', 0, 0, -1, 'compile'));
  Py_DECREF(must(PyEval_EvalCode(code, globals, globals)));
  return printed.replace(/0x[0-9a-f]+/g, '0x');
}
