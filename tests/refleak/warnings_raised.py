# Warnings filtered, caught, turned into errors.
import warnings

for _ in range(3):
    with warnings.catch_warnings(record=True) as log:
        warnings.simplefilter('always')
        warnings.warn('text', DeprecationWarning)
        warnings.warn_explicit('other', UserWarning, 'file.py', 5, registry={})
    with warnings.catch_warnings():
        warnings.simplefilter('error')
        try:
            warnings.warn('text')
        except UserWarning:
            pass
