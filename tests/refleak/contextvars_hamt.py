# Context variables: many in one context, copies, tokens.
import contextvars

variables = [contextvars.ContextVar('v%d' % i, default=[]) for i in range(40)]


def work():
    tokens = [v.set([i]) for i, v in enumerate(variables)]
    contextvars.copy_context().run(variables[0].set, 5)
    for v, t in zip(variables[::2], tokens[::2]):
        v.reset(t)
    return [v.get() for v in variables]


for _ in range(2):
    c = contextvars.copy_context()
    c.run(work)
    dict(c.items())
    try:
        c.run(c.run, print)
    except RuntimeError:
        pass
kept = contextvars.Context(), contextvars.ContextVar('kept')
