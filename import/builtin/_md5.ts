/** The module _md5. CPython: Modules/md5module.c */
import {type PyModuleDef, PyModuleDef_Init} from '../../objects/moduleobject';
import {hashModule, hashTypeSpec} from './hashlib';

const MD5 = {name: 'md5', host: 'md5', size: 16, blockSize: 64};
const md5module = hashModule('_md5', 8, null, [{algorithm: MD5, typeName: 'MD5Type', spec: hashTypeSpec('_md5.md5', 32, MD5)}]);
/** The init function of _md5. CPython: PyInit__md5() */
export function PyInit__md5(): PyModuleDef {
  return PyModuleDef_Init(md5module);
}
