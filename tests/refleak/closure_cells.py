# Cells shared, kept, deleted, in class bodies; nonlocal.
def make(n):
    total = [n]

    def add(x):
        nonlocal total
        total = total + [x]
        return total

    def get():
        return total

    return add, get


for _ in range(5):
    add, get = make(1000)
    add(2000)
    get()

    def f():
        x = 1000

        class K:
            y = x

            def m(self):
                return x, __class__

        return K().m()

    f()
kept = make(1)
