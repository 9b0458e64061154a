/** The _socket module. CPython: Modules/socketmodule.c */
import {PyCapsule_New, _PyCapsule_SetTraverse} from '../../objects/capsule';
import {PyErr_NewException} from '../../objects/errors';
import {PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyExc_OSError, PyExc_TimeoutError, _Py_TrueStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {SocketState} from './_socket-address';
import {SOCKET_CONSTANTS, SOCKET_TEXTS} from './_socket-constants';
import {socket_methods} from './_socket-names';
import {sock_spec} from './_socket-object';

const OWNED = ['sock_type', 'socket_herror', 'socket_gaierror'] as const;

function socket_exec(module: PyObject): number {
  const state = PyModule_GetState<SocketState>(module)!;
  if (PyModule_AddObjectRef(module, 'error', PyExc_OSError) < 0 || PyModule_AddObjectRef(module, 'timeout', PyExc_TimeoutError) < 0) return -1;
  for (const name of ['herror', 'gaierror'] as const) {
    const type = PyErr_NewException(`socket.${name}`, PyExc_OSError, NULL);
    if (type === NULL) return -1;
    state[`socket_${name}`] = type;
    if (PyModule_AddObjectRef(module, name, type) < 0) return -1;
  }
  const type = PyType_FromModuleAndSpec(module, sock_spec, NULL);
  if (type === NULL) return -1;
  state.sock_type = type;
  if (PyModule_AddObjectRef(module, 'SocketType', type) < 0 || PyModule_AddObjectRef(module, 'socket', type) < 0 || PyModule_AddObjectRef(module, 'has_ipv6', _Py_TrueStruct) < 0) return -1;
  if (PyModule_Add(module, 'CAPI', newCAPI(type)) < 0) return -1;
  for (const [name, value] of Object.entries(SOCKET_CONSTANTS)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  for (const [name, value] of Object.entries(SOCKET_TEXTS)) if (PyModule_AddStringConstant(module, name, value) < 0) return -1;
  return 0;
}
/** The capsule that tells other modules of the type of sockets; the collector looks into it. CPython: sock_get_api(), sock_capi_traverse() */
function newCAPI(type: PyObject): New | NULL {
  const api: {Sock_Type: PyObject | NULL} = {Sock_Type: Py_NewRef(type)};
  const clear = (): number => {
    const op = api.Sock_Type;
    api.Sock_Type = NULL;
    if (op !== NULL) Py_DECREF(op);
    return 0;
  };
  const capsule = PyCapsule_New(api, '_socket.CAPI', clear);
  if (capsule === NULL) clear();
  else _PyCapsule_SetTraverse(capsule, (_op, visit) => (api.Sock_Type === NULL ? 0 : visit(api.Sock_Type)), clear);
  return capsule;
}
function socket_clear(module: PyObject): number {
  const state = PyModule_GetState<SocketState>(module);
  for (const name of state === null ? [] : OWNED) {
    const op = state![name];
    state![name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const socketmodule = new PyModuleDef('_socket', {
  m_doc: 'What the socket module stands on: sockets and the names of hosts.', m_size: 56, newState: () => new SocketState(), m_methods: socket_methods,
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<SocketState>(module);
    for (const name of state === null ? [] : OWNED) {
      const op = state![name], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: socket_clear, m_free: socket_clear,
  m_slots: [[Py_mod_exec, socket_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit__socket() */
export function PyInit__socket(): PyModuleDef {
  return PyModuleDef_Init(socketmodule);
}
