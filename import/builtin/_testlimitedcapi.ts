/** The _testlimitedcapi module: functions of the limited C API for tests. Single-phase, as in CPython. CPython: Modules/_testlimitedcapi.c */
import {PyModuleDef, PyModule_Create} from '../../objects/moduleobject';
import {ABSTRACT} from './_testlimitedcapi-abstract';
import {BYTES} from './_testlimitedcapi-bytes';
import {HEAPTYPE_RELATIVE, addHeaptypeRelative} from './_testlimitedcapi-heaptype_relative';
import {LONG_TESTS, addVectorcallLimited} from './_testlimitedcapi-long';
import {DICTS, SEQUENCES, SETS} from './_testlimitedcapi-containers';
import {IMPORTS} from './_testlimitedcapi-import';
import {FORMAT} from './_testlimitedcapi-format';
import {UNICODE} from './_testlimitedcapi-unicode';
import {NUMBERS} from './_testlimitedcapi-numbers';
import {Py_DECREF} from '../../runtime/object';
import {NULL} from '../../runtime/types';
import type {Library} from '../importdl';

/** The library. */
export function _testlimitedcapi(): Library {
  const def = new PyModuleDef('_testlimitedcapi', {m_size: 0, m_methods: [...ABSTRACT, ...BYTES, ...NUMBERS, ...UNICODE, ...FORMAT, ...IMPORTS, ...HEAPTYPE_RELATIVE, ...LONG_TESTS, ...SEQUENCES, ...SETS, ...DICTS]});
  return {
    PyInit__testlimitedcapi: () => {
      const module = PyModule_Create(def);
      if (module === NULL || (addHeaptypeRelative(module) === 0 && addVectorcallLimited(module) === 0)) return module;
      Py_DECREF(module);
      return NULL;
    },
  };
}
