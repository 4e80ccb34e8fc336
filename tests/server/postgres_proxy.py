"""Stands between a server and PostgreSQL and spoils some of its COMMITs, as a network or a busy database would.

Use:
    proxy = Proxy(cluster.port, judge=lambda n: "collide" if n % 5 == 0 else None)   # n counts the COMMITs
    address = cluster.address("shop").replace(str(cluster.port), str(proxy.port))
    proxy.close()

Judgements:
    "collide"      the transaction is rolled back and answered with 40001
    "lose_before"  the connection ends, COMMIT never arrives
    "lose_after"   COMMIT is carried out, the connection ends without an answer
"""
import select
import socket
import struct
import threading

COMMIT, ROLLBACK = b"Q\0\0\0\x0bCOMMIT\0", b"Q\0\0\0\x0dROLLBACK\0"


def message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


COLLISION = message(b"E", b"SERROR\0VERROR\0C40001\0Mcould not serialize access\0\0") + message(b"Z", b"I")


class Frames:
    """Cuts a stream of bytes into messages; the first one of a client has no letter in front."""

    def __init__(self, headless):
        self.data, self.headless = b"", headless

    def add(self, data):
        self.data += data
        while True:
            head = 0 if self.headless else 1
            if len(self.data) < head + 4:
                return
            size = head + struct.unpack("!I", self.data[head:head + 4])[0]
            if len(self.data) < size:
                return
            frame, self.data = self.data[:size], self.data[size:]
            self.headless = False
            yield frame


class Proxy:
    def __init__(self, port, judge):
        self.upstream, self.judge = port, judge
        self.lock, self.commits, self.spoiled = threading.Lock(), 0, 0
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.open = set()
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.listener.close()
        for peer in list(self.open):
            peer.close()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def verdict(self):
        with self.lock:
            self.commits += 1
            found = self.judge(self.commits)
            self.spoiled += found is not None
            return found

    def serve(self, client):
        self.open.add(client)
        try:
            with client, socket.create_connection(("127.0.0.1", self.upstream)) as server:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.relay(client, server)
        except OSError:
            pass
        finally:
            self.open.discard(client)

    def relay(self, client, server):
        frames = Frames(headless=True)
        while True:
            readable, _, _ = select.select([client, server], [], [])
            if server in readable:
                data = server.recv(65536)
                if not data:
                    return
                client.sendall(data)
            if client in readable:
                data = client.recv(65536)
                if not data:
                    return
                for frame in frames.add(data):
                    verdict = self.verdict() if frame == COMMIT else None
                    if verdict is None:
                        server.sendall(frame)
                    elif verdict == "lose_before":
                        return
                    else:
                        server.sendall(COMMIT if verdict == "lose_after" else ROLLBACK)
                        self.swallow(server)
                        if verdict == "lose_after":
                            return
                        client.sendall(COLLISION)

    @staticmethod
    def swallow(server):
        """Reads up to the end of an answer."""
        frames = Frames(headless=False)
        while data := server.recv(65536):
            if any(frame[:1] == b"Z" for frame in frames.add(data)):
                return
