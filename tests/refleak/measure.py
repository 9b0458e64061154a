"""What a round of a program costs: measure.py PROGRAM [ROUNDS] prints the changes of sys.gettotalrefcount() and sys.getallocatedblocks() in its last three rounds.

The program is compiled once and run in a new namespace each time; what it leaves in `kept` stays. `state` is a dict that lasts.
Before each reading the free lists and the cache of type attributes are emptied; the readings go into lists where numbers of the same size were before.
"""
import gc
import sys


def measure(path, rounds):
    with open(path, encoding='utf-8') as file:
        code = compile(file.read(), path, 'exec')
    references, blocks = list(range(10 ** 6, 10 ** 6 + rounds)), list(range(10 ** 6, 10 ** 6 + rounds))
    kept, state = [None] * rounds, {}
    for i in range(rounds):
        namespace = {'__name__': 'program', 'state': state}
        exec(code, namespace)
        kept[i] = namespace.get('kept')
        namespace = None
        gc.collect()
        sys._clear_type_cache()
        blocks[i] = sys.getallocatedblocks() - sys.getunicodeinternedsize(_only_immortal=True)
        references[i] = sys.gettotalrefcount()
    for i in range(rounds - 3, rounds):
        print(references[i] - references[i - 1], 'references,', blocks[i] - blocks[i - 1], 'blocks')


measure(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 11)
