# JSON and pickles there and back, and what fails.
import copy
import io
import json
import pickle


class K:
    def __init__(self):
        self.a = [1000]


data = {'a': [1000, 2.5, None, True, 'text', {'b': {}}], 'ü': 'ß' * 20}
for _ in range(3):
    text = json.dumps(data, indent=1)
    json.loads(text)
    json.loads(text, parse_float=str, object_pairs_hook=list)
    for bad in '{"a": ', '[1,', 'nul':
        try:
            json.loads(bad)
        except ValueError:
            pass
    try:
        json.dumps({'a': object()})
    except TypeError:
        pass
    for protocol in range(6):
        pickle.loads(pickle.dumps(data, protocol))
    copy.deepcopy(data), copy.copy(data)
    try:
        pickle.dumps(lambda: 1)
    except (pickle.PicklingError, AttributeError):
        pass
    try:
        pickle.loads(b'\x80\x04garbage')
    except Exception:
        pass
    k = copy.deepcopy(K())
    pickle.Pickler(io.BytesIO(), 4).dump(data)
