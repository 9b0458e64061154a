# __getattr__, __getattribute__, __setattr__, __delattr__ and descriptors.
class D:
    def __get__(self, obj, owner=None):
        return self, obj

    def __set__(self, obj, value):
        obj.__dict__['d'] = value

    def __set_name__(self, owner, name):
        self.name = name


class K:
    d = D()

    def __getattr__(self, name):
        if name == 'no':
            raise AttributeError(name)
        return name

    def __setattr__(self, name, value):
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        object.__delattr__(self, name)

    @property
    def p(self):
        return self.q


k = K()
for _ in range(10):
    k.a = 1
    k.d = 2
    k.d, k.p, k.other, hasattr(k, 'no'), getattr(k, 'no', None)
    del k.a
kept = k
