# More items come through a channel than an interpreter can have pending calls.
import _interpchannels
import _interpreters

interp = _interpreters.create()
channel = _interpchannels.create(1)
_interpreters.run_string(interp, f'import _interpchannels\nfor i in range(1000): _interpchannels.send({int(channel)}, ("item", str(i)), blocking=False)')
print([_interpchannels.recv(channel) for _ in range(1000)][-1])
_interpreters.destroy(interp)
