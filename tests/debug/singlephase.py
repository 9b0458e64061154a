# A single-phase module in the main interpreter and a legacy one; an isolated one refuses it.
import _interpreters
import _testsinglephase
for config in 'legacy', 'isolated':
    error = _interpreters.exec(_interpreters.create(config), 'import _testsinglephase')
    print(config, error and error.formatted)
