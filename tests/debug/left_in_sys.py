# A cycle goes with __main__; what sys got stays.
import sys
class Node: pass
a = Node()
a.me = a
sys.kept = [Node()]
print('ran')
