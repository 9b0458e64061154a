/**
 * Extension libraries that are part of this program, by name; the files in lib-dynload refer to them. A factory is called once for each
 * runtime that loads the library. What CPython builds as a shared object is here, so that `__file__` and the finder are as there.
 */
import {PyInit__interpchannels} from './builtin/_interpchannels';
import {PyInit__interpqueues} from './builtin/_interpqueues';
import {PyInit__interpreters} from './builtin/_interpreters';
import {PyInit__multiprocessing} from './builtin/_multiprocessing';
import {PyInit__posixshmem} from './builtin/_posixshmem';
import {_testbuffer} from './builtin/_testbuffer';
import {_testcapi} from './builtin/_testcapi';
import {_testinternalcapi} from './builtin/_testinternalcapi';
import {_testlimitedcapi} from './builtin/_testlimitedcapi';
import type {ExtensionName} from './extension-names';
import {_testmultiphase} from './extensions/_testmultiphase';
import {_testsinglephase} from './extensions/_testsinglephase';
import type {LibraryFactory} from './importdl';

const LIBRARIES: Readonly<Record<ExtensionName, LibraryFactory>> = {
  _interpchannels: () => ({PyInit__interpchannels}),
  _interpqueues: () => ({PyInit__interpqueues}),
  _interpreters: () => ({PyInit__interpreters}),
  _multiprocessing: () => ({PyInit__multiprocessing}),
  _posixshmem: () => ({PyInit__posixshmem}),
  _testbuffer: () => _testbuffer(),
  _testcapi: () => _testcapi(),
  _testinternalcapi: () => _testinternalcapi(),
  _testlimitedcapi: () => _testlimitedcapi(),
  _testmultiphase: () => _testmultiphase(),
  _testsinglephase: () => _testsinglephase(),
};
export const EXTENSION_LIBRARIES: Readonly<Record<string, LibraryFactory>> = LIBRARIES;
