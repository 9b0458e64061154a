# A new interpreter looks for modules where the program lies, as the main one does, and keeps that when the main one's path changes.
import _interpreters, os, subprocess, sys, tempfile

SHOW = 'import sys; print(repr(sys.path[0]) if sys.path[0] != here else "here", len(sys.path) - size)'


def show():
    sys.stdout.flush()
    for config in 'isolated', 'legacy', 'empty':
        i = _interpreters.create(_interpreters.new_config(config, gil='own', check_multi_interp_extensions=True) if config == 'empty' else config)
        print(_interpreters.exec(i, SHOW, {'here': here, 'size': size}), flush=True)
        _interpreters.destroy(i)


here, size = sys.path[0], len(sys.path)
print(here == os.path.dirname(os.path.abspath(__file__)))
show()
sys.path.insert(0, 'somewhere')
show()
program = 'import _interpreters, sys; print(repr(sys.path[0]), flush=True); i = _interpreters.create(); _interpreters.exec(i, "import sys; print(repr(sys.path[0]))")\n'
with tempfile.TemporaryDirectory() as folder:
    def run(*args, **kwargs):
        out = subprocess.run([sys.executable, *args], cwd=folder, capture_output=True, text=True, **kwargs)
        print([line.replace(os.path.realpath(folder), '<folder>') if not line.endswith(".zip'") else 'the library' for line in out.stdout.splitlines()], out.stderr)
    os.mkdir(os.path.join(folder, 'package'))
    for name in 'script.py', 'package/__main__.py':
        with open(os.path.join(folder, name), 'w') as f:
            f.write(program)
    run('-c', program)
    run('script.py')
    run('package')
    run('-m', 'script')
    run('-m', 'package')
    run('-', input=program)
    run('-I', 'script.py')
    run('-P', 'script.py')
    run('-P', '-c', program)
for name in 'isolated\0rest', '\udc80', 'is\u00f6lated', '':
    try:
        _interpreters.destroy(_interpreters.create(name))
        print('made')
    except ValueError as e:
        print(type(e).__name__, ascii(str(e)))
