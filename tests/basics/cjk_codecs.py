# Codecs of several bytes a character: all characters there and back, errors and their handlers, pieces, streams.
import codecs
import hashlib
import io

TEXT = 'ASCII, \u4e2d\u6587 \u65e5\u672c\u8a9e \u3042\u30a2'
for name in 'gb2312', 'gbk', 'gb18030', 'big5', 'cp950', 'shift_jis', 'cp932', 'euc_jp', 'euc_kr', 'cp949':
    characters, digest = 0, hashlib.md5()
    for c in range(0x110000):
        if 0xd800 <= c < 0xe000 or (c > 0x10400 and c % 997):
            continue
        try:
            data = chr(c).encode(name)
        except UnicodeEncodeError:
            continue
        if len(data) > 4:
            continue  # syllables that euc_kr puts together
        characters += 1
        digest.update(data)
        try:
            digest.update(data.decode(name).encode())
        except UnicodeDecodeError as e:
            digest.update(str(e).encode())
    print(name, characters, digest.hexdigest())
    digest = hashlib.md5()
    for a in range(0x80, 0x100):
        for b in range(0x20, 0x100):
            try:
                digest.update(bytes([a, b, 0x41]).decode(name).encode())
            except UnicodeDecodeError as e:
                digest.update(b'!')
    print(digest.hexdigest())
    text = ''.join(c for c in TEXT if c.encode(name, 'ignore'))
    data = text.encode(name)
    print(data, data.decode(name) == text, codecs.lookup(name).encode(text)[1], codecs.lookup(name).decode(data)[1])
    for errors in 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'strict':
        try:
            print('a\u0e01\U0001f600b'.encode(name, errors))
        except UnicodeEncodeError as e:
            print(e)
    for bad in data + b'\x85', b'a\xffb', data[:-1] + b'\x80!', b'\x81':
        for errors in 'ignore', 'replace', 'backslashreplace', 'strict':
            try:
                print(ascii(bad.decode(name, errors)))
            except UnicodeDecodeError as e:
                print(type(e).__name__, e.start, e.end, e.reason)
    decoder = codecs.getincrementaldecoder(name)()
    print(''.join(decoder.decode(data[i:i + 1]) for i in range(len(data))) + decoder.decode(b'', True) == text, decoder.errors)
    decoder.decode(data[:-1])
    print(decoder.getstate())
    decoder.reset()
    print(decoder.getstate(), codecs.getincrementalencoder(name)('replace').encode(text) == data)
    stream = io.BytesIO((text + '\nnext\n').encode(name))
    reader = codecs.getreader(name)(stream)
    print(reader.readline() == text + '\n', reader.read())
    out = io.BytesIO()
    writer = codecs.getwriter(name)(out)
    writer.write(text)
    writer.writelines(['x', 'y'])
    print(out.getvalue() == data + b'xy')
    print(io.TextIOWrapper(io.BytesIO(data), name).read() == text)
for call in lambda: __import__('_codecs_cn').getcodec('nope'), lambda: __import__('_codecs_cn').getcodec(3), lambda: __import__('_multibytecodec').MultibyteIncrementalDecoder():
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
