import {readFileSync} from 'fs';
import {join} from 'path';
import {
  INTRINSIC_1_NAMES, INTRINSIC_2_NAMES, NB_OPS, PyCompile_OpcodeStackEffectWithJump, PY_INVALID_STACK_EFFECT, _PyCompile_OpcodeHasArg, _PyCompile_OpcodeHasConst,
  _PyCompile_OpcodeHasExc, _PyCompile_OpcodeHasFree, _PyCompile_OpcodeHasJump, _PyCompile_OpcodeHasLocal, _PyCompile_OpcodeHasName, _PyCompile_OpcodeIsValid,
  _PyOpcode_Caches, _PyOpcode_OpName,
} from '../../../vm/opcode-metadata';

/** What tests/dis/record.py wrote with real CPython's `_opcode`. */
interface Recorded {
  rows: {number: number; name: string; effects: (number | null)[]; caches: number; [question: string]: unknown}[];
  intrinsic1: string[];
  intrinsic2: string[];
  nb_ops: [string, string][];
}
const recorded = JSON.parse(readFileSync(join(__dirname, '../../dis/opcodes.json'), 'utf8')) as Recorded;

test('questions about opcodes are answered as by CPython', () => {
  for (const row of recorded.rows) {
    const {number} = row;
    const valid = _PyCompile_OpcodeIsValid(number);
    expect([number, valid]).toEqual([number, row.is_valid]);
    if (row.name !== '') expect(_PyOpcode_OpName[number]).toBe(row.name);
    const answers = {
      has_arg: _PyCompile_OpcodeHasArg(number), has_const: _PyCompile_OpcodeHasConst(number), has_name: _PyCompile_OpcodeHasName(number),
      has_jump: _PyCompile_OpcodeHasJump(number), has_free: _PyCompile_OpcodeHasFree(number), has_local: _PyCompile_OpcodeHasLocal(number),
      has_exc: _PyCompile_OpcodeHasExc(number),
    };
    for (const [question, answer] of Object.entries(answers)) expect([number, question, valid && answer]).toEqual([number, question, row[question]]);
    const effects = [0, 1, 2, 3, 5, 255, 259].flatMap(oparg => [-1, 0, 1].map(jump => {
      const effect = PyCompile_OpcodeStackEffectWithJump(number, oparg, jump);
      return effect === PY_INVALID_STACK_EFFECT ? null : effect;
    }));
    expect([number, effects]).toEqual([number, row.effects]);
    expect([number, _PyOpcode_Caches[number]]).toEqual([number, row.caches]);
  }
});

test('names of intrinsics and binary operations', () => {
  expect(INTRINSIC_1_NAMES).toEqual(recorded.intrinsic1);
  expect(INTRINSIC_2_NAMES).toEqual(recorded.intrinsic2);
  expect(NB_OPS).toEqual(recorded.nb_ops);
});
