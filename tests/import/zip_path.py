"""A zip file on sys.path is a place to import from: modules, packages, data, and what its importer says of them."""
import importlib.util
import os
import pkgutil
import sys
import tempfile
import zipfile

print([getattr(hook, '__name__', hook) for hook in sys.path_hooks])
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'things.zip')
    with zipfile.ZipFile(path, 'w') as archive:
        archive.writestr('zmod.py', 'x = 1\nwhere = __file__\n')
        archive.writestr('zpack/__init__.py', 'from . import inner\n')
        archive.writestr('zpack/inner.py', 'def fail():\n    raise ValueError("inside")\n')
        archive.writestr('zpack/data.txt', 'some data\n')
    sys.path.insert(0, path)
    import zmod
    import zpack
    print(zmod.x, zmod.where == os.path.join(path, 'zmod.py'), type(zmod.__loader__).__name__)
    print(zpack.inner.__name__, zpack.__loader__.is_package('zpack'), pkgutil.get_data('zpack', 'data.txt'))
    print([m.name for m in pkgutil.iter_modules([path])])
    try:
        zpack.inner.fail()
    except ValueError as error:
        print(error, error.__traceback__.tb_next.tb_frame.f_code.co_filename == os.path.join(path, 'zpack', 'inner.py'))
    print(importlib.util.find_spec('znothing'))
    with open(os.path.join(folder, 'bad.zip'), 'wb') as file:
        file.write(b'not a zip file at all')
    sys.path.insert(0, file.name)
    try:
        import znothing
    except ImportError as error:
        print(type(error).__name__, error)
    print(sys.path_importer_cache[file.name])
