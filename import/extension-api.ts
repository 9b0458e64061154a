/**
 * What an extension file gets with require('vivarium'): CPython's C API under its own names, as far as extensions need it. The conventions
 * are those of ARCHITECTURE.md: objects are numbers, NULL is 0, new references are to be given back with Py_DECREF().
 */
export {PyExc_BaseException, PyExc_BaseExceptionGroup, PyExc_GeneratorExit, PyExc_KeyboardInterrupt, PyExc_SystemExit, PyExc_Exception, PyExc_ArithmeticError, PyExc_AssertionError, PyExc_AttributeError, PyExc_BufferError, PyExc_EOFError, PyExc_ImportError, PyExc_LookupError, PyExc_MemoryError, PyExc_NameError, PyExc_OSError, PyExc_ReferenceError, PyExc_RuntimeError, PyExc_StopAsyncIteration, PyExc_StopIteration, PyExc_SyntaxError, PyExc_SystemError, PyExc_TypeError, PyExc_ValueError, PyExc_Warning, PyExc_FloatingPointError, PyExc_OverflowError, PyExc_ZeroDivisionError, PyExc_ModuleNotFoundError, PyExc_IndexError, PyExc_KeyError, PyExc_UnboundLocalError, PyExc_BlockingIOError, PyExc_ChildProcessError, PyExc_ConnectionError, PyExc_FileExistsError, PyExc_FileNotFoundError, PyExc_InterruptedError, PyExc_IsADirectoryError, PyExc_NotADirectoryError, PyExc_PermissionError, PyExc_ProcessLookupError, PyExc_TimeoutError, PyExc_NotImplementedError, PyExc_PythonFinalizationError, PyExc_RecursionError, PyExc_IndentationError, PyExc_IncompleteInputError, PyExc_UnicodeError, PyExc_BytesWarning, PyExc_DeprecationWarning, PyExc_EncodingWarning, PyExc_FutureWarning, PyExc_ImportWarning, PyExc_PendingDeprecationWarning, PyExc_ResourceWarning, PyExc_RuntimeWarning, PyExc_SyntaxWarning, PyExc_UnicodeWarning, PyExc_UserWarning, PyExc_BrokenPipeError, PyExc_ConnectionAbortedError, PyExc_ConnectionRefusedError, PyExc_ConnectionResetError, PyExc_TabError, PyExc_UnicodeDecodeError, PyExc_UnicodeEncodeError, PyExc_UnicodeTranslateError, PyExc_InterpreterError, PyExc_InterpreterNotFoundError, PyExc_EnvironmentError, PyExc_IOError, PyType_Type, PyBaseObject_Type, PyLong_Type, PyFloat_Type, PyBool_Type, PyUnicode_Type, PyBytes_Type, PyTuple_Type, PyList_Type, PyDict_Type, PySet_Type, PyFrozenSet_Type, PyModule_Type} from '../runtime/generated/static-addresses';
export {PyModuleDef, PyModuleDef_Init, PyModule_Create, PyModule_New, PyModule_NewObject, PyModule_FromDefAndSpec, PyModule_ExecDef, PyModule_Check, PyModule_GetDef, PyModule_GetState, PyModule_GetDict, PyModule_GetNameObject, PyModule_GetFilenameObject, PyModule_AddObjectRef, PyModule_Add, PyModule_AddIntConstant, PyModule_AddStringConstant, PyModule_AddType, PyModule_AddFunctions, PyModule_SetDocString, Py_mod_create, Py_mod_exec, Py_mod_multiple_interpreters, Py_mod_gil, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED, Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_MOD_GIL_USED, Py_MOD_GIL_NOT_USED} from '../objects/moduleobject';
export {PyState_FindModule, PyState_AddModule, PyState_RemoveModule} from './import-extensions';
export {PyImport_ImportModule, PyImport_AddModuleRef, PyImport_GetModule, PyImport_Import} from './import';
export {method, hiddenMethod, rawMethod, METH_CLASS, METH_STATIC} from '../runtime/methoddef';
export {PyType_FromModuleAndSpec, PyType_FromSpec, PyType_GetModule, PyType_GetModuleState, PyType_GetModuleByDef} from '../objects/typeobject-spec';
export {PyType_IsSubtype, PyObject_TypeCheck, PyType_GenericAlloc, PyType_GenericNew} from '../objects/typeobject';
export {PyErr_NewException, PyErr_NewExceptionWithDoc, PyErr_SetString, PyErr_Format, PyErr_SetNone, PyErr_SetObject, PyErr_Occurred, PyErr_Clear, PyErr_ExceptionMatches, PyErr_GivenExceptionMatches, PyErr_GetRaisedException, PyErr_SetRaisedException, PyErr_NoMemory, PyErr_WriteUnraisable, PyErr_WarnEx, PyErr_BadArgument, PyErr_BadInternalCall, PyErr_Print, typeName, reprText, strText} from '../objects/errors';
export {PyErr_SetFromErrno} from '../objects/errors-errno';
export {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_IMMUTABLETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC} from '../runtime/typeflags';
export {Py_INCREF, Py_DECREF, Py_XINCREF, Py_XDECREF, Py_NewRef, Py_XNewRef, Py_REFCNT, slots, payload, setPayload, clearPayload} from '../runtime/object';
export {Py_TYPE, Py_SIZE, ARG, Py_BOOL, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_SET_ITEM, PyList_GET_ITEM, PyList_GET_SIZE, PyUnicode_Check, PyLong_Check, PyTuple_Check, PyList_Check, PyDict_Check, PyBytes_Check, PyType_Check, PyFunction_Check, PyCode_Check} from '../runtime/generated/accessors';
export {PyObject_New, PyObject_GC_New, PyObject_GetAttr, PyObject_GetAttrString, PyObject_GetOptionalAttr, PyObject_GetOptionalAttrString, PyObject_SetAttr, PyObject_SetAttrString, PyObject_HasAttrWithError, PyObject_Repr, PyObject_Str, PyObject_ASCII, PyObject_Hash, PyObject_IsTrue, PyObject_Not, PyObject_RichCompare, PyObject_RichCompareBool, PyCallable_Check, PyObject_Dir, PyObject_SelfIter} from '../objects/object';
export {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from '../objects/object-generic';
export {PyObject_Call, PyObject_CallNoArgs, PyObject_CallOneArg, PyObject_CallFunctionObjArgs, PyObject_CallMethodNoArgs, PyObject_CallMethodOneArg, PyObject_CallMethodObjArgs, PyObject_CallObject, PyObject_Vectorcall} from '../objects/call';
export {PyObject_GetItem, PyObject_SetItem, PyObject_DelItem, PyObject_Size, PyObject_IsInstance, PyObject_IsSubclass, PyObject_Type, PyObject_Format} from '../objects/abstract-object';
export {PyObject_GetIter, PyIter_Next, PyIter_Check} from '../objects/abstract-iter';
export {PyNumber_Add, PyNumber_Subtract, PyNumber_Multiply, PyNumber_TrueDivide, PyNumber_FloorDivide, PyNumber_Remainder, PyNumber_Power, PyNumber_Negative, PyNumber_Absolute, PyNumber_Index, PyNumber_Long, PyNumber_Float, PyNumber_Check, PyIndex_Check, PyNumber_AsSsize_t} from '../objects/abstract-number';
export {PySequence_Check, PySequence_GetItem, PySequence_Size, PySequence_List, PySequence_Tuple, PySequence_Contains, PySequence_Concat, PySequence_Fast} from '../objects/abstract-sequence';
export {PyMapping_Check, PyMapping_Keys, PyMapping_Values, PyMapping_Items, PyMapping_GetItemString} from '../objects/abstract-mapping';
export {PyObject_GetBuffer, PyBuffer_Release, PyObject_CheckBuffer} from '../objects/abstract-buffer';
export {PyLong_FromNumber, PyLong_FromBigInt, PyLong_FromLong, PyLong_FromSsize_t, PyLong_AsLong, PyLong_AsInt, PyLong_AsSsize_t, PyLong_AsBigInt, PyLong_AsDouble} from '../objects/longobject';
export {PyFloat_FromDouble, PyFloat_AsDouble, PyFloat_Check} from '../objects/floatobject';
export {PyBool_FromLong} from '../objects/boolobject';
export {PyUnicode_FromString, PyUnicode_AsJSString, PyUnicode_GetLength, PyUnicode_Compare} from '../objects/unicodeobject';
export {PyUnicode_InternFromString, PyUnicode_InternInPlace} from '../objects/unicode-intern';
export {PyUnicode_Join} from '../objects/unicode-methods';
export {PyUnicode_AsUTF8String} from '../objects/unicode-codecs';
export {PyBytes_FromUint8Array, PyBytes_AsUint8Array, PyBytes_Size} from '../objects/bytesobject';
export {PyTuple_New, PyTuple_Pack, PyTuple_GetItem, PyTuple_SetItem, PyTuple_Size} from '../objects/tupleobject';
export {PyList_New, PyList_Append, PyList_GetItemRef, PyList_SetItem, PyList_Size, PyList_Insert, PyList_AsTuple} from '../objects/listobject';
export {PyDict_New, PyDict_SetItem, PyDict_SetItemString, PyDict_GetItemRef, PyDict_GetItemStringRef, PyDict_DelItem, PyDict_DelItemString, PyDict_Contains, PyDict_Size, PyDict_Next, PyDict_EntryKey, PyDict_EntryValue, PyDict_Keys, PyDict_Values, PyDict_Items} from '../objects/dictobject';
export {PyDict_Copy, PyDict_Update} from '../objects/dictobject-merge';
export {PySet_New, PySet_Add, PySet_Contains, PySet_Size, PyFrozenSet_New} from '../objects/setobject';
export {PyWeakref_NewRef, PyWeakref_GetRef} from '../objects/weakrefobject';
export {PyCapsule_New, PyCapsule_GetPointer} from '../objects/capsule';
export {PyMemoryView_FromObject} from '../objects/memoryobject';
export {PyEval_EvalCode} from '../vm/ceval';
export {_Py_EllipsisObject as Py_Ellipsis, _Py_FalseStruct as Py_False, _Py_NoneStruct as Py_None, _Py_NotImplementedStruct as Py_NotImplemented, _Py_TrueStruct as Py_True} from '../runtime/generated/static-addresses';
export {NULL} from '../runtime/types';
export type {Args, New, PyObject, PyTypeObject} from '../runtime/types';
export type {PyMethodDef} from '../runtime/methoddef';
export type {TypeSpec} from '../runtime/typeslots';
