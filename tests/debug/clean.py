# Leaves nothing behind.
class Node: pass
nodes = [Node() for i in range(100)]
nodes[0].next = nodes
