/** Layouts of the types of the test modules. CPython: Modules/_testmultiphase.c */
import {field, struct, type Struct} from './layout';

export const TEST_MODULE_STRUCTS: readonly Struct[] = [struct('ExampleObject', 24, [field('x_attr', 'ref', 16, 'example_x_attr', 'set_example_x_attr')])];
