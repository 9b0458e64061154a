# Interpreters that end in every order, with finalizers pending, cycles, atexit functions and threads that have ended; some are left to the end.
import _interpreters, itertools

SCRIPT = '''
import atexit, gc, os, threading, weakref
say = lambda *words, write=os.write: write(1, (" ".join(map(str, words)) + "\\\\n").encode())
gc.disable()
class Node:
    def __init__(self, name): self.name = name
    def __del__(self, say=say): say("died", self.name)
a, b = Node(f"{which} a"), Node(f"{which} b")
a.other, b.other = b, a
kept = Node(f"{which} kept")
atexit.register(say, which, "atexit", 1)
atexit.register(lambda: say(which, "atexit", 2, kept.name))
watch = weakref.ref(kept, lambda ref, say=say, which=which: say(which, "forgotten"))
weakref.finalize(kept, say, which, "finalized")
done = []
threads = [threading.Thread(target=done.append, args=(i,)) for i in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
say(which, sorted(done))
del a, b
'''.replace('\\\\n', '\\n')
CONFIGS = 'isolated', 'legacy', 'isolated'
for order in itertools.islice(itertools.permutations(range(3)), 0, None, 2):
    print(order, flush=True)
    ids = [_interpreters.create(config) for config in CONFIGS]
    for which, i in enumerate(ids):
        failed = _interpreters.exec(i, SCRIPT, {'which': which})
        assert failed is None, failed
    for which in order:
        _interpreters.destroy(ids[which])
print('left', flush=True)
for which, config in enumerate(CONFIGS):
    _interpreters.exec(_interpreters.create(config), SCRIPT, {'which': which})
