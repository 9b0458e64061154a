/** Every struct and every macro, from the files of this folder. */
import {CODE_MACROS, CODE_STRUCTS} from './code';
import {CONTAINER_MACROS, CONTAINER_STRUCTS} from './containers';
import {CORE_MACROS, CORE_STRUCTS} from './core';
import {DATETIME_STRUCTS} from './datetime';
import {FRONT_END_STRUCTS} from './front-end';
import {IO_STRUCTS} from './io';
import type {Macro, Struct} from './layout';
import {DECIMAL_STRUCTS} from './decimal';
import {LIBRARY_STRUCTS} from './library';
import {EXCEPTION_STRUCTS} from './numbers-exceptions';
import {MODS_STRUCTS} from './mods';
import {PICKLE_STRUCTS} from './pickle';
import {POSIX_STRUCTS} from './posix';
import {TEST_MODULE_STRUCTS} from './testmodules';
import {TEXT_MACROS, TEXT_STRUCTS} from './text';
import {TYPE_MACROS, TYPE_STRUCTS} from './types-functions';
import {VALUE_MACROS, VALUE_STRUCTS} from './values';

export const LAYOUT_STRUCTS: readonly Struct[] = [...CORE_STRUCTS, ...TYPE_STRUCTS, ...VALUE_STRUCTS, ...CODE_STRUCTS, ...TEXT_STRUCTS, ...EXCEPTION_STRUCTS, ...CONTAINER_STRUCTS, ...IO_STRUCTS, ...POSIX_STRUCTS, ...MODS_STRUCTS, ...PICKLE_STRUCTS, ...DECIMAL_STRUCTS, ...TEST_MODULE_STRUCTS, ...FRONT_END_STRUCTS, ...DATETIME_STRUCTS, ...LIBRARY_STRUCTS];
export const LAYOUT_MACROS: readonly Macro[] = [...CORE_MACROS, ...TYPE_MACROS, ...VALUE_MACROS, ...TEXT_MACROS, ...CODE_MACROS, ...CONTAINER_MACROS];
