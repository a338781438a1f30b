"""Requests by the hundred thousand: cancelled, in a storm of typing, and by a client that does not read."""

import json
import os
import random
import time

from figures import at_least, fact, milliseconds, quantile
from messages import Tally
from peer import SocketServer, StdioServer, cancellation, change, opening, request, resident_bytes

LINES = 2000
FIELDS = 300
LARGE_SCHEMA = "type Query {\n" + "".join(f'  "Number {n}."\n  field{n}(a: Int, b: String): Query\n' for n in range(FIELDS)) + "}\n"
CONFIGURATION = "schema: schema.graphql\ndocuments: '*.graphql'\n"


def large_document():
    lines = ["query Q {"] + [f"  a{n}: field{n % FIELDS}(a: {n}) {{ field0 }}" for n in range(LINES - 2)] + ["}"]
    return "\n".join(lines) + "\n"


def large_workspace(world):
    root = world.folder({"schema.graphql": LARGE_SCHEMA, ".graphqlrc.yml": CONFIGURATION, "q.graphql": large_document()})
    return root, "file://" + root + "/q.graphql"


def cancelled(world, count):
    """Each request cancelled, most of them while a worker runs them: one reply each, and the work stops."""
    root, uri = large_workspace(world)
    random_ = random.Random(4)
    begin, text = {"line": 5, "character": 8}, {"uri": uri}
    methods = [("textDocument/semanticTokens/full", {"textDocument": text}),
               ("textDocument/references", {"textDocument": text, "position": begin, "context": {"includeDeclaration": True}}),
               ("textDocument/diagnostic", {"textDocument": text}), ("workspace/diagnostic", {"previousResultIds": []}),
               ("textDocument/completion", {"textDocument": text, "position": begin}),
               ("textDocument/rename", {"textDocument": text, "position": begin, "newName": "other"}),
               ("textDocument/codeLens", {"textDocument": text}), ("workspace/symbol", {"query": "field"}),
               ("textDocument/formatting", {"textDocument": text, "options": {"tabSize": 2, "insertSpaces": True}})]
    tally, sent_at, waits = Tally(), {}, []

    def take(peer, patience=0.0):
        message = peer.waiting(patience)
        while message is not None:
            tally.take(message)
            if message.get("id") in sent_at and "method" not in message:
                waits.append(time.monotonic() - sent_at.pop(message["id"]))
            message = peer.waiting()

    with StdioServer(world.troupe, "--log-level", "off") as server:
        peer = server.peer
        peer.begin(root)
        peer.send(opening(uri, large_document()))
        for number in range(1, count + 1):
            if number % 16 == 1:  # so that there is something to work out again
                peer.send(change(uri, number, 1 + random_.randrange(LINES - 2), 2, 3, "a"))
            method, parameters = random_.choice(methods)
            peer.send(request("c%d" % number, method, parameters))
            take(peer, random_.choice((0, 0, 0.001)))
            sent_at["c%d" % number] = time.monotonic()
            if "c%d" % number in tally.answers:
                del sent_at["c%d" % number]  # done before it could be cancelled
            peer.send(cancellation("c%d" % number))
            while number - len(tally.answers) > 32:
                take(peer, 1)
        deadline = time.monotonic() + 30
        while len(tally.answers) < count and time.monotonic() < deadline:
            take(peer, 1)
        while (status := peer.ask("status", "$/troupe/status")["result"]["sessions"][0])["jobs_running"] > 1:
            pass
        stopping = status["stopping"]
        return [*tally.figures(count), milliseconds("p99 of cancellation to answer", quantile(waits, 0.99), 50),
                at_least("jobs that were stopped while they ran", stopping["count"], count // 100),
                milliseconds("p99 of cancellation to the worker's being free", stopping["p99_us"] / 1e6, 50),
                fact("exit code", server.end())]


def typing_storm(world, seconds, rate=1000, hovers=20):
    """Edits of a large document and hovers between them: each answered for the text that it was asked about."""
    root, uri = large_workspace(world)
    tally, expected, latencies, stale = Tally(), {}, [], 0
    line, column = 1000, len("  a999: field")
    with StdioServer(world.troupe, "--log-level", "off") as server:
        peer = server.peer
        peer.begin(root)
        peer.send(opening(uri, large_document()))
        peer.ask("warm", "textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 9}})
        peer.send(change(uri, 2, line, column, column + 2, "0"))
        began = time.monotonic()
        edits, version, sent = 0, 2, {}

        def take(patience):
            nonlocal stale
            message = peer.waiting(patience)
            now = time.monotonic()
            while message is not None:
                tally.take(message)
                if message.get("id") in expected and "method" not in message:
                    latencies.append(now - sent[message["id"]])
                    # (The field's own line, since a hover also shows what else there is.)
                    stale += f"field{expected[message['id']]}(" not in json.dumps(message.get("result"))
                message = peer.waiting()

        while (now := time.monotonic()) - began < seconds:
            due = int((now - began) * rate)
            while edits < due:
                edits += 1
                version += 1
                peer.send(change(uri, version, line, column, column + 1, str(version % 10)))
                if edits % (rate // hovers) == 0:
                    number = len(expected)
                    expected[number] = version % 10
                    sent[number] = time.monotonic()
                    peer.send(request(number, "textDocument/hover", {
                        "textDocument": {"uri": uri}, "position": {"line": line, "character": column - 2}}))
            take(max(0.0, began + (edits + 1) / rate - time.monotonic()))
        deadline = time.monotonic() + 10
        while len(latencies) < len(expected) and time.monotonic() < deadline:
            take(0.1)
        return [at_least("edits per second", edits / (time.monotonic() - began), rate * 0.9),
                at_least("hovers", len(expected), int(seconds * hovers * 0.9)),
                fact("unanswered", len(expected) - len(latencies)), fact("stale or wrong", stale),
                milliseconds("p99 of hovers", quantile(latencies, 0.99), 16), fact("exit code", server.end())]


def silent_reader(world, count):
    """A client that asks and does not read, then reads: everything is answered, and waiting cost little."""
    root, uri = large_workspace(world)
    figures = []

    def run(kind, pid, peer):
        peer.begin(root)
        peer.send(opening(uri, large_document()))
        for number in range(200):  # what a first answer needs is no growth
            peer.ask("warm%d" % number, "textDocument/hover", {"textDocument": {"uri": uri},
                                                              "position": {"line": number + 1, "character": 9}})
        before = peak = resident_bytes(pid)
        peer.is_reading = False
        for number in range(count):
            peer.send(request(number, "textDocument/hover", {
                "textDocument": {"uri": uri}, "position": {"line": 1 + number % LINES, "character": 9}}), patience=60)
            if number % 500 == 0:
                peak = max(peak, resident_bytes(pid))
        for _ in range(20):  # what is still on its way through
            peak = max(peak, resident_bytes(pid))
            time.sleep(0.05)
        peer.is_reading = True
        tally = Tally()
        while len(tally.answers) < count and (message := peer.message()) is not None:
            tally.take(message)
        return [fact(kind + ": requests without exactly one answer",
                     count - sum(n == 1 for n in tally.answers.values())),
                fact(kind + ": growth", (peak - before) / (1 << 20), 64, "MB")]

    with StdioServer(world.troupe, "--log-level", "off") as server:
        figures += run("pipes", server.pid, server.peer)
        figures.append(fact("exit code", server.end()))
    path = os.path.join(root, "socket")
    with SocketServer(world.troupe, "--socket", path) as server:
        figures += run("socket", server.pid, server.unix())
    return figures


def soak(world, characters):
    """An hour's typing, as fast as it goes: words, completions, hovers, corrections, saves; memory stays flat."""
    root, uri = large_workspace(world)
    random_ = random.Random(5)
    tally, asked, samples = Tally(), 0, []
    with StdioServer(world.troupe, "--log-level", "off") as server:
        peer = server.peer
        peer.begin(root)
        peer.send(opening(uri, large_document()))
        line, column, version, typed = 1, 2, 1, ""
        for number in range(characters):
            version += 1
            if typed and random_.random() < 0.1:
                peer.send(change(uri, version, line, column + len(typed) - 1, column + len(typed), ""))
                typed = typed[:-1]
            elif len(typed) > 12:  # a line is done: what was typed goes, so that the text stays as long as it was
                peer.send(change(uri, version, line, column, column + len(typed), ""))
                typed, line = "", 1 + random_.randrange(LINES - 2)
            else:
                letter = random_.choice("abcdefgh{}():$ ")
                peer.send(change(uri, version, line, column + len(typed), column + len(typed), letter))
                typed += letter
            for every, method in ((5, "textDocument/completion"), (23, "textDocument/hover"), (40, "textDocument/codeAction"),
                                  (60, "textDocument/documentSymbol"), (100, "textDocument/semanticTokens/full")):
                if number % every == 0:
                    asked += 1
                    place = {"line": line, "character": column + len(typed)}
                    peer.send(request("s%d" % asked, method, {
                        "textDocument": {"uri": uri}, "position": place, "range": {"start": place, "end": place},
                        "context": {"diagnostics": []}}))
            # As an editor whose user reads what comes.
            while asked - len(tally.answers) > 4:
                tally.take(peer.message())
            tally.drain(peer)
            if number % max(1, characters // 50) == 0:
                samples.append(resident_bytes(server.pid) / (1 << 20))
        tally.wait_for(peer, asked)
        tenth = samples[len(samples) // 5:len(samples) // 5 + 10]
        return [*tally.figures(asked), at_least("keystrokes", characters, 1),
                fact("growth from the first fifth to the end", max(samples[-10:]) - max(tenth), 16, "MB"),
                fact("exit code", server.end())]
