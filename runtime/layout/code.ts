/** Layouts of what runs: code, functions, cells, frames, generators, methods. CPython: Include/cpython/code.h, Include/internal/pycore_frame.h, Include/cpython/funcobject.h */
import {field, items, macro, struct, type Macro, type Struct} from './layout';

const generator = (prefix: string): Struct['fields'] => [
  field(`${prefix}_weakreflist`, 'borrowed', 16), field(`${prefix}_name`, 'ref', 24), field(`${prefix}_qualname`, 'ref', 32),
  // exc_state: _PyErr_StackItem {exc_value, previous_item}
  field(`${prefix}_exc_value`, 'ref', 40), field(`${prefix}_exc_previous`, 'ptr', 48),
  field(`${prefix}_origin_or_finalizer`, 'ref', 56),
  field(`${prefix}_hooks_inited`, 'int', 64), field(`${prefix}_closed`, 'int', 65 + 3),
  field(`${prefix}_running_async`, 'int', 60), field(`${prefix}_frame_state`, 'int', 52),
];

export const CODE_STRUCTS: readonly Struct[] = [
  // The instructions are not behind the struct but in a block of their own, of which P's CodeData has a view; the object's size is CPython's: 200 bytes and the code units after it.
  struct('PyCodeObject', 200, [
    field('co_consts', 'ref', 24), field('co_names', 'ref', 32), field('co_exceptiontable', 'ref', 40),
    field('co_flags', 'int', 48), field('co_argcount', 'int', 52), field('co_posonlyargcount', 'int', 56), field('co_kwonlyargcount', 'int', 60),
    field('co_stacksize', 'int', 64), field('co_firstlineno', 'int', 68), field('co_nlocalsplus', 'int', 72), field('co_framesize', 'int', 76),
    field('co_nlocals', 'int', 80), field('co_ncellvars', 'int', 84), field('co_nfreevars', 'int', 88), field('co_version', 'int', 92),
    field('co_localsplusnames', 'ref', 96), field('co_localspluskinds', 'ref', 104), field('co_filename', 'ref', 112), field('co_name', 'ref', 120),
    field('co_qualname', 'ref', 128), field('co_linetable', 'ref', 136), field('co_weakreflist', 'borrowed', 144),
    field('_co_cached', 'ptr', 160), field('_co_instrumentation_version', 'int', 168), field('_co_unique_id', 'int', 172),
    field('_co_firsttraceable', 'int', 188), field('co_size', 'int', 16), // number of code units (ob_size)
    field('co_code_adaptive', 'ptr', 192), // address of the block
  ]),
  struct('PyFunctionObject', 144, [
    field('func_globals', 'ref', 16), field('func_builtins', 'ref', 24), field('func_name', 'ref', 32), field('func_qualname', 'ref', 40),
    field('func_code', 'ref', 48), field('func_defaults', 'ref', 56), field('func_kwdefaults', 'ref', 64), field('func_closure', 'ref', 72),
    field('func_doc', 'ref', 80), field('func_dict', 'ref', 88), field('func_weakreflist', 'borrowed', 96), field('func_module', 'ref', 104),
    field('func_annotations', 'ref', 112), field('func_typeparams', 'ref', 120), field('func_version', 'int', 136),
  ]),
  struct('PyCellObject', 24, [field('ob_ref', 'ref', 16, 'PyCell_GET', '_PyCell_SET')]),
  struct('PyMethodObject', 48, [field('im_func', 'ref', 16, 'PyMethod_GET_FUNCTION', 'set_im_func'), field('im_self', 'ref', 24, 'PyMethod_GET_SELF', 'set_im_self'), field('im_weakreflist', 'borrowed', 32)]),
  // The PyMethodDef is P's.
  struct('PyCFunctionObject', 56, [field('m_self', 'ref', 24, '_PyCFunction_SELF', 'set_m_self'), field('m_module', 'ref', 32), field('m_weakreflist', 'borrowed', 40)]),
  struct('PyCMethodObject', 64, [field('mm_class', 'ref', 56)]),
  struct('_PyInterpreterFrame', 72, [
    field('f_executable', 'ref', 0), field('owner', 'int', 4, 'f_owner', 'set_f_owner'), field('previous', 'ptr', 8, 'f_previous', 'set_f_previous'), field('resume', 'int', 12, 'f_resume', 'set_f_resume'), // ours: the unit the loop goes on with when it takes the frame up again
    field('f_funcobj', 'ref', 16), field('f_globals', 'borrowed', 24), field('f_builtins', 'borrowed', 32), field('f_locals', 'ref', 40),
    field('frame_obj', 'ref', 48, 'f_frame_obj', 'set_f_frame_obj'), field('instr_ptr', 'int', 56, 'f_instr_ptr', 'set_f_instr_ptr'), // code unit index of the instruction being run
    field('stacktop', 'ptr', 64, 'f_stacktop', 'set_f_stacktop'), // absolute address one past the top of the value stack while the frame does not run
    field('return_offset', 'int', 68, 'f_return_offset', 'set_f_return_offset'),
    items('localsplus', 'ref', 72, 'f_localsplus', 'set_f_localsplus'),
  ]),
  struct('PyFrameObject', 64, [
    field('f_back', 'ref', 16), field('f_frame', 'ptr', 24), field('f_trace', 'ref', 32), field('f_lineno', 'int', 40, 'frame_lineno', 'set_frame_lineno'),
    field('f_trace_lines', 'int', 44), field('f_trace_opcodes', 'int', 28), field('f_extra_locals', 'ref', 48), field('f_locals_cache', 'ref', 56),
  ]), // the frame it owns after its end starts at byte 64
  struct('PyGenObject', 144, generator('gi')), // the frame (iframe) starts at byte 72
  struct('PyCoroWrapper', 24, [field('cw_coroutine', 'ref', 16)]),
  struct('PyAsyncGenASend', 40, [field('ags_gen', 'ref', 16), field('ags_sendval', 'ref', 24), field('ags_state', 'int', 32)]),
  struct('PyAsyncGenAThrow', 40, [field('agt_gen', 'ref', 16), field('agt_args', 'ref', 24), field('agt_state', 'int', 32)]),
  struct('_PyAsyncGenWrappedValue', 24, [field('agw_val', 'ref', 16)]),
  struct('PyFrameLocalsProxyObject', 24, [field('proxy_frame', 'ref', 16)]),
  struct('PyTracebackObject', 40, [field('tb_next', 'ref', 16), field('tb_frame', 'ref', 24), field('tb_lasti', 'int', 32), field('tb_lineno', 'int', 36)]),
  struct('lockobject', 32, [field('in_weakreflist', 'borrowed', 24)]),
  struct('AST_object', 24, [field('dict', 'ref', 16, 'ast_dict', 'set_ast_dict')]),
  struct('PyStdPrinter_Object', 24, [field('fd', 'int', 16, 'stdprinter_fd', 'set_stdprinter_fd')]),
  struct('PyModuleObject', 56, [
    field('md_dict', 'ref', 16), field('md_weaklist', 'borrowed', 40), field('md_name', 'ref', 48), // md_def and md_state are P's (class ModuleData)
  ]),
];

