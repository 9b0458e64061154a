/** The module _sha1. CPython: Modules/sha1module.c */
import {type PyModuleDef, PyModuleDef_Init} from '../../objects/moduleobject';
import {hashModule, hashTypeSpec} from './hashlib';

const SHA1 = {name: 'sha1', host: 'sha1', size: 20, blockSize: 64};
const sha1module = hashModule('_sha1', 8, null, [{algorithm: SHA1, typeName: 'SHA1Type', spec: hashTypeSpec('_sha1.sha1', 40, SHA1)}]);
/** The init function of _sha1. CPython: PyInit__sha1() */
export function PyInit__sha1(): PyModuleDef {
  return PyModuleDef_Init(sha1module);
}
