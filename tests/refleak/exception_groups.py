# Groups split by except*, nested, raised again.
for _ in range(4):
    try:
        raise ExceptionGroup('g', [ValueError(1), TypeError(2), ExceptionGroup('h', [KeyError(3)])])
    except* ValueError as e:
        e.subgroup(lambda x: True)
    except* (TypeError, KeyError):
        pass
    try:
        try:
            raise ExceptionGroup('g', [ValueError(1), OSError(2)])
        except* ValueError:
            raise KeyError
    except BaseExceptionGroup as e:
        e.split(KeyError)
kept = ExceptionGroup('kept', [ValueError(1)])
