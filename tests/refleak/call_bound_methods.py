# Methods of Python and of C, bound and kept; class and static methods.
class K:
    def plain(self, x):
        return x

    @classmethod
    def of_class(cls):
        return cls

    @staticmethod
    def of_none():
        return None


k = K()
for _ in range(20):
    k.plain(1000)
    K.of_class()
    k.of_none()
    [].append(k)
    {}.get(k)
kept = [k.plain, K.of_class, [1].append, 'a,b'.split, K.__dict__['of_none']]
