"""Files and data compressed as LZMA: .xz, .lzma and raw streams.

The library that this Python is built from has no lzma.py; this one has its interface and stands on _lzma.
"""

import _compression
import builtins
import io
import os

from _lzma import *
from _lzma import _decode_filter_properties, _encode_filter_properties

__all__ = [
    "CHECK_CRC32", "CHECK_CRC64", "CHECK_ID_MAX", "CHECK_NONE", "CHECK_SHA256", "CHECK_UNKNOWN",
    "FILTER_ARM", "FILTER_ARMTHUMB", "FILTER_DELTA", "FILTER_IA64", "FILTER_LZMA1", "FILTER_LZMA2",
    "FILTER_POWERPC", "FILTER_SPARC", "FILTER_X86", "FORMAT_ALONE", "FORMAT_AUTO", "FORMAT_RAW", "FORMAT_XZ",
    "LZMACompressor", "LZMADecompressor", "LZMAError", "LZMAFile", "MF_BT2", "MF_BT3", "MF_BT4", "MF_HC3", "MF_HC4",
    "MODE_FAST", "MODE_NORMAL", "PRESET_DEFAULT", "PRESET_EXTREME", "compress", "decompress", "is_check_supported", "open",
]


class LZMAFile(_compression.BaseStream):
    """A compressed file of bytes, or another file object seen through compression.

    filename is a path or a file object. mode is 'r', 'w', 'x' or 'a', with or without a 'b'. format defaults to
    FORMAT_AUTO for reading and to FORMAT_XZ for writing; check and preset are for writing, filters for writing and for
    FORMAT_RAW, as LZMACompressor and LZMADecompressor take them.
    """

    # Set by __init__; a file that was never opened counts as closed.
    _fp = None

    def __init__(self, filename=None, mode="r", *, format=None, check=-1, preset=None, filters=None):
        self._fp = None
        self._owned = False
        self._compressor = None
        self._buffer = None
        self._pos = 0
        if mode not in ("r", "rb", "w", "wb", "x", "xb", "a", "ab"):
            raise ValueError(f"Invalid mode: {mode!r}")
        reads = mode[0] == "r"
        if not reads:
            self._compressor = LZMACompressor(FORMAT_XZ if format is None else format, check, preset, filters)
        elif check != -1:
            raise ValueError("Cannot specify an integrity check when opening a file for reading")
        elif preset is not None:
            raise ValueError("Cannot specify a preset compression level when opening a file for reading")
        if isinstance(filename, (str, bytes, os.PathLike)):
            self._fp = builtins.open(filename, mode[0] + "b")
            self._owned = True
        elif hasattr(filename, "read") or hasattr(filename, "write"):
            self._fp = filename
        else:
            raise TypeError("filename must be a str, bytes, file or PathLike object")
        if reads:
            self._buffer = io.BufferedReader(_compression.DecompressReader(
                self._fp, LZMADecompressor, trailing_error=LZMAError,
                format=FORMAT_AUTO if format is None else format, filters=filters))
        self._reads = reads

    def close(self):
        """Writes what is left and closes the file; it closes the underlying one only if it opened that itself."""
        fp, self._fp = self._fp, None
        if fp is None:
            return
        owned, self._owned = self._owned, False
        try:
            if self._reads:
                self._buffer.close()
            else:
                fp.write(self._compressor.flush())
        finally:
            self._buffer = self._compressor = None
            if owned:
                fp.close()

    @property
    def closed(self):
        """Whether the file is closed."""
        return self._fp is None

    @property
    def name(self):
        """The name of the underlying file."""
        self._check_not_closed()
        return self._fp.name

    @property
    def mode(self):
        """'rb' or 'wb'."""
        return "rb" if self._reads else "wb"

    def fileno(self):
        """The descriptor of the underlying file."""
        self._check_not_closed()
        return self._fp.fileno()

    def readable(self):
        """Whether the file was opened for reading."""
        self._check_not_closed()
        return self._reads

    def writable(self):
        """Whether the file was opened for writing."""
        self._check_not_closed()
        return not self._reads

    def seekable(self):
        """Whether seek() works."""
        return self.readable() and self._buffer.seekable()

    def peek(self, size=-1):
        """Data that comes next, without moving on: at least one byte, unless at the end."""
        self._check_can_read()
        return self._buffer.peek(size)

    def read(self, size=-1):
        """At most size bytes, all there are if that is negative; b'' at the end."""
        self._check_can_read()
        return self._buffer.read(size)

    def read1(self, size=-1):
        """At most size bytes with as few reads of the underlying file as possible."""
        self._check_can_read()
        return self._buffer.read1(io.DEFAULT_BUFFER_SIZE if size < 0 else size)

    def readline(self, size=-1):
        """A line with its newline, of at most size bytes unless that is negative."""
        self._check_can_read()
        return self._buffer.readline(size)

    def write(self, data):
        """Compresses data; returns how many bytes that were. The file has all of them only once it is closed."""
        self._check_can_write()
        length = len(data) if isinstance(data, (bytes, bytearray)) else memoryview(data).nbytes
        self._fp.write(self._compressor.compress(data))
        self._pos += length
        return length

    def seek(self, offset, whence=io.SEEK_SET):
        """Moves to a position of the decompressed data, which may mean to read all that lies between."""
        self._check_can_seek()
        return self._buffer.seek(offset, whence)

    def tell(self):
        """The position in the decompressed data."""
        self._check_not_closed()
        return self._buffer.tell() if self._reads else self._pos


def open(filename, mode="rb", *, format=None, check=-1, preset=None, filters=None,
         encoding=None, errors=None, newline=None):
    """An LZMAFile; with a 't' in the mode the text in it, for which encoding, errors and newline are as in io.open()."""
    text = "t" in mode
    if text and "b" in mode:
        raise ValueError(f"Invalid mode: {mode!r}")
    if not text:
        for name, value in ("encoding", encoding), ("errors", errors), ("newline", newline):
            if value is not None:
                raise ValueError(f"Argument '{name}' not supported in binary mode")
    file = LZMAFile(filename, mode.replace("t", ""), format=format, check=check, preset=preset, filters=filters)
    return io.TextIOWrapper(file, io.text_encoding(encoding), errors, newline) if text else file


def compress(data, format=FORMAT_XZ, check=-1, preset=None, filters=None):
    """Compressed data, as an LZMACompressor with these arguments makes it."""
    compressor = LZMACompressor(format, check, preset, filters)
    return compressor.compress(data) + compressor.flush()


def decompress(data, format=FORMAT_AUTO, memlimit=None, filters=None):
    """Decompressed data: one stream after the other, up to what is no stream any more."""
    parts = []
    while data or not parts:
        decompressor = LZMADecompressor(format, memlimit, filters)
        try:
            part = decompressor.decompress(data)
        except LZMAError:
            if not parts:
                raise
            break
        if not decompressor.eof:
            raise LZMAError("Compressed data ended before the end-of-stream marker was reached")
        parts.append(part)
        data = decompressor.unused_data
    return b"".join(parts)
