# A code object among the constants that the assembler is given.
import opcode
import _testinternalcapi as internal


def outer(x):
    def inner(): return x
    return inner() % 2


seq = internal.new_instruction_sequence()
for name, arg in ('RESUME', 0), ('LOAD_CONST', 1), ('RETURN_VALUE', 0):
    seq.addop(opcode.opmap[name], arg, 1, 0, 1, 0)
metadata = {'name': 'n', 'qualname': 'q', 'filename': 'file.py', 'consts': {None: 0, outer.__code__: 1}, 'names': {}, 'varnames': {}, 'cellvars': {}, 'freevars': {}, 'fasthidden': {},
            'argcount': 0, 'posonlyargcount': 0, 'kwonlyargcount': 0, 'firstlineno': 1}
code = internal.assemble_code_object('file.py', seq, metadata)
print(code.co_consts[1] is outer.__code__, eval(code) is outer.__code__, len(code.co_consts))
