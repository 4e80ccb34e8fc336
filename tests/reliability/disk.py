"""The disk as a power cut may leave it, from the log that faults/faults.c wrote.

What was synced is there. Of what was written since, any 512-byte sector is there or not; a name made, removed or changed
since the last sync of its folder is there or not, in order (a journal keeps the order of names, not of data).

Use:
    for cut in Replay(log).cuts(positions):
        cut.write_image(folder, "some sectors", chance)
        cut.answers      # bodies of the 2xx answers that had left by then
"""
import os
import struct

WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, UNLINK, RENAME, ANSWER, FAULT, LINK, CREATE = range(1, 11)   # as in faults.c
HEADER = struct.Struct("<IIQQ")
SECTOR = 512
MODES = ("nothing", "everything", "beginning", "some writes", "some sectors")


def read_log(file):
    """(kind, path, at, data) in the order of time. A kill may have cut the last one: it ends there."""
    with open(file, "rb") as log:
        while len(header := log.read(HEADER.size)) == HEADER.size:
            kind, path_bytes, at, data_bytes = HEADER.unpack(header)
            path, data = log.read(path_bytes), log.read(data_bytes)
            if len(path) == path_bytes and len(data) == data_bytes:
                yield kind, path.decode(), at, data


class File:
    def __init__(self):
        self.safe, self.loose = bytearray(), []   # bytes; (log position, kind, at, data) since


def apply(content, kind, at, data):
    if kind == TRUNCATE:
        if len(content) > at:
            del content[at:]
        else:
            content.extend(bytes(at - len(content)))
    else:
        if len(content) < at + len(data):
            content.extend(bytes(at + len(data) - len(content)))
        content[at:at + len(data)] = data


def sectors(kind, at, data):
    """A change in the pieces that a disk writes whole."""
    if kind == TRUNCATE:
        return [(kind, at, data)]
    ends = [*range(at - at % SECTOR + SECTOR, at + len(data), SECTOR), at + len(data)]
    begins = [at, *ends[:-1]]
    return [(kind, begin, data[begin - at:end - at]) for begin, end in zip(begins, ends)]


def survivors(loose, mode, chance):
    changes = [change[1:] for change in loose]
    if mode == "nothing":
        return []
    if mode == "everything":
        return changes
    if mode == "some writes":
        return [change for change in changes if chance.random() < 0.5]
    pieces = [piece for change in changes for piece in sectors(*change)]
    if mode == "beginning":
        return pieces[:chance.randrange(len(pieces) + 1)]
    share = chance.random()
    return [piece for piece in pieces if chance.random() < share]


class Replay:
    """Holds the disk of one folder at a moment of the log."""

    def __init__(self, records):
        self.records = records
        self.names, self.safe_names, self.loose_names = {}, {}, []   # name -> File; the same on the disk; changes since
        self.begun = {}            # sync -> position
        self.answers = []
        self.faults = 0

    def hold(self, folder):
        """Begins with the files of this folder, all safe."""
        for path in os.scandir(folder):
            file = File()
            with open(path, "rb") as content:
                file.safe = bytearray(content.read())
            self.names[path.name] = self.safe_names[path.name] = file

    def cuts(self, positions):
        """Yields itself at each of the sorted positions: just before that record."""
        waiting = iter(positions)
        next_cut = next(waiting, None)
        for position, record in enumerate(self.records):
            while next_cut == position:
                yield self
                next_cut = next(waiting, None)
            self.step(position, *record)
        while next_cut is not None:
            yield self
            next_cut = next(waiting, None)

    def step(self, position, kind, path, at, data):
        name = os.path.basename(path)
        if kind == ANSWER:
            self.answers.append(data.partition(b"\r\n\r\n")[2])
        elif kind == FAULT:
            self.faults += 1
        elif kind == SYNC_BEGIN:
            self.begun[at] = position
        elif kind == SYNC_END:
            self.make_safe(name, self.begun.pop(at))
        elif kind == UNLINK:
            self.names.pop(name, None)
            self.loose_names.append((position, name, None))
        elif kind in (RENAME, LINK):
            target = os.path.basename(data.decode())
            self.names[target] = self.names[name]
            self.loose_names.append((position, target, self.names[name]))
            if kind == RENAME:
                del self.names[name]
                self.loose_names.append((position, name, None))
        else:
            if name not in self.names:
                self.names[name] = File()
                self.loose_names.append((position, name, self.names[name]))
            if kind != CREATE:
                self.names[name].loose.append((position, kind, at, data))

    def make_safe(self, name, until):
        file = self.names.get(name)
        if file is None:               # the folder: no file of it has its name
            self.rename_safely([change for change in self.loose_names if change[0] < until])
            self.loose_names = [change for change in self.loose_names if change[0] >= until]
            return
        for change in file.loose:
            if change[0] < until:
                apply(file.safe, *change[1:])
        file.loose = [change for change in file.loose if change[0] >= until]

    def rename_safely(self, changes):
        self.safe_names = changed(self.safe_names, changes)

    def write_image(self, folder, mode, chance):
        """Makes `folder` hold one of the states the disk may be in."""
        for old in os.listdir(folder):
            os.remove(os.path.join(folder, old))
        kept = {"nothing": 0, "everything": len(self.loose_names)}.get(mode, chance.randrange(len(self.loose_names) + 1))
        for name, file in changed(self.safe_names, self.loose_names[:kept]).items():
            content = bytearray(file.safe)
            for change in survivors(file.loose, mode, chance):
                apply(content, *change)
            with open(os.path.join(folder, name), "wb") as image:
                image.write(content)


def changed(names, changes):
    names = dict(names)
    for _, name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file
    return names
