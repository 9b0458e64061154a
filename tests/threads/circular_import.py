"""Two threads import modules that import each other: both end, none dead-locks."""
import os, sys, tempfile, threading
folder = tempfile.mkdtemp()
for name, other in (('mod_a', 'mod_b'), ('mod_b', 'mod_a')):
    with open(os.path.join(folder, name + '.py'), 'w') as file:
        file.write(f'''
import time
time.sleep(0.05)
import {other}
done = True
''')
sys.path.insert(0, folder)
barrier, results = threading.Barrier(2), []
def run(name):
    barrier.wait()
    try:
        results.append((name, __import__(name).__name__))
    except BaseException as error:
        results.append((name, repr(error)))
threads = [threading.Thread(target=run, args=(name,)) for name in ('mod_a', 'mod_b')]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(20)
print([thread.is_alive() for thread in threads], sorted(results))
print(sys.modules['mod_a'].done, sys.modules['mod_b'].done)
