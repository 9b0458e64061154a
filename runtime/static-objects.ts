/**
 * Where static objects live (design 1): word addresses that are the same in every runtime. scripts/regen-accessors.ts prints them
 * as constants into runtime/generated/static-addresses.ts. Order decides the address, so new names go to the end of a group.
 */

/** Words of the runtime that hot code touches by address; the value is the number of words each takes. */
export const RUNTIME_WORDS: Readonly<Record<string, number>> = {
  REFTOTAL: 2, // reference total of the current interpreter (interp.object_state.reftotal)
  EVAL_BREAKER: 2, // flags of the current thread state that the loop polls (tstate.eval_breaker), 0 when nothing is asked
  TICKS: 2, // polls left before the scheduler's clock advances
  CURRENT_FRAME: 2, // tstate.current_frame
  DATASTACK_TOP: 2, // tstate.datastack_top
  DATASTACK_LIMIT: 2, // tstate.datastack_limit
  PY_RECURSION_REMAINING: 2, // tstate.py_recursion_remaining
  C_RECURSION_REMAINING: 2, // tstate.c_recursion_remaining
  EXC_INFO: 2, // address of the top _PyErr_StackItem
  HASH_HI: 2, // upper half of the hash that the last PyObject_Hash returned
  OBMALLOC: 2, // address of usedpools of the current interpreter's allocator
  RAW_BLOCKS: 2, // blocks beyond 512 bytes of the current allocator
  GC_GEN0: 4, // list head of the youngest generation of the current interpreter
  GC_COUNT: 2, // allocations less deallocations since generation 0 was last collected
  GC_THRESHOLD: 2,
  FLOAT_FREE: 2, // free list of floats and its length
  FLOAT_NUMFREE: 2,
  TUPLE_FREE: 2 * 20, // free lists of tuples by size, 1 to 19, and their lengths
  TUPLE_NUMFREE: 2 * 20,
  LIST_FREE: 2,
  LIST_NUMFREE: 2,
  DICT_FREE: 2,
  DICT_NUMFREE: 2,
  DICTKEYS_FREE: 2,
  DICTKEYS_NUMFREE: 2,
  NEXT_TYPE_VERSION: 2,
  NEXT_FUNC_VERSION: 2,
  NEXT_DICT_KEYS_VERSION: 2,
  TRASH_DEPTH: 2, // nesting of deallocations (trashcan)
  HEAP_TOP: 2, // first word never handed out
  RAW_FREE: 256, // free lists of raw blocks by size class
  SLICE_CACHE: 2, // the last slice that died
  CONTEXT_FREE: 2, // free list of contexts and its length
  CONTEXT_NUMFREE: 2,
  Py_EMPTY_KEYS: 16, // the keys of every empty dict; runtime/heap.ts fills them in
  ARENA_MAP: 1024, // for each MiB of the heap: 0, or the id of the allocator whose arena it is
};

/** One object each, 16 words. */
export const SINGLETONS = ['_Py_NoneStruct', '_Py_FalseStruct', '_Py_TrueStruct', '_Py_EllipsisObject', '_Py_NotImplementedStruct', '_Py_NoDefaultStruct', '_PyTuple_Empty', '_PyBytes_Empty', '_Py_ContextTokenMissing'] as const;

const exceptions = `
BaseException BaseExceptionGroup GeneratorExit KeyboardInterrupt SystemExit Exception ArithmeticError AssertionError AttributeError BufferError EOFError
ImportError LookupError MemoryError NameError OSError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError TypeError ValueError Warning
FloatingPointError OverflowError ZeroDivisionError ModuleNotFoundError IndexError KeyError UnboundLocalError BlockingIOError ChildProcessError ConnectionError
FileExistsError FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError NotImplementedError PythonFinalizationError
RecursionError IndentationError IncompleteInputError UnicodeError BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning
ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError TabError
UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError InterpreterError InterpreterNotFoundError`.trim().split(/\s+/).map(name => `PyExc_${name}`);

