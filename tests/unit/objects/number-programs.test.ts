/** Programs about numbers, formats, exceptions, code objects and the modules of numbers print what CPython 3.13.5 printed for them. */
import {readFileSync} from 'fs';
import {join} from 'path';
import {BUILTIN_MODULES} from '../../../import/builtin-modules';
import {PyDict_SetItemString} from '../../../objects/dictobject';
import {PyModule_ExecDef, PyModule_FromDefAndSpec, type PyModuleDef} from '../../../objects/moduleobject';
import {_PyNamespace_New} from '../../../objects/namespaceobject';
import {PyObject_SetAttrString} from '../../../objects/object';
import {PyUnicode_FromString} from '../../../objects/unicodeobject';
import {interp} from '../../../runtime/current';
import {NULL, type PyObject} from '../../../runtime/types';
import {runProgram, startRuntime} from './type-runtime';

/** Puts a builtin module into sys.modules, where an import finds it without importlib. */
function giveModule(name: string): void {
  const def = BUILTIN_MODULES.find(entry => entry.name === name)!.initfunc!() as PyModuleDef, spec = _PyNamespace_New(NULL) as PyObject;
  PyObject_SetAttrString(spec, 'name', PyUnicode_FromString(name) as PyObject);
  const module = PyModule_FromDefAndSpec(def, spec) as PyObject;
  expect(PyModule_ExecDef(module, def)).toBe(0);
  PyDict_SetItemString(interp.imports.modules as PyObject, name, module);
}
beforeAll(() => {
  startRuntime();
  for (const name of ['math', 'cmath', '_operator', '_struct', '_random', 'errno', '_warnings', 'time']) giveModule(name);
});

for (const name of ['number-messages', 'format-spec', 'long-arithmetic', 'float-text', 'libm-values', 'complex-functions', 'exception-fields', 'code-struct-operator']) {
  test(name, () => {
    const read = (suffix: string): string => readFileSync(join(__dirname, name + suffix), 'utf8');
    expect(runProgram(read('.py'))).toBe(read('.exp'));
  });
}
