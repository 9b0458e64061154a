/** The object, number, mapping and sequence protocols in _testlimitedcapi. CPython: Modules/_testlimitedcapi/abstract.c */
import * as sequence from '../../objects/abstract-sequence';
import {PyMapping_Check, PyMapping_GetItemString, PyMapping_HasKeyStringWithError, PyMapping_HasKeyWithError, PyMapping_Items, PyMapping_Keys, PyMapping_SetItemString, PyMapping_Size, PyMapping_Values} from '../../objects/abstract-mapping';
import {PyNumber_Check} from '../../objects/abstract-number';
import {PyObject_DelItem, PyObject_DelItemString, PyObject_GetItem, PyObject_SetItem} from '../../objects/abstract-object';
import {PyBytes_FromString} from '../../objects/bytesobject';
import {PyObject_ASCII, PyObject_Bytes, PyObject_DelAttr, PyObject_GetAttr, PyObject_GetAttrString, PyObject_HasAttrStringWithError, PyObject_HasAttrWithError, PyObject_Repr, PyObject_SetAttr, PyObject_SetAttrString, PyObject_Str} from '../../objects/object';
import type {PyMethodDef} from '../../runtime/methoddef';
import {NULL, type PyObject} from '../../runtime/types';
import {boolCheck, check, int, null_error, object, quiet} from './_testlimitedcapi-table';

/** Membership of NULL: 0 in an empty sequence, else the comparison fails. */
function containsNull(seq: PyObject): number {
  if (sequence.PySequence_Size(seq) === 0) return 0;
  null_error();
  return -1;
}

/** The rows. */
export const ABSTRACT: readonly PyMethodDef[] = [
  object('object_repr', 'N', PyObject_Repr),
  object('object_ascii', 'N', PyObject_ASCII),
  object('object_str', 'N', PyObject_Str),
  object('object_bytes', 'N', op => op === NULL ? PyBytes_FromString('<NULL>') : PyObject_Bytes(op)),
  object('object_getattr', 'OO', PyObject_GetAttr),
  object('object_getattrstring', 'Os', PyObject_GetAttrString),
  quiet('object_hasattr', 'OO', 'PyObject_HasAttr(); consider using PyObject_HasAttrWithError(), PyObject_GetOptionalAttr() or PyObject_GetAttr()', PyObject_HasAttrWithError),
  quiet('object_hasattrstring', 'Os', 'PyObject_HasAttrString(); consider using PyObject_HasAttrStringWithError(), PyObject_GetOptionalAttrString() or PyObject_GetAttrString()', PyObject_HasAttrStringWithError),
  int('object_setattr', 'OON', PyObject_SetAttr),
  int('object_setattrstring', 'OsN', PyObject_SetAttrString),
  int('object_delattr', 'OO', PyObject_DelAttr),
  int('object_delattrstring', 'Os', (op, name) => PyObject_SetAttrString(op, name, NULL)),

  boolCheck('number_check', PyNumber_Check),
  check('mapping_check', PyMapping_Check),
  int('mapping_size', 'O', PyMapping_Size),
  int('mapping_length', 'O', PyMapping_Size),
  object('object_getitem', 'OO', PyObject_GetItem),
  object('mapping_getitemstring', 'Os', PyMapping_GetItemString),
  quiet('mapping_haskey', 'OO', 'PyMapping_HasKey(); consider using PyMapping_HasKeyWithError(), PyMapping_GetOptionalItem() or PyObject_GetItem()', PyMapping_HasKeyWithError),
  quiet('mapping_haskeystring', 'Os', 'PyMapping_HasKeyString(); consider using PyMapping_HasKeyStringWithError(), PyMapping_GetOptionalItemString() or PyMapping_GetItemString()', PyMapping_HasKeyStringWithError),
  int('mapping_haskeywitherror', 'OO', PyMapping_HasKeyWithError),
  int('mapping_haskeystringwitherror', 'Os', PyMapping_HasKeyStringWithError),
  int('object_setitem', 'OOO', PyObject_SetItem),
  int('mapping_setitemstring', 'OsO', PyMapping_SetItemString),
  int('object_delitem', 'OO', PyObject_DelItem),
  int('mapping_delitem', 'OO', PyObject_DelItem),
  int('mapping_delitemstring', 'Os', PyObject_DelItemString),
  object('mapping_keys', 'O', PyMapping_Keys),
  object('mapping_values', 'O', PyMapping_Values),
  object('mapping_items', 'O', PyMapping_Items),

  check('sequence_check', sequence.PySequence_Check),
  int('sequence_size', 'O', sequence.PySequence_Size),
  int('sequence_length', 'O', sequence.PySequence_Length),
  object('sequence_concat', 'OO', sequence.PySequence_Concat),
  object('sequence_repeat', 'On', sequence.PySequence_Repeat),
  object('sequence_inplaceconcat', 'OO', sequence.PySequence_InPlaceConcat),
  object('sequence_inplacerepeat', 'On', sequence.PySequence_InPlaceRepeat),
  object('sequence_getitem', 'On', sequence.PySequence_GetItem),
  int('sequence_setitem', 'OnN', (seq, i, item) => item === NULL ? sequence.PySequence_DelItem(seq, i) : sequence.PySequence_SetItem(seq, i, item)),
  int('sequence_delitem', 'On', sequence.PySequence_DelItem),
  int('sequence_setslice', 'OnnN', (seq, i1, i2, items) => items === NULL ? sequence.PySequence_DelSlice(seq, i1, i2) : sequence.PySequence_SetSlice(seq, i1, i2, items)),
  int('sequence_delslice', 'Onn', sequence.PySequence_DelSlice),
  int('sequence_count', 'OO', sequence.PySequence_Count),
  int('sequence_contains', 'ON', (seq, item) => item === NULL ? containsNull(seq) : sequence.PySequence_Contains(seq, item)),
  int('sequence_index', 'OO', sequence.PySequence_Index),
  object('sequence_list', 'O', sequence.PySequence_List),
  object('sequence_tuple', 'O', sequence.PySequence_Tuple),
];
