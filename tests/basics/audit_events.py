# The audit events of the interpreter's own operations, in order, with their arguments.
import _thread
import os
import signal
import sys
import threading
import types

WATCHED = ('_thread.', 'builtins.', 'code.', 'compile', 'exec', 'function.', 'object.', 'os.', 'signal.', 'sys.', 'cpython.', 'marshal.')
events = []
recording = False


def hook(event, args):
    if recording and event.startswith(WATCHED):
        events.append((event, args))


sys.addaudithook(hook)


def plain(value):
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if value == __file__:
        return '__file__'
    if isinstance(value, (int, str, bytes, type(None), list, dict)):
        return value
    return type(value).__name__


def record(label, call, *args, **kwargs):
    global recording
    events.clear()
    recording = True
    try:
        call(*args, **kwargs)
    except BaseException as error:
        recording = False
        print(label, type(error).__name__)
    finally:
        recording = False
    for event, values in events:
        values = tuple('thread' if value == threading.get_ident() else 'PID' if value == os.getpid() else value for value in values)
        if event != 'object.__getattr__' or values[1] != '__code__' or label == 'function attributes':
            print(label, event, plain(values))


def identity():
    global recording
    number = id(identity)
    recording = False
    events[:] = [(event, tuple(value == number for value in values)) for event, values in events]


def nothing(*args):
    pass


class C:
    pass


class D:
    pass


def attributes():
    c = C()
    c.__class__ = D
    c.__dict__ = {}
    C.__name__ = 'E'
    C.__bases__ = C.__bases__
    del c.__dict__
    nothing.__code__ = nothing.__code__
    nothing.__defaults__ = (1,)
    nothing.__kwdefaults__ = {'a': 1}
    del nothing.__defaults__
    del nothing.__kwdefaults__
    nothing.__code__
    nothing.__defaults__
    nothing.__globals__
    nothing.__closure__
    C().__init__.__self__
    C.f = nothing
    del C.f
    (lambda: 1).__builtins__


def generator():
    yield


def frames():
    g = generator()
    g.gi_code
    g.gi_frame
    try:
        raise ValueError
    except ValueError as error:
        traceback = error.__traceback__
        traceback.tb_frame
        traceback.tb_next = None
    frame = sys._getframe()
    frame.f_code
    frame.f_locals
    frame.f_trace = None


def threads():
    done = _thread.allocate_lock()
    done.acquire()
    _thread.start_new_thread(lambda: done.release(), ())
    done.acquire()
    _thread.start_joinable_thread(nothing).join()
    thread = threading.Thread(target=nothing, daemon=True)
    thread.start()
    thread.join()


def files():
    folder = '/tmp/audit_events_%d' % os.getpid()
    os.mkdir(folder)
    name = folder + '/file'
    open(name, 'w').close()
    os.chmod(name, 0o600)
    os.rename(name, name + '2')
    os.truncate(name + '2', 0)
    os.utime(name + '2')
    os.symlink('x', name)
    os.unlink(name)
    os.remove(name + '2')
    os.listdir(folder)
    os.rmdir(folder)
    os.putenv('A', 'b')
    os.unsetenv('A')


def without_folder(call):
    global recording
    call()
    recording = False
    pid = str(os.getpid())
    events[:] = [(event, tuple(value.replace(pid, 'PID') if isinstance(value, str) else value.replace(pid.encode(), b'PID') if isinstance(value, bytes) else value for value in values)) for event, values in events]


async def agen():
    yield


record('id', identity)
record('compile', compile, 'a = 1', 'name', 'exec')
record('compile bytes', compile, b'a', 'name', 'eval')
record('eval', eval, '1 + 1')
record('exec', exec, compile('pass', 'x', 'exec'))
record('attributes', attributes)
record('frames', frames)
record('function', types.FunctionType, nothing.__code__, {})
record('code', nothing.__code__.replace, co_name='b')
record('threads', threads)
record('files', without_folder, files)
record('settrace', sys.settrace, None)
record('setprofile', sys.setprofile, None)
record('settrace threads', threading.settrace_all_threads, None)
record('setprofile threads', threading.setprofile_all_threads, None)
record('asyncgen hooks', sys.set_asyncgen_hooks, nothing, nothing)
record('asyncgen hooks', sys.set_asyncgen_hooks, None, None)
record('frame', sys._getframe)
record('frame module', sys._getframemodulename)
record('frame module', sys._getframemodulename, 1)
record('current frames', sys._current_frames)
record('current exceptions', sys._current_exceptions)
record('unraisable', sys.unraisablehook, types.SimpleNamespace(exc_type=KeyError, exc_value=None, exc_traceback=None, err_msg='text', object=None))
record('addaudithook', sys.addaudithook, nothing)
record('pthread_kill', signal.pthread_kill, threading.get_ident(), 0)
record('input', sys.breakpointhook.__class__)
record('system', os.system, 'true')
record('kill', os.kill, os.getpid(), 0)
