"""Prints objects/generated/unicodedata_db.ts: the character database of unicodedata, deflated. Run with CPython 3.13.

Its text has these parts, one a line: the records (category, bidirectional, combining, mirrored, width, quick check), two index levels as
in objects/generated/unicodetype_db.ts, records (category, bidirectional, mirrored, width) and indexes of Unicode 3.2.0, then for both the
numbers, decompositions, and what 3.2.0 has otherwise: decimals, numbers, normalization corrections. Code points there are differences.
"""
import base64
import sys
import unicodedata
import zlib
from unicodedata import ucd_3_2_0 as old

SHIFT = 7
DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'
CHARS = [chr(point) for point in range(0x110000)]


def base36(n):
    out = ''
    while True:
        out = DIGITS[n % 36] + out
        n //= 36
        if n == 0:
            return out


def runs(numbers):
    """value or value*count, in base 36."""
    out, i = [], 0
    while i < len(numbers):
        j = i
        while j < len(numbers) and numbers[j] == numbers[i]:
            j += 1
        out.append(base36(numbers[i]) + ('*' + base36(j - i) if j - i > 1 else ''))
        i = j
    return ' '.join(out)


def table(rows):
    """Three lines: the different rows, the blocks, the rows of the blocks."""
    records, record_index, row = [], {}, []
    for record in rows:
        if record not in record_index:
            record_index[record] = len(records)
            records.append(record)
        row.append(record_index[record])
    blocks, block_index, index1 = [], {}, []
    for start in range(0, 0x110000, 1 << SHIFT):
        block = tuple(row[start:start + (1 << SHIFT)])
        if block not in block_index:
            block_index[block] = len(blocks)
            blocks.append(block)
        index1.append(block_index[block])
    return [' '.join(base36(n) for record in records for n in record), runs(index1), runs([r for block in blocks for r in block])]


def listing(values):
    """`difference:value` for the characters that have one."""
    out, last = [], 0
    for point, value in enumerate(values):
        if value is not None and value != '':
            out.append('%s:%s' % (base36(point - last), value))
            last = point
    return ';'.join(out)


def number(value):
    return None if value is None else repr(value).removesuffix('.0')


CATEGORIES = sorted({unicodedata.category(c) for c in CHARS})
BIDIRECTIONAL = sorted({unicodedata.bidirectional(c) for c in CHARS} | {old.bidirectional(c) for c in CHARS})
WIDTHS = sorted({unicodedata.east_asian_width(c) for c in CHARS})

# which characters may join the one before
joining = set(range(0x1161, 0x1176)) | set(range(0x11a8, 0x11c3))
for c in CHARS:
    parts = unicodedata.decomposition(c).split()
    if len(parts) == 2 and parts[0][0] != '<' and unicodedata.normalize('NFC', c) == c:
        joining.add(int(parts[1], 16))


def quick_check(c):
    """Two bits for each of NFD, NFKD, NFC, NFKC, from the lowest: 0 yes, 1 maybe, 2 no."""
    bits = 0
    for i, form in enumerate(['NFD', 'NFKD', 'NFC', 'NFKC']):
        if unicodedata.normalize(form, c) != c:
            bits |= 2 << 2 * i
        elif i >= 2 and ord(c) in joining:
            bits |= 1 << 2 * i
    return bits


def assigned(c):
    return old.category(c) != 'Cn'


def corrected(c):
    now, then = unicodedata.normalize('NFD', c), old.normalize('NFD', c)
    if now == then or not assigned(c):
        return None
    assert len(then) == 1
    return base36(ord(then))


lines = table([(CATEGORIES.index(unicodedata.category(c)), BIDIRECTIONAL.index(unicodedata.bidirectional(c)), unicodedata.combining(c),
                unicodedata.mirrored(c), WIDTHS.index(unicodedata.east_asian_width(c)), quick_check(c)) for c in CHARS])
lines += table([(CATEGORIES.index(old.category(c)), BIDIRECTIONAL.index(old.bidirectional(c)), old.mirrored(c),
                 WIDTHS.index(old.east_asian_width(c))) for c in CHARS])
lines.append(listing(number(unicodedata.numeric(c, None)) for c in CHARS))
lines.append(listing(unicodedata.decomposition(c) for c in CHARS))
lines.append(listing(old.decimal(c, -1) if assigned(c) and old.decimal(c, None) != unicodedata.decimal(c, None) else None for c in CHARS))
lines.append(listing(number(old.numeric(c, -1.0)) if assigned(c) and old.numeric(c, None) != unicodedata.numeric(c, None) else None for c in CHARS))
lines.append(listing(corrected(c) for c in CHARS))

for c in CHARS:  # what the readers of the table take for granted
    if assigned(c):
        assert old.combining(c) == unicodedata.combining(c) and old.decomposition(c) == unicodedata.decomposition(c)
        assert old.name(c, None) == unicodedata.name(c, None)
    else:
        assert old.combining(c) == 0 and old.decomposition(c) == '' and old.name(c, None) is None and old.decimal(c, None) is None
        assert old.numeric(c, None) is None
    assert old.digit(c, None) == unicodedata.digit(c, None)


def names(values):
    return '[' + ', '.join("'%s'" % value for value in values) + ']'


print('// Generated by scripts/regen-unicodedata.py with CPython %s, Unicode %s. Do not edit!' % (sys.version.split()[0], unicodedata.unidata_version))
print("export const OLD_UNIDATA_VERSION = '%s';" % old.unidata_version)
print('export const CATEGORIES: readonly string[] = %s;' % names(CATEGORIES))
print('export const BIDIRECTIONAL: readonly string[] = %s;' % names(BIDIRECTIONAL))
print('export const WIDTHS: readonly string[] = %s;' % names(WIDTHS))
print("export const DATA = '%s';" % base64.b64encode(zlib.compress('\n'.join(lines).encode(), 9)[2:-4]).decode())
