# Modules of the library loaded again in place.
import colorsys
import importlib
import bisect

for _ in range(2):
    importlib.reload(colorsys)
    importlib.reload(bisect)
