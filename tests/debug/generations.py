# Objects of many kinds, cycles, finalizers that revive, generators and exceptions: all counted.
import _weakref

class Node:
    def __init__(self, value, parent=None):
        self.value, self.parent, self.children = value, parent, []
        if parent is not None:
            parent.children.append(self)

class Phoenix:
    saved = []
    def __del__(self):
        if len(Phoenix.saved) < 2:
            Phoenix.saved.append(self)

def tree(depth, parent=None):
    node = Node(depth * 1.5, parent)
    if depth:
        for _ in range(3):
            tree(depth - 1, node)
    return node

def numbers(n):
    try:
        for i in range(n):
            yield i * 10 ** 20, {'i': i, i: str(i)}
    finally:
        _weakref.ref(tree(1))

root = tree(5)
alive = _weakref.ref(root)
for number, table in numbers(50):
    table.update(enumerate(f'{number:x}'))
    if len(table) > 25:
        break
for _ in range(3):
    Phoenix()
try:
    {}[root]
except KeyError as e:
    caught = e.with_traceback(None)
text = ','.join(sorted(set(str(caught)) | {repr(slice(i, i + 1)) for i in range(20)}))