/** Static builtin types, 256 words each (CPython: Objects/object.c static_types), exceptions after them. */
export const STATIC_TYPES: readonly string[] = [...`
PyBaseObject_Type PyType_Type PyAsyncGen_Type PyByteArrayIter_Type PyByteArray_Type PyBytesIter_Type PyBytes_Type PyCFunction_Type PyCallIter_Type PyCapsule_Type PyCell_Type
PyClassMethodDescr_Type PyClassMethod_Type PyCode_Type PyComplex_Type PyContextToken_Type PyContextVar_Type PyContext_Type PyCoro_Type PyDictItems_Type PyDictIterItem_Type
PyDictIterKey_Type PyDictIterValue_Type PyDictKeys_Type PyDictProxy_Type PyDictRevIterItem_Type PyDictRevIterKey_Type PyDictRevIterValue_Type PyDictValues_Type PyDict_Type
PyEllipsis_Type PyEnum_Type PyFilter_Type PyFloat_Type PyFrame_Type PyFrameLocalsProxy_Type PyFrozenSet_Type PyFunction_Type PyGen_Type PyGetSetDescr_Type PyInstanceMethod_Type
PyListIter_Type PyListRevIter_Type PyList_Type PyLongRangeIter_Type PyLong_Type PyMap_Type PyMemberDescr_Type PyMemoryView_Type PyMethodDescr_Type PyMethod_Type PyModuleDef_Type
PyModule_Type PyODictIter_Type PyPickleBuffer_Type PyProperty_Type PyRangeIter_Type PyRange_Type PyReversed_Type PySTEntry_Type PySeqIter_Type PySetIter_Type PySet_Type PySlice_Type
PyStaticMethod_Type PyStdPrinter_Type PySuper_Type PyTraceBack_Type PyTupleIter_Type PyTuple_Type PyUnicodeIter_Type PyUnicode_Type PyWrapperDescr_Type PyZip_Type EncodingMapType
Py_GenericAliasType _PyAnextAwaitable_Type _PyAsyncGenASend_Type _PyAsyncGenAThrow_Type _PyAsyncGenWrappedValue_Type _PyBufferWrapper_Type _PyContextTokenMissing_Type
_PyCoroWrapper_Type _PyCounterExecutor_Type _PyCounterOptimizer_Type _PyDefaultOptimizer_Type _Py_GenericAliasIterType _PyHamtItems_Type _PyHamtKeys_Type _PyHamtValues_Type
_PyHamt_ArrayNode_Type _PyHamt_BitmapNode_Type _PyHamt_CollisionNode_Type _PyHamt_Type _PyInstructionSequence_Type _PyLegacyEventHandler_Type _PyLineIterator _PyManagedBuffer_Type
_PyMemoryIter_Type _PyMethodWrapper_Type _PyNamespace_Type _PyNone_Type _PyNotImplemented_Type _PyPositionsIterator _PyUnicodeASCIIIter_Type _PyUnion_Type _PyUOpExecutor_Type
_PyUOpOptimizer_Type _PyWeakref_CallableProxyType _PyWeakref_ProxyType _PyWeakref_RefType _PyTypeAlias_Type _PyNoDefault_Type PyBool_Type PyCMethod_Type PyODictItems_Type
PyODictKeys_Type PyODictValues_Type PyODict_Type _PyInterpreterID_Type _PyCrossInterpreterData_Type`.trim().split(/\s+/), ...exceptions];
/** Names that are one and the same exception. */
export const EXCEPTION_ALIASES: Readonly<Record<string, string>> = {PyExc_EnvironmentError: 'PyExc_OSError', PyExc_IOError: 'PyExc_OSError'};

export const SINGLETON_WORDS = 16;
export const TYPE_WORDS = 256;
export const SMALL_INT_WORDS = 8;
export const STRING_WORDS = 16;
export const BYTE_WORDS = 12;
/** Words below which nothing dynamic lives: arenas and raw blocks start here (1 MiB). */
export const STATIC_LIMIT = 1 << 18;
