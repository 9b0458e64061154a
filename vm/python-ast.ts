/** Syntax trees as Python objects: conversion both ways. CPython: Python/Python-ast.c */
import {PyErr_SetString} from '../objects/errors';
import {PyExc_NotImplementedError} from '../runtime/generated/static-addresses';
import {NULL, type New, type PyObject} from '../runtime/types';
import type {mod_ty} from './generated/ast-nodes';

/** 1 for an AST object, 0 otherwise, -1 with an exception. CPython: PyAST_Check() */
export function PyAST_Check(_op: PyObject): number {
  return 0;
}
/** The Python object of a tree. CPython: PyAST_mod2obj() */
export function PyAST_mod2obj(_mod: mod_ty): New | NULL {
  return PyErr_SetString(PyExc_NotImplementedError, 'syntax trees are not available yet');
}
/** The tree of a Python object; null with an exception. CPython: PyAST_obj2mod() */
export function PyAST_obj2mod(_op: PyObject, _mode: string): mod_ty | null {
  PyErr_SetString(PyExc_NotImplementedError, 'syntax trees are not available yet');
  return null;
}
