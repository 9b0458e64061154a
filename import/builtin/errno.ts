/** The module errno. CPython: Modules/errnomodule.c */
import {PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddObjectRef, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {ERRNO} from '../../runtime/host/errno';
import {Py_DECREF, Py_XDECREF} from '../../runtime/object';
import {NULL, type PyObject} from '../../runtime/types';

/** In the order of CPython's table, which decides the order of errorcode and, for a number with two names, which one it shows. */
const NAMES = `
ENODEV ENOCSI EHOSTUNREACH ENOMSG EUCLEAN EL2NSYNC EL2HLT ENODATA ENOTBLK ENOSYS EPIPE EINVAL EOVERFLOW EADV EINTR EUSERS ENOTEMPTY ENOBUFS EPROTO EREMOTE ENAVAIL ECHILD ELOOP EXDEV
E2BIG ESRCH EMSGSIZE EAFNOSUPPORT EBADR EHOSTDOWN EPFNOSUPPORT ENOPROTOOPT EBUSY EWOULDBLOCK EBADFD EDOTDOT EISCONN ENOANO ESHUTDOWN ECHRNG ELIBBAD ENONET EBADE EBADF EMULTIHOP EIO
EUNATCH EPROTOTYPE ENOSPC ENOEXEC EALREADY ENETDOWN ENOTNAM EACCES ELNRNG EILSEQ ENOTDIR ENOTUNIQ EPERM EDOM EXFULL ECONNREFUSED EISDIR EPROTONOSUPPORT EROFS EADDRNOTAVAIL EIDRM ECOMM
ESRMNT EREMOTEIO EL3RST EBADMSG ENFILE ELIBMAX ESPIPE ENOLINK ENETRESET ETIMEDOUT ENOENT EEXIST EDQUOT ENOSTR EBADSLT EBADRQC ELIBACC EFAULT EFBIG EDEADLK ENOTCONN EDESTADDRREQ ELIBSCN
ENOLCK EISNAM ECONNABORTED ENETUNREACH ESTALE ENOSR ENOMEM ENOTSOCK ESTRPIPE EMLINK ERANGE ELIBEXEC EL3HLT ECONNRESET EADDRINUSE EOPNOTSUPP EREMCHG EAGAIN ENAMETOOLONG ENOTTY ERESTART
ESOCKTNOSUPPORT ETIME EBFONT EDEADLOCK ETOOMANYREFS EMFILE ETXTBSY EINPROGRESS ENXIO ENOPKG ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD
ENOTRECOVERABLE ERFKILL ENOTSUP`.trim().split(/\s+/);

/** Adds one name to the module and its number to errorcode. CPython: _add_errcode() */
function addErrorCode(module: PyObject, errorcode: PyObject, name: string, value: number): number {
  const text = PyUnicode_FromString(name), number = PyLong_FromNumber(value);
  const status = text === NULL || number === NULL || PyModule_AddObjectRef(module, name, number) < 0 ? -1 : PyDict_SetItem(errorcode, number, text);
  Py_XDECREF(text);
  Py_XDECREF(number);
  return status;
}
function errno_exec(module: PyObject): number {
  const errorcode = PyDict_New();
  if (errorcode === NULL) return -1;
  let status = PyModule_AddObjectRef(module, 'errorcode', errorcode);
  const numbers = ERRNO as Readonly<Record<string, number>>;
  for (const name of NAMES) if (status >= 0) status = addErrorCode(module, errorcode, name, numbers[name]);
  Py_DECREF(errorcode);
  return status;
}
const errnomodule = new PyModuleDef('errno', {
  m_doc: 'The error numbers of the system by name.\n\nerrorcode has the names by number: errno.errorcode[errno.EPERM] is \'EPERM\'.', m_size: 0,
  m_slots: [[Py_mod_exec, errno_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
export function PyInit_errno(): PyModuleDef {
  return PyModuleDef_Init(errnomodule);
}
