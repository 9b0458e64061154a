# Instance dicts that share their keys, and stop to share them.
class K:
    def __init__(self):
        self.a = self.b = self.c = 1000


many = [K() for _ in range(10)]
for i, k in enumerate(many):
    vars(k)
    if i % 2:
        del k.a
        k.z = i
    if i % 3 == 0:
        k.__dict__ = {'a': 1}
    if i % 5 == 0:
        vars(k).clear()
keep = K()
keep.__dict__
kept = keep, vars(keep).copy()
