"""What one client of a server on sockets does to another."""

import os
import signal
import statistics
import time

from figures import Figure, at_least, fact, milliseconds, quantile
from peer import SocketServer, change, connect_unix, frame, opening, request

SCHEMA = "type Query {\n" + "".join(f"  field{n}(a: Int, b: String): Query\n" for n in range(300)) + "}\n"
DOCUMENT = "query Q {\n" + "".join(f"  field{n}(a: {n}) {{ field0 }}\n" for n in range(200)) + "}\n"
FILES = {"schema.graphql": SCHEMA, ".graphqlrc.yml": "schema: schema.graphql\ndocuments: q.graphql\n"}


class Hostile:
    """A process that floods the server with requests, malformed messages and edits of a large document, and never
    reads. When it is hung up on it comes back. (A process, so that it takes nothing from who measures.)"""

    def __init__(self, path, root):
        self.process = os.fork()
        if self.process == 0:
            try:
                self._flood(path, "file://" + root + "/hostile.graphql", root)
            finally:
                os._exit(0)

    @staticmethod
    def _flood(path, uri, root):
        flood = b"".join((
            frame(b"{"), frame(b"[" * 200), frame(b'{"id":{}}'),
            request(7, "workspace/symbol", {"query": "f"}),
            request(8, "textDocument/completion", {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 3}}),
            change(uri, 2, 1, 0, 0, " "))) * 20
        while True:
            try:
                peer = connect_unix(path)
                peer.begin(root)
                peer.send(opening(uri, DOCUMENT * 5))
                peer.is_reading = False
                while True:
                    peer.send(flood, patience=600)
            except (OSError, TypeError):
                peer.close()

    def stop(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def polite(path, root, number=0):
    """A client with a document of its own."""
    peer = connect_unix(path)
    peer.begin(root)
    peer.uri = "file://%s/q%s.graphql" % (root, number or "")
    peer.send(opening(peer.uri, DOCUMENT))
    return peer


def latencies(peer, count):
    """Seconds that hovers took, one after the other."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        answer = peer.ask(number + 10, "textDocument/hover", {
            "textDocument": {"uri": peer.uri}, "position": {"line": 1 + number % 200, "character": 4}})
        times.append(time.perf_counter() - began)
        if not answer or not answer.get("result"):
            raise AssertionError("a hover without a result: %r" % (answer,))
    return times


def crowd(world, rounds, requests):
    """32 sessions, of which one is hostile: the others are answered, and wait hardly longer."""
    root = world.folder(FILES)
    path = os.path.join(root, "socket")
    alone, beside = [], []
    with SocketServer(world.troupe, "--socket", path) as server:
        others = [polite(path, root, number) for number in range(30)]
        one = polite(path, root, 30)
        for peer in [one, *others]:
            latencies(peer, 20)
        for _ in range(rounds):
            alone.append(quantile(latencies(one, requests), 0.99))
            hostile = Hostile(path, root)
            time.sleep(0.3)
            try:
                beside.append(quantile(latencies(one, requests), 0.99))
                unanswered = 0
                for peer in others:
                    try:
                        latencies(peer, 2)
                    except (OSError, AssertionError):
                        unanswered += 1
            finally:
                hostile.stop()
            time.sleep(0.3)
        code = server.stop()
    return [at_least("sessions", len(others) + 2, 32), fact("of which were not answered", unanswered),
            milliseconds("p99 of hovers beside the hostile one", statistics.median(beside), 16),
            Figure("... and without it", statistics.median(alone) * 1000, 16, "ms", is_time=True),
            Figure("their ratio", statistics.median(b / a for a, b in zip(alone, beside)), 1.1, is_time=True),
            fact("exit code", code)]
