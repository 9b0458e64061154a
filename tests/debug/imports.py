# What modules of the library keep for themselves is nobody's leak.
import collections, dataclasses, enum, functools, json, pickle, re
