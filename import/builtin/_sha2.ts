/** The module _sha2. CPython: Modules/sha2module.c */
import {type PyModuleDef, PyModuleDef_Init} from '../../objects/moduleobject';
import {type HashEntry, hashModule, hashTypeSpec} from './hashlib';

function entry(bits: number, blockSize: number): HashEntry {
  const algorithm = {name: `sha${bits}`, host: `sha${bits}`, size: bits / 8, blockSize}, typeName = `SHA${bits}Type`;
  return {algorithm, typeName, spec: hashTypeSpec(`_sha2.${typeName}`, 32, algorithm)};
}
const sha2module = hashModule('_sha2', 32, null, [entry(224, 64), entry(256, 64), entry(384, 128), entry(512, 128)]);
/** The init function of _sha2. CPython: PyInit__sha2() */
export function PyInit__sha2(): PyModuleDef {
  return PyModuleDef_Init(sha2module);
}
