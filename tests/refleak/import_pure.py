# A module of Python imported, dropped, imported again; a package with parts; what fails half way.
import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    write = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    os.mkdir(os.path.join(folder, 'rl_package'))
    for name, text in ('rl_one.py', 'x = [1]\ndef f(): return x\n'), ('rl_fails.py', 'y = [2]\n1 / 0\n'), ('rl_package/__init__.py', 'from . import part\n'), ('rl_package/part.py', 'z = 3\n'):
        with open(os.path.join(folder, name), 'w') as file:
            file.write(text)
    import importlib
    importlib.invalidate_caches()
    for _ in range(2):
        import rl_one
        importlib.reload(rl_one)
        import rl_package.part
        from rl_package import part
        try:
            import rl_fails
        except ZeroDivisionError:
            pass
        try:
            import rl_missing
        except ImportError:
            pass
        try:
            from rl_one import nothing
        except ImportError:
            pass
        for name in 'rl_one', 'rl_package', 'rl_package.part':
            del sys.modules[name]
    sys.path.remove(folder)
    sys.dont_write_bytecode = write
    sys.path_importer_cache.clear()
