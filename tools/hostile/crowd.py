"""What one client of a server on sockets does to the others, kind by kind.

Windows with the neighbour and windows without it alternate (ABBA), and what they measured is pooled by kind: so what
else the machine does falls on both alike. Beside the hostile clients stand neighbours that are no clients at all,
processes that compute and nothing else: what they cost is the machine's affair, and no server could do better.
"""

import os
import select
import signal
import time
from dataclasses import dataclass, field

from figures import Figure, at_least, fact, milliseconds, quantile
from floods import CONFIGURATION, FIELDS, LARGE_SCHEMA, large_document
from peer import SocketServer, cancellation, change, connect_unix, frame, opening, request

DOCUMENT = "query Q {\n" + "".join(f"  field{n}(a: {n}) {{ field0 }}\n" for n in range(200)) + "}\n"
FILES = {"schema.graphql": LARGE_SCHEMA, ".graphqlrc.yml": CONFIGURATION, "q.graphql": DOCUMENT}
BEGIN = {"line": 5, "character": 8}
PAUSE = 0.001  # seconds between two requests of who measures: somebody who waits, not a flood


class Neighbour:
    """A process (so that it takes nothing from who measures) that is at rest or at work."""

    def __init__(self):
        self.process = os.fork()
        if self.process == 0:
            try:
                os.kill(os.getpid(), signal.SIGSTOP)
                self.work()
            finally:
                os._exit(0)
        os.waitpid(self.process, os.WUNTRACED)

    def work(self):
        raise NotImplementedError

    def begin(self):
        os.kill(self.process, signal.SIGCONT)

    def rest(self):
        os.kill(self.process, signal.SIGSTOP)

    def stop(self):
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


class Computing(Neighbour):
    """Has nothing to do with the server and takes all processors, as politely as it is told to."""

    def __init__(self, nice):
        self.nice = nice
        super().__init__()

    def work(self):
        os.nice(self.nice)
        for _ in range(1, os.cpu_count() or 1):
            if os.fork() == 0:
                break
        parent = os.getppid()
        while os.getppid() == parent:
            pass


class Hostile(Neighbour):
    """A client that does nothing but harm. When it is hung up on it comes back."""

    def __init__(self, path, root, kind):
        self.path, self.root, self.kind = path, root, kind
        super().__init__()

    def work(self):
        # As if it were on another machine: what counts is what the server does for it.
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        uri = "file://" + self.root + "/hostile.graphql"
        while True:
            peer = None
            try:
                peer = connect_unix(self.path)
                peer.begin(self.root)
                peer.send(opening(uri, large_document() * (10 if self.kind in HEAVY else 1)))
                HOSTILE[self.kind](peer, uri)
            except (OSError, TypeError):
                if peer:
                    peer.close()


def pump(peer, data, end=None):
    """Sends it all, until `end` was among the answers, if that is asked for; the rest of them is thrown away."""
    data, seen, is_over = memoryview(data), b"", end is None
    while data or not is_over:
        readable, writable, _ = select.select([peer.reading], [peer.writing] if data else [], [])
        if readable:
            received = os.read(peer.reading, 1 << 18)
            if not received:
                raise ConnectionError
            is_over = is_over or end in seen + received
            seen = received[-64:]
        if writable:
            data = data[peer.send_some(data):]


def mute(peer, uri):
    """Requests, malformed messages and edits, and never reads an answer."""
    flood = b"".join((
        frame(b"{"), frame(b"[" * 200), frame(b'{"id":{}}'), request(7, "workspace/symbol", {"query": "f"}),
        request(8, "textDocument/completion", {"textDocument": {"uri": uri}, "position": BEGIN}),
        change(uri, 2, 1, 0, 0, " "))) * 20
    peer.is_reading = False
    while True:
        peer.send(flood, patience=600)


def cheap(peer, uri):
    """Hovers as fast as they go."""
    flood = b"".join(request(number, "textDocument/hover", {"textDocument": {"uri": uri}, "position": BEGIN})
                     for number in range(100))
    while True:
        pump(peer, flood)


def costly(uri, number):
    """An edit, and what has to be worked out again after it."""
    text = {"textDocument": {"uri": uri}}
    return change(uri, number, 2 + number % 1000, 2, 3, "ab"[number % 2]) + b"".join((
        request(4 * number, "textDocument/semanticTokens/full", text), request(4 * number + 1, "textDocument/diagnostic", text),
        request(4 * number + 2, "workspace/diagnostic", {"previousResultIds": []}),
        request(4 * number + 3, "textDocument/formatting", {**text, "options": {"tabSize": 2, "insertSpaces": True}})))


def heavy(peer, uri, pause=0.0):
    """Requests that take long, one upon the other."""
    number = 2
    while True:
        pump(peer, costly(uri, number), b'"id":%d,' % (4 * number + 2))
        number += 1
        time.sleep(pause)


