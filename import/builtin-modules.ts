/** The table of compiled-in modules, sorted by name; sys and builtins have no init function. CPython: Modules/config.c */
import {PyInit__abc} from './builtin/_abc';
import {PyInit__bisect} from './builtin/_bisect';
import {PyInit__codecs} from './builtin/_codecs';
import {PyInit__collections} from './builtin/_collections';
import {PyInit__heapq} from './builtin/_heapq';
import {PyInit__imp} from './builtin/_imp';
import {PyInit__interpqueues} from './builtin/_interpqueues';
import {PyInit__interpreters} from './builtin/_interpreters';
import {PyInit__operator} from './builtin/_operator';
import {PyInit__random} from './builtin/_random';
import {PyInit__signal} from './builtin/_signal';
import {PyInit__stat} from './builtin/_stat';
import {PyInit__struct} from './builtin/_struct';
import {PyInit__typing} from './builtin/_typing';
import {PyInit__warnings} from './builtin/_warnings';
import {PyInit__weakref} from './builtin/_weakref';
import {PyInit_atexit} from './builtin/atexit';
import {PyInit_errno} from './builtin/errno';
import {PyInit_gc} from './builtin/gc';
import {PyMarshal_Init} from './builtin/marshal';
import {PyInit_math} from './builtin/math';
import {PyInit_posix} from './builtin/posix';
import type {InittabEntry} from './inittab';

export const BUILTIN_MODULES: readonly InittabEntry[] = [
  {name: '_abc', initfunc: PyInit__abc},
  {name: '_bisect', initfunc: PyInit__bisect},
  {name: '_codecs', initfunc: PyInit__codecs},
  {name: '_collections', initfunc: PyInit__collections},
  {name: '_heapq', initfunc: PyInit__heapq},
  {name: '_imp', initfunc: PyInit__imp},
  {name: '_interpqueues', initfunc: PyInit__interpqueues},
  {name: '_interpreters', initfunc: PyInit__interpreters},
  {name: '_operator', initfunc: PyInit__operator},
  {name: '_random', initfunc: PyInit__random},
  {name: '_signal', initfunc: PyInit__signal},
  {name: '_stat', initfunc: PyInit__stat},
  {name: '_struct', initfunc: PyInit__struct},
  {name: '_typing', initfunc: PyInit__typing},
  {name: '_warnings', initfunc: PyInit__warnings},
  {name: '_weakref', initfunc: PyInit__weakref},
  {name: 'atexit', initfunc: PyInit_atexit},
  {name: 'builtins', initfunc: null},
  {name: 'errno', initfunc: PyInit_errno},
  {name: 'gc', initfunc: PyInit_gc},
  {name: 'marshal', initfunc: PyMarshal_Init},
  {name: 'math', initfunc: PyInit_math},
  {name: 'posix', initfunc: PyInit_posix},
  {name: 'sys', initfunc: null},
];
