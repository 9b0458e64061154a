# Codecs that switch between sets of characters, that join two characters, and that put syllables together.
import codecs
import io

TEXTS = ['Hello ~ \\ ', '\u4f60\u597d', '\u65e5\u672c\u8a9e \uff76\uff85', '\ud55c\uad6d \ub618', '\u00e6\u0300\u00e6', '\u304b\u309a\u304b', '\u00ca\u0304\u00ea\u00ca', '\u00a5\u203e', '\u00e9\u03b1', '\u9b1c\u9b1d\U00020b9f', '\u3131\u314f\u3133']
NAMES = ('hz', 'big5hkscs', 'johab', 'euc_kr', 'euc_jis_2004', 'euc_jisx0213', 'shift_jis_2004', 'shift_jisx0213', 'iso2022_kr', 'iso2022_jp', 'iso2022_jp_1',
         'iso2022_jp_2', 'iso2022_jp_2004', 'iso2022_jp_3', 'iso2022_jp_ext')

for name in NAMES:
    for text in TEXTS:
        print(name, ascii(text), end=' ')
        try:
            data = text.encode(name)
            print(data, data.decode(name) == text)
        except UnicodeEncodeError as e:
            print(e.start, e.end, e.reason, text.encode(name, 'replace'), text.encode(name, 'xmlcharrefreplace'))
    encoder = codecs.getincrementalencoder(name)('ignore')
    decoder = codecs.getincrementaldecoder(name)('replace')
    whole = b''
    for c in ''.join(TEXTS):
        whole += encoder.encode(c)
    print(hex(encoder.getstate()))
    whole += encoder.encode('', True)
    print(ascii(''.join(decoder.decode(whole[i:i + 1]) for i in range(len(whole)))), decoder.getstate())
    for bad in b'\xa4\xd4\xa4\xa1\xa4', b'\x1b$B\x30\x21\x30', b'\x1b$(Q\x2e\x21', b'\x1b$(O\x2e\x21', b'~{0!~x', b'\x1b.A\x1bNi\x1bN\xff', b'\x88\x62\x88', b'\xda\xd4\xdf\xa1':
        try:
            print(ascii(bad.decode(name)), end=' ')
        except UnicodeDecodeError as e:
            print(e.start, e.end, e.reason, ascii(bad.decode(name, 'replace')), end=' ')
    print()

# state travels
encoder = codecs.getincrementalencoder('euc_jis_2004')()
print(encoder.encode('\u00e6'), encoder.getstate())
state = encoder.getstate()
print(encoder.encode('\u0300'))
encoder.setstate(state)
print(encoder.encode('x'))
for bad in 'x', -1, 1 << 200, 200:
    try:
        encoder.setstate(bad)
    except Exception as e:
        print(type(e).__name__, e)
decoder = codecs.getincrementaldecoder('iso2022_jp')()
print(decoder.decode(b'\x1b$B\x30'), decoder.getstate())
for bad in (b'', 0, 0), ('', 0), (b'x' * 9, 0), (b'', -1):
    try:
        decoder.setstate(bad)
    except Exception as e:
        print(type(e).__name__, e)
try:
    del encoder.errors
except AttributeError as e:
    print(e)
stream = io.BytesIO()
writer = codecs.getwriter('euc_jis_2004')(stream)
writer.write('\u00e6')
print(stream.getvalue())
writer.reset()
print(stream.getvalue())
codecs.register_error('test.far', lambda e: ('', 1 << 100))
codecs.register_error('test.odd', lambda e: ('', 'x'))
for handler in 'test.far', 'test.odd', 'test.none':
    for call in lambda: '\u0660'.encode('gbk', handler), lambda: b'\xff'.decode('gbk', handler):
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, e)