def slow(peer, uri):
    """Requests that take long, sent slowly."""
    heavy(peer, uri, pause=0.03)


def typing(peer, uri):
    """A thousand edits a second of a document of 2 000 lines."""
    number, began = 2, time.monotonic()
    while True:
        while number - 2 < (time.monotonic() - began) * 1000:
            pump(peer, change(uri, number, 1000, 2, 3, "ab"[number % 2]))
            number += 1
        time.sleep(0.001)
        began = max(began, time.monotonic() - (number - 2) / 1000 - 0.1)


def cancelling(peer, uri):
    """Requests that take long, each cancelled."""
    number = 2
    while True:
        pump(peer, costly(uri, number) + b"".join(cancellation(4 * number + n) for n in range(4)))
        number += 1


HOSTILE = {"mute": mute, "cheap": cheap, "heavy": heavy, "slow": slow, "typing": typing, "cancelling": cancelling}
HEAVY = ("heavy", "slow", "cancelling")


def polite(path, root, number=0):
    """A client with a document of its own."""
    peer = connect_unix(path)
    peer.begin(root)
    peer.uri = "file://%s/q%s.graphql" % (root, number or "")
    peer.send(opening(peer.uri, DOCUMENT))
    return peer


def latencies(peer, count, pause=0.0):
    """Seconds that hovers took, one after the other."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        answer = peer.ask(number + 10, "textDocument/hover", {
            "textDocument": {"uri": peer.uri}, "position": {"line": 1 + number % 200, "character": 4}})
        times.append(time.perf_counter() - began)
        if not answer or not answer.get("result"):
            raise AssertionError("a hover without a result: %r" % (answer,))
        if pause:
            time.sleep(pause)
    return times


def processor_time(pid):
    """Seconds."""
    with open("/proc/%d/stat" % pid, encoding="ascii") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wait_until_idle(pid, patience=5.0):
    deadline, before = time.monotonic() + patience, processor_time(pid)
    while time.monotonic() < deadline:
        time.sleep(0.1)
        now = processor_time(pid)
        if now - before < 0.02:
            return
        before = now


@dataclass
class Comparison:
    """Seconds that requests took without the neighbour and beside it."""
    without: list = field(default_factory=list)
    beside: list = field(default_factory=list)
    processor: float = 0.0  # of the server, in windows beside the neighbour, of one processor
    windows: float = 0.0

    def ratio(self, share):
        return quantile(self.beside, share) / quantile(self.without, share)


def compare(measure, neighbour, pid, rounds):
    """Windows without, beside, beside, without: so many times."""
    result = Comparison()
    for _ in range(rounds):
        for is_beside in (False, True, True, False):
            if is_beside:
                neighbour.begin()
                time.sleep(0.3)
            used, began = processor_time(pid), time.monotonic()
            (result.beside if is_beside else result.without).extend(measure())
            if is_beside:
                result.processor += processor_time(pid) - used
                result.windows += time.monotonic() - began
                neighbour.rest()
                wait_until_idle(pid)
    return result


NEIGHBOURS = {**HOSTILE, "computing": None, "computing at niceness 19": 19}


def compare_all(troupe, root, names, rounds, requests, sessions=32):
    """A comparison for each kind of neighbour, as they are done; at the end how many of the others got no answer any
    more, and the server's exit code."""
    path = os.path.join(root, "socket")
    with SocketServer(troupe, "--socket", path) as server:
        others = [polite(path, root, number) for number in range(1, sessions - 1)]
        one = polite(path, root)
        for peer in [one, *others]:
            latencies(peer, 20)
        for name in names:
            neighbour = Hostile(path, root, name) if name in HOSTILE else Computing(NEIGHBOURS[name] or 0)
            try:
                yield name, compare(lambda: latencies(one, requests, PAUSE), neighbour, server.pid, rounds)
            finally:
                neighbour.stop()
        unanswered = 0
        for peer in others:
            try:
                latencies(peer, 2)
            except (OSError, AssertionError):
                unanswered += 1
        yield None, (unanswered, server.stop())


def crowd(world, rounds, requests):
    """32 sessions, of which one is hostile: the others are answered, and wait hardly longer."""
    figures = [at_least("sessions", 32, 32)]
    for name, result in compare_all(world.troupe, world.folder(FILES), HOSTILE, rounds, requests):
        if name is None:
            unanswered, code = result
            return [*figures, fact("of which were not answered", unanswered), fact("exit code", code)]
        for share in (0.5, 0.99):
            figures.append(Figure("%s: p%d of the others to that without it" % (name, share * 100), result.ratio(share),
                                  1.1, is_time=True))
        figures.append(milliseconds("%s: p99 of the others" % name, quantile(result.beside, 0.99), 16))
    raise AssertionError("nothing was compared")
