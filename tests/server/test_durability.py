"""What was confirmed is there, once, whatever happens to the process."""
import json
import os
import signal
import socket
import threading
import time
import unittest

from harness import FolderTest, JSON_TYPE, ON_POSTGRES, Server, UNLIMITED, feedback, import_orders, read_all, rows, sqlite_only, status_of, wait_until


def send(server, body):
    return server.request("POST", "/v1/feedback", json.dumps(body).encode(), JSON_TYPE)


class Kill(FolderTest):
    def test_feedback_confirmed_before_kill_9_is_there_once_after_a_restart(self):
        body = feedback()
        server = Server(self.folder)
        self.assertEqual(send(server, body).status, 201)
        server.kill()
        server = Server(self.folder)
        self.addCleanup(server.kill)
        again = send(server, body)
        self.assertEqual((again.status, again["idempotent-replayed"]), (200, "true"))
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM feedback"), [(1,)])

    def test_nothing_confirmed_is_lost_when_killed_under_load(self):
        confirmed, lock = [], threading.Lock()
        for _ in range(4):
            server = Server(self.folder)
            stop = threading.Event()

            def client():
                while not stop.is_set():
                    body = feedback()
                    try:
                        if send(server, body).status == 201:
                            with lock:
                                confirmed.append(body["id"])
                    except OSError:
                        return
                    except Exception:   # a half-written answer is no confirmation
                        return
            clients = [threading.Thread(target=client) for _ in range(8)]
            for thread in clients:
                thread.start()
            time.sleep(0.4)
            os.kill(server.process.pid, signal.SIGKILL)
            stop.set()
            for thread in clients:
                thread.join()
            server.kill()
        stored = {row[0] for row in rows(self.folder, "SELECT submission_id FROM feedback")}
        self.assertGreater(len(confirmed), 50)
        self.assertEqual(set(confirmed) - stored, set())
        if not ON_POSTGRES:
            self.assertEqual(rows(self.folder, "PRAGMA integrity_check"), [("ok",)])

    def test_the_same_feedback_sent_by_many_at_once_is_stored_once(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        body, statuses = feedback(), []
        clients = [threading.Thread(target=lambda: statuses.append(send(server, body).status)) for _ in range(24)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        self.assertEqual(sorted(statuses), [200] * 23 + [201])
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM feedback"), [(1,)])

    def test_writers_share_commits(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        statuses = []
        clients = [threading.Thread(target=lambda: statuses.extend(send(server, feedback()).status for _ in range(10))) for _ in range(16)]
        for thread in clients:
            thread.start()
        for thread in clients:
            thread.join()
        self.assertEqual(statuses, [201] * 160)


class Stop(FolderTest):
    def test_requests_in_flight_are_answered_and_then_the_server_ends(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        bodies = [json.dumps(feedback()).encode() for _ in range(2)]
        peers = []
        for body in bodies:
            peer = server.connect()
            peer.sendall(b"POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:20])
            peers.append(peer)
        idle = server.connect()
        time.sleep(0.2)
        os.kill(server.process.pid, signal.SIGTERM)
        self.assertEqual(read_all(idle), b"", "an idle connection is closed at once")
        self.assertTrue(wait_until(lambda: refuses(server.port)), "no new connections while stopping")
        self.assertIsNone(server.process.poll())
        for peer, body in zip(peers, bodies):
            peer.sendall(body[20:])
            data = read_all(peer)
            self.assertEqual(status_of(data), 201)
            self.assertIn(b"Connection: close", data)
            peer.close()
        idle.close()
        self.assertEqual(server.process.wait(5), 0)
        self.assertFalse((self.folder / "shop.db-wal").exists(), "the log was moved into the database")
        self.assertEqual(rows(self.folder, "SELECT count(*) FROM feedback"), [(2,)])

    def test_a_client_that_never_finishes_does_not_keep_the_server(self):
        server = Server(self.folder, {**UNLIMITED, "deadlines_ms": {"stop": 300}})
        self.addCleanup(server.kill)
        with server.connect() as peer:
            peer.sendall(b"POST /v1/feedback HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
            time.sleep(0.1)
            begin = time.monotonic()
            self.assertEqual(server.stop(5), 0)
            self.assertLess(time.monotonic() - begin, 4.5)   # 5 is the default

    def test_sigint_stops_too(self):
        server = Server(self.folder)
        self.addCleanup(server.kill)
        os.kill(server.process.pid, signal.SIGINT)
        self.assertEqual(server.process.wait(5), 0)


@sqlite_only
class Full(FolderTest):
    def test_a_disk_that_refuses_gives_503_and_no_false_confirmation(self):
        import resource
        # Files may not grow past what the empty database needs plus a little: writing then fails like on a full disk.
        Server(self.folder).stop()
        limit = (self.folder / "shop.db").stat().st_size + 60000

        def limited():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        server = Server(self.folder, preexec_fn=limited)
        self.addCleanup(server.kill)
        confirmed, refused = [], None
        for _ in range(400):
            body = feedback(comment="ی" * 1000)
            answer = send(server, body)
            if answer.status != 201:
                refused = answer
                break
            confirmed.append(body["id"])
        self.assertIsNotNone(refused, "the limit was never reached")
        self.assertEqual((refused.status, refused.json()["code"]), (503, "busy"))
        self.assertIsNotNone(refused["retry-after"])
        self.assertEqual(server.request("GET", "/healthz").status, 503, "a supervisor learns that a restart is needed")
        server.kill()
        server = Server(self.folder)
        self.addCleanup(server.kill)
        stored = {row[0] for row in rows(self.folder, "SELECT submission_id FROM feedback")}
        self.assertEqual(set(confirmed) - stored, set())
        self.assertEqual(send(server, feedback()).status, 201)


def refuses(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return False
    except OSError:
        return True


if __name__ == "__main__":
    unittest.main()
