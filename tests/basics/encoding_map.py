# The map that codecs make of a table of characters: its type, its size, what it encodes.
import codecs, sys, encodings.iso8859_3, encodings.cp1252, encodings.koi8_r, encodings.mac_roman
for m in encodings.iso8859_3, encodings.cp1252, encodings.koi8_r:
    x = codecs.charmap_build(m.decoding_table)
    print(type(x), sys.getsizeof(x), x.size(), m.decoding_table.replace('\ufffe','').encode(m.__name__.split('.')[1]).hex())
print(codecs.charmap_encode('a\u1234b\0', 'replace', x), codecs.charmap_build('\x01\x00'), codecs.charmap_build('\0\U0001F600'))
print(type(codecs.charmap_build('\0\ufffea')), codecs.charmap_encode('a\0', 'strict', codecs.charmap_build('\0\ufffea')))
try: type(x)()
except TypeError as e: print(e)
try: codecs.charmap_encode('a\u1234b\0', 'strict', x)
except UnicodeError as e: print(e)
