# Searches that a simple loop would take too long for, what formatting gives back unchanged, messages of formats.
for fix in (str, lambda s: s.encode(), lambda s: s.replace("a", "\U0001f600")):
    A, B = "a" * 20000, "b" * 20000
    haystack, needle = A + A + B + A + A, A + B + B + A
    print(fix(haystack).find(fix(needle)), fix(haystack).count(fix(needle)), fix(haystack + needle).find(fix(needle)), fix(haystack + needle).count(fix(needle)))
    needle = "ab" * 5000
    haystack = ("ab" * 4999 + "b") * 2
    print(fix(haystack).find(fix(needle)), fix(haystack + needle).find(fix(needle)))


class S(str):
    pass


text, own = "abcde", S("abc")
print([x is text for x in ("%s" % text, "%.5s" % text, "%1s" % text, "{0}".format(text), "{0:.10s}".format(text), "{0:5s}".format(text), text % (), text.format())])
print(type(own % ()).__name__, type(own.format()).__name__, type("%s" % own).__name__, type("{}".format(own)).__name__, type(f"{own}").__name__)
for format in ("%i", "%u", "%d", "%x"):
    for value in (format, format.encode(), bytearray(format.encode())):
        try:
            value % 3j
        except TypeError as e:
            print(e)
for width in ("9223372036854775808", "92233720368547758070"):
    try:
        ("%" + width + "f") % 2.34
    except ValueError as e:
        print(e)

it = iter([1, 2, 3])


class Name(str):
    def __hash__(self):
        return hash("iter")

    def __eq__(self, other):
        list(it)
        return str(self) == other


import builtins

iter_function = builtins.__dict__.pop("iter")
builtins.__dict__[Name("iter")] = iter_function
print(it.__reduce__()[1:])
del builtins.__dict__["iter"]
builtins.iter = iter_function

m = memoryview(bytearray(b"\xff" * 8))


class Releasing:
    def __index__(self):
        m.release()
        return 4


print(list(m[:Releasing()]))
m = memoryview(bytearray(8)).cast("B", (8, 1))
try:
    m[Releasing(), 0]
except ValueError as e:
    print(e)