/** Single expressions only, so that the opcode generator can inline them; word offsets follow from the structs above and in core.ts and values.ts. */
export const CODE_MACROS: readonly Macro[] = [
  // entries of dict keys start behind the indices (1 << dk_log2_index_bytes bytes) at word 8
  macro('_PyDictKeys_UnicodeKey', 'keys: number, i: number', 'PyObject', 'H[keys + 8 + ((1 << H[keys + 3]) >> 2) + (i << 2)] as PyObject'),
  macro('_PyDictKeys_UnicodeValue', 'keys: number, i: number', 'PyObject', 'H[keys + 10 + ((1 << H[keys + 3]) >> 2) + (i << 2)] as PyObject'),
  // the inline values of an instance follow its struct
  macro('_PyObject_InlineValues', 'op: PyObject', 'number', 'op + (H[H[op + 2] + 8] >> 2)'),
  macro('_PyInlineValues_VALID', 'values: number', 'number', 'H[values] >>> 24'),
  macro('_PyObject_SlotAt', 'op: PyObject, offset: number', 'PyObject', 'H[op + (offset >> 2)] as PyObject'),
  macro('_PyObject_SetSlotAt', 'op: PyObject, offset: number, v: PyObject | NULL', 'void', 'H[op + (offset >> 2)] = v'),
  macro('_PyEval_Breaker', '', 'number', 'H[18]'),
  macro('_PyCode_InstrumentationVersion', 'co: PyObject', 'number', 'H[co + 42]'),
  // room on the frame stack for a frame, and depth left for it: DATASTACK_TOP, DATASTACK_LIMIT, PY_RECURSION_REMAINING
  macro('_PyCode_HasStackSpace', 'co: PyObject', 'boolean', 'H[24] + (H[co + 19] << 1) < H[26] && H[28] > 1'),
  macro('PyMethodDescr_CheckExact', 'op: PyObject', 'boolean', 'H[op + 2] === PyMethodDescr_Type'),
  macro('_PyDescr_TYPE', 'op: PyObject', 'PyObject', 'H[op + 4] as PyObject'),
  macro('_PyGen_FRAME', 'gen: PyObject', 'number', 'gen + 18'),
  macro('_PyFrame_GENERATOR', 'frame: number', 'PyObject', '(frame - 18) as PyObject'),
  macro('_PyExc_Info', '', 'number', 'H[32]'),
];
