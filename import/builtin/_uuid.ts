/** The _uuid module. CPython: Modules/_uuidmodule.c */
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {packSteal} from '../../objects/tupleobject';
import {_PyRuntime} from '../../runtime/current';
import {method} from '../../runtime/methoddef';
import type {New, NULL, PyObject} from '../../runtime/types';

/** 100 ns from the reform of the calendar, which UUIDs count from, to 1970. */
const GREGORIAN = 0x01b21dd213814000n, NODE_BYTES = 6, MULTICAST = 1, INTERFACES = '/sys/class/net', CLOCK_REALTIME = 0;

class UuidState {
  node: Uint8Array | null = null;
  sequence = -1;
  last = 0n;
}
/** The hardware address of a network interface; by chance, and marked as such, where there is none. */
function findNode(): Uint8Array {
  const {host} = _PyRuntime, names = host.listdir(INTERFACES);
  for (const name of typeof names === 'number' ? [] : names) {
    const file = host.readFile(`${INTERFACES}/${name}/address`);
    if (typeof file === 'number' || file.length < 17) continue;
    const node = new Uint8Array(NODE_BYTES), text = String.fromCharCode(...file.subarray(0, 17));
    for (let i = 0; i < NODE_BYTES; i++) node[i] = parseInt(text.slice(3 * i, 3 * i + 2), 16);
    if (node.some(c => c !== 0)) return node;
  }
  const node = new Uint8Array(NODE_BYTES);
  host.urandom(node);
  node[0] |= MULTICAST;
  return node;
}
/** A UUID of the time and the node; -1 says that no service sees to it that nobody else makes the same. CPython: py_uuid_generate_time_safe() */
function py_uuid_generate_time_safe(module: PyObject): New | NULL {
  const state = PyModule_GetState<UuidState>(module)!, {host} = _PyRuntime, uuid = new Uint8Array(16), now = host.clockGettime(CLOCK_REALTIME);
  if (state.sequence < 0) {
    const random = new Uint8Array(2);
    host.urandom(random);
    state.sequence = ((random[0] << 8) | random[1]) & 0x3fff;
  }
  state.node ??= findNode();
  let time = (typeof now === 'number' ? 0n : now / 100n) + GREGORIAN;
  if (time <= state.last) time = state.last + 1n;
  state.last = time;
  // the lower parts of the time come first, then version 1, then the variant
  for (let i = 0; i < 4; i++) uuid[i] = Number((time >> BigInt(24 - 8 * i)) & 0xffn);
  for (let i = 0; i < 2; i++) uuid[4 + i] = Number((time >> BigInt(40 - 8 * i)) & 0xffn);
  for (let i = 0; i < 2; i++) uuid[6 + i] = Number((time >> BigInt(56 - 8 * i)) & 0xffn);
  uuid[6] = (uuid[6] & 0x0f) | 0x10;
  uuid[8] = 0x80 | (state.sequence >> 8);
  uuid[9] = state.sequence;
  uuid.set(state.node, 10);
  return packSteal(PyBytes_FromUint8Array(uuid), PyLong_FromNumber(-1));
}
const uuidmodule = new PyModuleDef('_uuid', {
  m_doc: null, m_size: 16, newState: () => new UuidState(), m_methods: [method('generate_time_safe', '($module, /)', py_uuid_generate_time_safe)],
  m_slots: [[Py_mod_exec, (module: PyObject) => PyModule_AddIntConstant(module, 'has_uuid_generate_time_safe', 1)], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__uuid() */
export function PyInit__uuid(): PyModuleDef {
  return PyModuleDef_Init(uuidmodule);
}
