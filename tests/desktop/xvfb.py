"""A display of its own for a test, and what a person does on it. Python standard library, Xvfb, libX11 and libXtst only.

with Display(800, 800) as display:
    window = subprocess.Popen([...], env=display.environment())
    display.wait_for_window(); display.type_text("refund"); rows = display.capture()
"""
import ctypes
import ctypes.util
import os
import pathlib
import struct
import subprocess
import tempfile
import time
import zlib


def library(name, package):
    path = ctypes.util.find_library(name)
    if path is None:
        raise RuntimeError(f"lib{name} is missing. Install the Debian package {package}.")
    return ctypes.CDLL(path)


class Picture:
    """Rows of RGB bytes."""

    def __init__(self, width, height, rows):
        self.width, self.height, self.rows = width, height, rows

    def crop(self, x, y, width, height):
        return Picture(width, height, [row[3 * x:3 * (x + width)] for row in self.rows[y:y + height]])

    def colors(self):
        return {row[i:i + 3] for row in self.rows for i in range(0, len(row), 3)}

    def differing_rows(self, other):
        return sum(1 for mine, theirs in zip(self.rows, other.rows) if mine != theirs)

    def difference(self, other):
        """Share of pixels that differ visibly."""
        assert (self.width, self.height) == (other.width, other.height), "pictures of different sizes"
        differing = 0
        for mine, theirs in zip(self.rows, other.rows):
            if mine == theirs:
                continue
            differing += sum(1 for i in range(0, len(mine), 3) if mine[i:i + 3] != theirs[i:i + 3] and
                             max(abs(mine[i + c] - theirs[i + c]) for c in range(3)) > 24)
        return differing / (self.width * self.height)


def read_png(path):
    """8-bit RGB, not interlaced, rows without filter: what pasokh-desktop writes. Checks every checksum."""
    data = pathlib.Path(path).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG file"
    at, packed = 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0] == zlib.crc32(kind + body), "a damaged chunk"
        if kind == b"IHDR":
            width, height, depth, color, _, _, interlace = struct.unpack(">IIBBBBB", body)
            assert (depth, color, interlace) == (8, 2, 0), "not an 8-bit RGB picture"
        if kind == b"IDAT":
            packed += body
        at += 12 + length
    raw, stride = zlib.decompress(packed), 3 * width + 1
    assert len(raw) == stride * height and all(raw[y * stride] == 0 for y in range(height)), "rows are filtered or missing"
    return Picture(width, height, [raw[y * stride + 1:(y + 1) * stride] for y in range(height)])


class Display:
    def __init__(self, width, height):
        self.width, self.height = width, height
        self.folder = tempfile.TemporaryDirectory()

    def __enter__(self):
        read_end, write_end = os.pipe()
        self.server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{self.width}x{self.height}x24", "-fbdir", self.folder.name, "-nolisten", "tcp"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb did not start. Install the Debian package xvfb."
        self.name = f":{number}"
        self.x11 = None
        return self

    def __exit__(self, *_):
        if self.x11 is not None:
            self.x11.XCloseDisplay(self.connection)
        self.server.terminate()
        self.server.wait(10)
        self.folder.cleanup()

    def environment(self, **more):
        kept = {key: value for key, value in os.environ.items() if key not in ("WAYLAND_DISPLAY", "SDL_VIDEODRIVER")}
        return {**kept, "DISPLAY": self.name, "LIBGL_ALWAYS_SOFTWARE": "1", "LC_ALL": "C.UTF-8", **more}

    def connect(self):
        if self.x11 is not None:
            return
        self.x11, self.test = library("X11", "libx11-6"), library("Xtst", "libxtst6")
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.connection = ctypes.c_void_p(self.x11.XOpenDisplay(self.name.encode()))
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XStringToKeysym.restype = ctypes.c_ulong
        self.root = ctypes.c_ulong(self.x11.XDefaultRootWindow(self.connection))

    def windows(self):
        root, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self.x11.XQueryTree(self.connection, self.root, ctypes.byref(root), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
        return [children[i] for i in range(count.value)]

    def wait_for_window(self, width, height, seconds=15):
        """Until a window of that size is on the screen; it gets the keyboard. Gives its place."""
        self.connect()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for window in self.windows():
                x, y, w, h, border, depth = ctypes.c_int(), ctypes.c_int(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
                root = ctypes.c_ulong()
                ok = self.x11.XGetGeometry(self.connection, ctypes.c_ulong(window), ctypes.byref(root), ctypes.byref(x), ctypes.byref(y),
                                           ctypes.byref(w), ctypes.byref(h), ctypes.byref(border), ctypes.byref(depth))
                if ok and (w.value, h.value) == (width, height):
                    time.sleep(0.3)   # mapped and drawn
                    self.x11.XSetInputFocus(self.connection, ctypes.c_ulong(window), 2, 0)
                    self.x11.XSync(self.connection, 0)
                    time.sleep(0.1)
                    return x.value, y.value
            time.sleep(0.05)
        raise AssertionError("the window did not open")

    def key(self, name, *modifiers):
        codes = [self.x11.XKeysymToKeycode(self.connection, ctypes.c_ulong(self.x11.XStringToKeysym(key.encode()))) for key in [*modifiers, name]]
        for code in codes:
            self.test.XTestFakeKeyEvent(self.connection, code, 1, 0)
        for code in reversed(codes):
            self.test.XTestFakeKeyEvent(self.connection, code, 0, 0)
        self.x11.XSync(self.connection, 0)
        time.sleep(0.03)

    def key_codes(self, codes):
        """By place on the keyboard, whatever layout is on."""
        for code in codes:
            self.test.XTestFakeKeyEvent(self.connection, code, 1, 0)
            self.test.XTestFakeKeyEvent(self.connection, code, 0, 0)
            self.x11.XSync(self.connection, 0)
            time.sleep(0.03)

    def click(self, x, y):
        self.test.XTestFakeMotionEvent(self.connection, -1, x, y, 0)
        for down in (1, 0):
            self.test.XTestFakeButtonEvent(self.connection, 1, down, 0)
        self.x11.XSync(self.connection, 0)
        time.sleep(0.1)

    def move_pointer(self, x, y):
        self.test.XTestFakeMotionEvent(self.connection, -1, x, y, 0)
        self.x11.XSync(self.connection, 0)
        time.sleep(0.1)

    def layout(self, name):
        subprocess.run(["setxkbmap", "-display", self.name, name], check=True, stderr=subprocess.DEVNULL)
        time.sleep(0.3)

    def capture(self):
        """The whole screen, from Xvfb's frame buffer file (XWD)."""
        data = pathlib.Path(self.folder.name, "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", data[:100])
        assert header[1] == 7 and header[11] == 32, "not a 32-bit XWD file"
        start, stride = header[0] + 12 * header[19], header[12]
        rows = []
        for y in range(self.height):
            line = data[start + y * stride:start + y * stride + 4 * self.width]
            row = bytearray(3 * self.width)
            row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
            rows.append(bytes(row))
        return Picture(self.width, self.height, rows)
