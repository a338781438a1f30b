"""Processes that end where they should not: clients that are killed, servers that crash; and random sessions."""

import json
import os
import random
import re
import resource
import select
import signal
import subprocess
import time

from figures import at_least, fact, milliseconds, quantile
from peer import PATIENCE, Peer, SocketServer, change, connect_unix, frame, initialize, notification, opening, request
from session_case import QUERY


def typical_session(root):
    """The bytes of a session, to be cut anywhere."""
    uri = "file://" + root + "/src/query.graphql"
    place = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 3}}
    return b"".join([
        frame(initialize(root=root)), notification("initialized", {}), opening(uri, QUERY),
        request(2, "textDocument/hover", place), change(uri, 2, 1, 2, 2, "x"),
        request(3, "workspace/diagnostic", {"previousResultIds": []}), request(4, "textDocument/completion", place),
        notification("$/cancelRequest", {"id": 3}), request(5, "workspace/symbol", {"query": ""}),
        request(6, "shutdown"), notification("exit")])


def seconds_until_gone(process, patience):
    """How long until a process that is nobody's child here has ended; None: it lives on."""
    began = time.monotonic()
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return 0.0
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return time.monotonic() - began if poll.poll(patience * 1000) else None
    finally:
        os.close(descriptor)


def killed_over_pipes(world, root, bytes_sent, options):
    """Starts a client in a process of its own, which starts the server, says so much, and is killed."""
    reading, writing = os.pipe()
    client = os.fork()
    if client == 0:
        try:
            server = subprocess.Popen([world.troupe, "serve", "--log-level", "off", *options], stdin=subprocess.PIPE,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            os.write(writing, b"%d\n" % server.pid)
            server.stdin.write(bytes_sent)
            server.stdin.flush()
            os.write(writing, b"sent\n")
            signal.pause()
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        server = int(told.readline())
        told.readline()
    os.kill(client, signal.SIGKILL)
    os.waitpid(client, 0)
    took = seconds_until_gone(server, PATIENCE)
    if took is None:
        os.kill(server, signal.SIGKILL)
    return took


def kills(world, count):
    """`kill -9` of the client anywhere in a session: over pipes the server is gone, over a socket the session is."""
    root = world.folder()
    session, random_ = typical_session(root), random.Random(6)
    scratch = world.folder({})
    os.environ.update(TMPDIR=scratch, XDG_STATE_HOME=scratch, XDG_CACHE_HOME=scratch, XDG_RUNTIME_DIR=scratch)
    before = sorted(os.listdir(root))
    pipes, supervised, sockets = [], [], []
    points = [len(session) * n // count for n in range(count)]
    for point in points:
        pipes.append(killed_over_pipes(world, root, session[:point], []))
    for point in points[::10]:
        supervised.append(killed_over_pipes(world, root, session[:point], ["--supervise"]))
    path = os.path.join(scratch, "socket")
    with SocketServer(world.troupe, "--socket", path, "--max-sessions", "4") as server:
        places = ["/proc/%d/fd" % server.pid, "/proc/%d/task" % server.pid]
        resting = [len(os.listdir(place)) for place in places]
        for point in points:
            client = os.fork()
            if client == 0:
                try:
                    peer = connect_unix(path)
                    peer.send(session[:point])
                    if random_.random() < 0.5:
                        peer.waiting(0.01)
                    os.kill(os.getpid(), signal.SIGKILL)
                finally:
                    os._exit(1)
            os.waitpid(client, 0)
            began = time.monotonic()
            while sessions(path) and time.monotonic() - began < PATIENCE:
                pass
            sockets.append(time.monotonic() - began)
        began = time.monotonic()
        while any(left := [max(0, len(os.listdir(place)) - before_) for place, before_ in zip(places, resting)]) \
                and time.monotonic() - began < PATIENCE:
            time.sleep(0.01)
        cleared = time.monotonic() - began
        code = server.stop()
    everything = pipes + supervised
    gone = [each for each in everything if each is not None]
    return [at_least("clients killed", len(everything) + len(sockets), count),
            fact("servers that lived on", len(everything) - len(gone)),
            milliseconds("slowest end of a server", max(gone), 1000),
            milliseconds("slowest end of a session", max(sockets), 1000),
            milliseconds("until its threads and descriptors are gone as well", cleared, 1000),
            fact("threads and descriptors left", sum(left)),
            fact("files left", len(set(os.listdir(root)) - set(before)) + len(os.listdir(scratch))),
            fact("exit code", code)]


def sessions(path):
    """How many sessions a server has."""
    peer = connect_unix(path)
    try:
        answer = peer.ask(1, "$/troupe/status", {})
        return len(answer["result"]["sessions"])
    finally:
        peer.close()


def children(process):
    with open("/proc/%d/task/%d/children" % (process, process), encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


def crashes(world, count, documents=20):
    """SIGSEGV of a supervised server at random moments: all open documents are back, their newest text."""
    root, random_ = world.folder(), random.Random(7)
    scratch, back, restarts = world.folder({}), [], 0
    environment = dict(os.environ, XDG_STATE_HOME=scratch)
    version = 1
    for round_ in range((count + 3) // 4):  # a fifth crash within three minutes would be the last
        process = subprocess.Popen([world.troupe, "serve", "--supervise", "--log-level", "off"], stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0, env=environment)
        peer = Peer(os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno()))
        process.stdin.close()
        process.stdout.close()
        peer.begin(root)
        uris = ["file://%s/src/d%d.graphql" % (root, n) for n in range(documents)]
        for uri in uris:
            peer.send(opening(uri, "{ people { name } }\n"))
        for number in range(4):
            mark = "lost%dx%d" % (round_, number)
            version += 1
            for uri in uris:
                peer.send(notification("textDocument/didChange", {
                    "textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": "{ %s }\n" % mark}]}))
                peer.send(request(mark + uri, "textDocument/completion", {
                    "textDocument": {"uri": uri}, "position": {"line": 0, "character": 2}}))
            deadline = time.monotonic() + random_.random() * 0.05
            while time.monotonic() < deadline:
                peer.waiting(0.001)
            running = children(process.pid)
            began = time.monotonic()
            for child in running:
                os.kill(child, signal.SIGSEGV)
            # Each has the newest text: what is not known in it is said to be so, in its version.
            answers, told, asked = 0, set(), set()
            probe = 0
            while len(told) < documents and time.monotonic() - began < PATIENCE:
                probe += 1
                for index, uri in enumerate(uris):
                    if uri not in told and uri not in asked:
                        asked.add(uri)
                        peer.send(request("back%s-%d-%d" % (mark, index, probe), "textDocument/diagnostic",
                                          {"textDocument": {"uri": uri}}))
                message = peer.message()
                if message is None:
                    break
                identifier = str(message.get("id"))
                if identifier.startswith("back" + mark) and "method" not in message:
                    uri = uris[int(identifier.split("-")[1])]
                    asked.discard(uri)
                    if mark in json.dumps(message.get("result")) and children(process.pid) != running:
                        told.add(uri)
            answers += len(told)
            restarts += answers == documents
            back.append(time.monotonic() - began)
        peer.ask("end", "shutdown")
        peer.send(notification("exit"))
        process.wait(PATIENCE)
        peer.close()
    return [at_least("crashes", len(back), count), fact("after which documents were missing", len(back) - restarts),
            milliseconds("p99 until all %d documents were back" % documents, quantile(back, 0.99), 500)]


def random_sessions(world, effort):
    """Any operation on any text, again and again: one answer each, the same output twice. Under sanitizers as well, where
    they were built (tools/checks/sanitizers)."""
    figures = []
    for build in ("release", "asan", "tsan"):
        program = os.path.join(world.build, build, "test", "server", "test_server")
        if not os.path.exists(program):
            continue
        began = time.monotonic()
        done = subprocess.run([program, "--test-case=whatever a client does*"], text=True, capture_output=True, check=False,
                              env=dict(os.environ, TROUPE_TEST_EFFORT=str(effort), TROUPE_SESSION_SEED="1000"))
        checks = re.search(r"assertions:\s*(\d+)", done.stdout)
        figures += [at_least(build + ": sessions", 150 * effort if checks and int(checks[1]) else 0, 150),
                    fact(build + ": of which failed", done.returncode)]
        figures.append(fact(build + ": seconds", round(time.monotonic() - began), 600, "s"))
    return figures or [at_least("programs (build test/server/test_server)", 0, 1)]
