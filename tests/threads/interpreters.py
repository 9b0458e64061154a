"""Threads in other interpreters wait in the middle of them."""
import _interpreters, os, threading, time
ids = [_interpreters.create() for _ in range(3)]
r, w = os.pipe()
def run(i):
    _interpreters.exec(i, f'''
import os, threading, time
def inner():
    time.sleep(0.02)
    os.write({w}, b'x')
threads = [threading.Thread(target=inner) for _ in range(2)] if {i} < 0 else []
inner()
time.sleep(0.02)
''')
threads = [threading.Thread(target=run, args=(i,)) for i in ids]
for thread in threads: thread.start()
for thread in threads: thread.join(20)
print([thread.is_alive() for thread in threads], os.read(r, 10))
for i in ids: _interpreters.destroy(i)
print(len(_interpreters.list_all()))
def reader(): got.append(os.read(r, 5))
got = []
thread = threading.Thread(target=reader)
thread.start()
time.sleep(0.02)
print(got)
os.write(w, b'hello')
thread.join(20)
print(got)
