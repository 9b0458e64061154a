# Three instances and a text are leaked, a list is kept: all by the extension.
import leaky
class Thing: pass
for i in range(3):
    leaky.leak(Thing())
leaky.leak(' '.join(['a', 'text']))
leaky.keep([1, 2, 3])
