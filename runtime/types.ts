/**
 * The types of handles. An object is the word index of its header in the heap (design 1), so every one of these is a number
 * to the machine; the brands exist for the checker only.
 */
declare const kObject: unique symbol;
declare const kRef: unique symbol;

/** A borrowed reference to an object; the word index of its header. */
export type PyObject = number & {readonly [kObject]: true};
/** An owned reference: whoever holds it must return it, hand it to a parameter typed New, or release it, once on each path. */
export type New<T extends PyObject = PyObject> = T & {readonly [kRef]: 'new'};
/** C's NULL: no object, and an exception is set on the thread state unless the function says otherwise. */
export type NULL = 0;
export const NULL = 0;

/** Documentation of what an object must be; the checker treats them all as PyObject. */
export type PyTypeObject = PyObject;
export type PyLongObject = PyObject;
export type PyUnicodeObject = PyObject;
export type PyBytesObject = PyObject;
export type PyTupleObject = PyObject;
export type PyListObject = PyObject;
export type PyDictObject = PyObject;
export type PyFunctionObject = PyObject;
export type PyCodeObject = PyObject;
export type PyFrameObject = PyObject;
export type PyModuleObject = PyObject;

/** Address (word index) of memory in the heap that is not an object: item arrays, dict keys, interpreter frames. */
export type Ptr = number;
/** Address of the first of a row of object references, two words apart: arguments on an evaluation stack. */
export type Args = number;
/** Py_ssize_t. Everything beyond 2**53 is only ever compared with PY_SSIZE_T_MAX. */
export type Py_ssize_t = number;
export const PY_SSIZE_T_MAX = 9223372036854775807;
