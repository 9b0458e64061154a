# What gc.set_debug() writes, while the program runs and as it ends.
import gc
import re
import sys


class Catcher:
    def __init__(self):
        self.text = ''

    def write(self, text):
        self.text += text

    def flush(self):
        pass


class Node:
    pass


def collect(flags):
    node = Node()
    node.me = [node]
    del node
    gc.collect()
    stderr, sys.stderr = sys.stderr, Catcher()
    node = Node()
    node.me = [node]
    del node
    gc.set_debug(flags)
    try:
        found = gc.collect()
    finally:
        gc.set_debug(0)
        text, sys.stderr = sys.stderr.text, stderr
    print(found, len(gc.garbage))
    for line in text.splitlines():
        print(re.sub(r'0x[0-9a-f]+|\d+\.\d+|generation:.*', '#', line))
    gc.garbage.clear()


gc.disable()
collect(gc.DEBUG_COLLECTABLE)
collect(gc.DEBUG_STATS)
collect(gc.DEBUG_SAVEALL)
collect(gc.DEBUG_LEAK)
gc.garbage.append('left over')
