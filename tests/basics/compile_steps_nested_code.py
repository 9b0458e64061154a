# The assembler takes any object as a constant: code, functions, instances.
import _testinternalcapi, dis

class Mark:
    def __repr__(self): return '<mark>'
def inner(): return 42
mark = Mark()

def assemble(consts, body):
    seq = _testinternalcapi.new_instruction_sequence()
    for op, arg in body: seq.addop(op, arg, 1, 1, 0, 0)
    seq.addop(dis.opmap['RETURN_VALUE'], 0, 1, 1, 0, 0)
    metadata = {'filename': 'made', 'name': 'made', 'qualname': 'made', 'consts': {c: i for i, c in enumerate(consts)}, 'names': {}, 'varnames': {}, 'cellvars': {}, 'freevars': {}, 'fasthidden': {}, 'argcount': 0, 'posonlyargcount': 0, 'kwonlyargcount': 0, 'firstlineno': 1}
    return _testinternalcapi.assemble_code_object('made', seq, metadata)

load = dis.opmap['LOAD_CONST']
for i, const in enumerate((inner.__code__, mark, 1.5)):
    code = assemble((inner.__code__, mark, 1.5), [(load, i)])
    result = eval(code)
    print(result is const, code.co_consts[0] is inner.__code__, code.co_consts[1:])

seq = _testinternalcapi.new_instruction_sequence()
seq.addop(load, 0, 1, 1, 0, 0)
seq.addop(dis.opmap['RETURN_VALUE'], 0, 1, 1, 0, 0)
consts = [inner.__code__, mark]
_testinternalcapi.optimize_cfg(seq, consts, 0)
print(consts[0] is inner.__code__, len(consts))
