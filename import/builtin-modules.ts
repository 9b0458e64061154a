/** The table of compiled-in modules, sorted by name; sys and builtins have no init function. CPython: Modules/config.c */
import type {InittabEntry} from './inittab';
import {PyInit__codecs} from './builtin/_codecs';
import {PyInit__imp} from './builtin/_imp';
import {PyInit__stat} from './builtin/_stat';
import {PyInit_atexit} from './builtin/atexit';
import {PyMarshal_Init} from './builtin/marshal';

export const BUILTIN_MODULES: readonly InittabEntry[] = [
  {name: '_codecs', initfunc: PyInit__codecs},
  {name: '_imp', initfunc: PyInit__imp},
  {name: '_stat', initfunc: PyInit__stat},
  {name: 'atexit', initfunc: PyInit_atexit},
  {name: 'builtins', initfunc: null},
  {name: 'marshal', initfunc: PyMarshal_Init},
  {name: 'sys', initfunc: null},
];
