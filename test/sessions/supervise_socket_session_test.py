"""`troupe serve --supervise` on sockets: what holds without a supervisor holds with one, and crashes are survived.

Prints how long it took until the diagnostics of the newest texts were back.
"""

import ctypes
import fcntl
import glob
import json
import os
import random
import select
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
import unittest

import socket_session_test as sockets
from session_case import TROUPE, leave_crashes_to_troupe
from socket_session_test import Server
from supervise_session_test import children, is_running, states

from peer import PATIENCE, frame, initialize, notification, request, resident_bytes

leave_crashes_to_troupe()

OPTIONS = ("--supervise",)
LIBC = ctypes.CDLL(None)
SYS_TGKILL = 234
AT_WORK = 100_000_000  # ns of processor time
BACK_WITHIN = 5.0  # seconds, on a machine that builds something else; 0.5 is the goal
QUERY = "{ people { nam } }\n"
HOVER = {"textDocument": {"uri": "file:///no/such.graphql"}, "position": {"line": 0, "character": 0}}


# All that is promised of a server on sockets.


class SupervisedUnixSockets(sockets.UnixSockets):
    OPTIONS = OPTIONS


class SupervisedCrowds(sockets.Crowds):
    OPTIONS = OPTIONS


class SupervisedTokens(sockets.Tokens):
    OPTIONS = OPTIONS


class SupervisedObservability(sockets.Observability):
    OPTIONS = OPTIONS


class SupervisedExposure(sockets.Exposure):
    OPTIONS = OPTIONS


def hover(identifier):
    return request(identifier, "textDocument/hover", HOVER)


def processor_times(process):
    """Nanoseconds that each thread has computed."""
    found = {}
    for path in glob.glob("/proc/%d/task/*/schedstat" % process):
        try:
            with open(path, encoding="utf-8") as file:
                found[int(path.split("/")[4])] = int(file.read().split()[0])
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


class CrashCase(sockets.SocketCase):
    OPTIONS = OPTIONS

    def setUp(self):
        super().setUp()
        self.state = self.path("state")
        before = os.environ.get("XDG_STATE_HOME")
        os.environ["XDG_STATE_HOME"] = self.state
        self.addCleanup(lambda: os.environ.pop("XDG_STATE_HOME") if before is None
                        else os.environ.update(XDG_STATE_HOME=before))

    def judge(self, accepted=()):
        """Here a server does crash, and what was in flight has an error for an answer."""
        super().judge([*accepted, "InternalError: \"the server crashed"])

    def child(self, server):
        """The process of the server at this moment."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            running = [child for child in children(server.pid) if is_running(child)]
            if running:
                return running[0]
        self.fail("there is no server")

    def freeze(self, server):
        """Stops the server, so that what is sent from now on is in flight. Ends when it does not run any more."""
        child = self.child(server)
        os.kill(child, signal.SIGSTOP)
        deadline = time.monotonic() + PATIENCE
        while states(child) != {"T"}:
            self.assertLess(time.monotonic(), deadline, "the server does not stop")
        return child

    def crash(self, server, by=signal.SIGKILL):
        child = self.child(server)
        os.kill(child, by)
        self.gone(child)

    def gone(self, *processes):
        deadline = time.monotonic() + PATIENCE
        while any(is_running(each) for each in processes):
            self.assertLess(time.monotonic(), deadline, "still there: %s" % [p for p in processes if is_running(p)])

    def introduced(self, server, options=None):
        raw = server.unix()
        raw.send(frame(initialize(options)))
        self.assertIn("result", raw.answer(1))
        return raw

    def reports(self):
        return sorted(glob.glob(os.path.join(self.state, "troupe", "crash-*.txt")))


@unittest.skipIf("TROUPE_SANITIZED" in os.environ, "crashes and their times are those of a build that users have")
class Crashes(CrashCase):
    def three_clients(self, connect):
        clients = [connect() for _ in range(3)]
        documents = []
        for number, client in enumerate(clients):
            document = client.open("src/query%d.graphql" % number, "graphql", QUERY)
            client.diagnostics(document, len)
            document.insert("{ people { nam|", " lost%d" % number)
            documents.append(document)
        return clients, documents

    def check_survival(self, server, clients, documents, by):
        child = self.freeze(server)
        asked = [client.start_request("textDocument/hover", document.at("peo|ple"))
                 for client, document in zip(clients, documents)]
        os.kill(child, by)
        if by != signal.SIGKILL:
            os.kill(child, signal.SIGCONT)
        for number, (client, document) in enumerate(zip(clients, documents)):
            answer, _ = client.response(asked[number])
            # What was still on its way to the supervisor is the new server's to answer.
            self.assertTrue("result" in answer or answer["error"]["code"] == -32603, answer)
            client.diagnostics(document, until=lambda found, document=document, number=number: sorted(
                document.slice(each["range"]) for each in found) == ["lost%d" % number, "nam"], timeout=BACK_WITHIN)
            hover = client.request("textDocument/hover", document.at("peo|ple"))
            self.assertIn("people", json.dumps(hover))
            self.assertNotIn(asked[number], client.responses, "answered twice")
        for client in clients:
            self.stop(client)
        self.assertEqual(0, server.stop())

    def test_three_clients_of_a_unix_socket_keep_their_sessions(self):
        for by in (signal.SIGKILL, signal.SIGSEGV):
            with self.subTest(by=by):
                server = Server(self, "--socket", self.path("s"))
                clients, documents = self.three_clients(lambda: self.connect(self.path("s")))
                self.check_survival(server, clients, documents, by)

    def test_three_clients_with_tls_and_a_token_keep_their_sessions(self):
        certificate, key = self.certificate()
        token = self.token_file()
        server = Server(self, "--listen", "127.0.0.1:0", "--certificate", certificate, "--key", key,
                        "--token-file", token)
        address = "localhost:%d" % server.tcp_address()[1]
        clients, documents = self.three_clients(
            lambda: self.connect(address, "--ca", certificate, "--token-file", token))
        with open(self.path("token"), encoding="ascii") as file:
            secret = file.read().strip()
        self.check_survival(server, clients, documents, signal.SIGKILL)
        (path,) = self.reports()
        with open(path, encoding="utf-8") as file:
            report = file.read()
        self.assertNotIn(secret, report)
        self.assertNotIn("lost", report)
        for part in ("ended by: signal 9, SIGKILL", "crash: 1 of this supervisor", "sessions: 3", "open documents: 3",
                     "session 2, from the client: textDocument/didOpen, "):
            self.assertIn(part, report)

    def test_every_request_in_flight_has_one_answer(self):
        server = Server(self, "--socket", self.path("s"))
        raws = [self.introduced(server) for _ in range(3)]
        child = self.freeze(server)
        for raw in raws:
            raw.send(b"".join(hover(number) for number in range(2, 52)))
        self.wait_until_read(server, *raws)
        os.kill(child, signal.SIGKILL)
        for raw in raws:
            raw.send(hover(99))  # which may have come before the end was noticed
            answers = []
            while not answers or answers[-1]["id"] != 99:
                message = raw.message()
                if "method" not in message:
                    answers.append(message)
            self.assertEqual(list(range(2, 52)), sorted(each["id"] for each in answers[:-1]))
            self.assertEqual({-32603}, {each["error"]["code"] for each in answers[:-1]})

    def wait_until_read(self, server, *raws):
        """Until the supervisor has taken what they sent, and waits for more."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            unread = [struct.unpack("i", fcntl.ioctl(raw.writing, termios.TIOCOUTQ, b"\0" * 4))[0] for raw in raws]
            if not any(unread) and states(server.pid) == {"S"}:
                return
        self.fail("the supervisor does not read")

    def test_who_connects_while_there_is_no_server_is_served(self):
        server = Server(self, "--socket", self.path("s"))
        stop = threading.Event()
        killed = []

        def kill():
            while not stop.is_set() and len(killed) < 4:
                child = self.child(server)
                os.kill(child, signal.SIGKILL)
                killed.append(child)
                self.gone(child)

        killer = threading.Thread(target=kill)
        killer.start()
        for _ in range(30):
            raw = self.introduced(server)
            raw.send(hover(2))
            self.assertIn(2, [raw.answer(2)["id"]])
            raw.close()
        stop.set()
        killer.join()
        self.assertTrue(killed)

    def test_the_status_is_told_by_the_server_of_the_moment(self):
        server = Server(self, "--socket", self.path("s"))
        raw = self.introduced(server)
        child = self.freeze(server)
        asking = subprocess.Popen([TROUPE, "status", self.path("s")], stdout=subprocess.PIPE, text=True)
        server.wait_for_log("connected: ")
        server.wait_for_log("connected: ")
        os.kill(child, signal.SIGKILL)
        told, _ = asking.communicate(timeout=PATIENCE)
        self.assertEqual(0, asking.returncode)
        self.assertIn("troupe ", told)
        raw.send(request(2, "$/troupe/status"))
        self.assertEqual(1, len(raw.answer(2)["result"]["sessions"]))

    def test_five_crashes_end_it_with_a_report(self):
        server = Server(self, "--socket", self.path("s"))
        raws = [self.introduced(server) for _ in range(2)]
        for raw in raws:
            raw.send(notification("initialized", {}))
        for number in range(2, 6):
            self.crash(server)
            for raw in raws:
                raw.send(hover(number))
                self.assertIsNotNone(raw.answer(number))
        self.freeze(server)
        for raw in raws:
            raw.send(hover("last"))
        self.wait_until_read(server, *raws)
        self.crash(server)
        for raw in raws:
            self.assertIn("too often", raw.answer("last")["error"]["message"])
            self.assertIn("crashed 5 times within 3 minutes", raw.message()["params"]["message"])
            self.assertTrue(raw.is_closed())
        self.assertEqual(1, server.process.wait(PATIENCE))
        self.assertEqual(5, len(self.reports()))
        self.assertFalse(os.path.exists(self.path("s")))

    def kill_at_work(self, server):
        """Sends SIGSEGV to a thread of the server that has computed for longer than reading a message takes."""
        child = self.child(server)
        first = {}
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for thread, used in processor_times(child).items():
                if used - first.setdefault(thread, used) >= AT_WORK:
                    if LIBC.syscall(SYS_TGKILL, child, thread, signal.SIGSEGV) == 0:
                        self.gone(child)
                    return
        self.fail("nobody works")

    @unittest.skipUnless(os.uname().machine == "x86_64", "the number of a system call")
    def test_a_session_whose_work_kills_the_server_is_ended_and_no_other(self):
        # Nobody but workers computes for long: nothing is recorded.
        server = Server(self, "--socket", self.path("s"), "--trace-memory", "0")
        other = self.introduced(server)
        culprit = self.connect(self.path("s"), judged=False)
        culprit.answers_requests = False  # Nobody reads them any more when they are read here.
        text = "{ people { %s } }\n" % " ".join("nom%d" % number for number in range(100_000))
        culprit.open("src/query.graphql", "graphql", text)
        for number in range(3):
            self.kill_at_work(server)
            other.send(hover(number + 2))
            self.assertIsNotNone(other.answer(number + 2))
        culprit.wait(lambda: any("crashed 3 times within 3 minutes at its work for this session" in json.dumps(each)
                                 for each in culprit.notifications), "the last message")
        self.assertEqual(0, culprit.wait_exit())
        self.assertEqual(3, len(self.reports()))
        for path in self.reports():
            with open(path, encoding="utf-8") as file:
                self.assertIn("at work for: session 2, user ", file.read())
        for number in range(4):  # These are the server's own: four do not end it.
            self.crash(server)
            other.send(hover(number + 10))
            self.assertIsNotNone(other.answer(number + 10))

    def test_a_server_that_is_told_to_end_is_not_replaced(self):
        server = Server(self, "--socket", self.path("s"))
        raw = self.introduced(server)
        os.kill(self.child(server), signal.SIGTERM)
        self.assertTrue(raw.is_closed())
        self.assertEqual(0, server.process.wait(PATIENCE))

    def test_a_server_that_cannot_start_ends_the_supervisor(self):
        done = subprocess.run([TROUPE, "serve", "--supervise", "--socket", self.path("s"),
                               "--metrics", "/no/such/folder/m"], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(2, done.returncode)
        self.assertIn("/no/such/folder/m", done.stderr)

    def test_after_shutdown_the_supervisor_stands_in_and_the_others_have_a_server(self):
        server = Server(self, "--socket", self.path("s"))
        leaving, staying = self.introduced(server), self.introduced(server)
        leaving.send(request(2, "shutdown"))
        self.assertIsNone(leaving.answer(2)["result"])
        self.crash(server)
        staying.send(hover(2))
        self.assertIsNotNone(staying.answer(2))
        leaving.send(hover(3))
        self.assertEqual(-32600, leaving.answer(3)["error"]["code"])
        leaving.send(notification("exit"))
        self.assertTrue(leaving.is_closed())

    def test_sigterm_while_the_server_is_stuck_ends_both_in_time(self):
        server = Server(self, "--socket", self.path("s"))
        raw = self.introduced(server)
        child = self.freeze(server)
        raw.send(hover(2))
        self.assertEqual(1, server.stop())
        self.gone(child)

    def test_killing_the_supervisor_kills_the_server(self):
        server = Server(self, "--socket", self.path("s"))
        self.introduced(server)
        child = self.child(server)
        server.process.kill()
        self.gone(child)

    def test_metrics_are_served_by_the_next_server_too(self):
        server = Server(self, "--socket", self.path("s"), "--metrics", self.path("m"))
        self.introduced(server)
        self.crash(server)
        self.introduced(server)
        asked = subprocess.run(["curl", "-s", "--unix-socket", self.path("m"), "http://localhost/metrics"],
                               capture_output=True, text=True, timeout=PATIENCE)
        self.assertIn("troupe_sessions 2", asked.stdout)

    def test_documents_of_four_sessions_are_back_after_crashes_at_random_moments(self):
        chance = random.Random(20261121)
        took = []
        for _ in range(3):
            server = Server(self, "--socket", self.path("s"))
            clients = [self.connect(self.path("s")) for _ in range(4)]
            documents = [client.open("src/query%d.graphql" % number, "graphql", "{ people { name } }\n")
                         for number, client in enumerate(clients)]
            names = []
            for _ in range(4):
                took.extend(self.type_and_crash(server, clients, documents, chance, names))
            for client in clients:
                self.stop(client)
            self.assertEqual(0, server.stop())
        took.sort()
        print("\ndocuments of 4 sessions back after a crash: median %.0f ms, longest %.0f ms, of %d"
              % (took[len(took) // 2] * 1000, took[-1] * 1000, len(took)), file=sys.stderr)

    def type_and_crash(self, server, clients, documents, chance, names):
        """Types names that no schema has in all sessions at once; the server is killed somewhere in between."""
        edits = chance.randint(3, 12)
        fatal = (chance.randrange(edits), chance.randrange(len(clients)))
        for edit in range(edits):
            name = "lost%d" % len(names)
            names.append(name)
            for number, document in enumerate(documents):
                document.insert("{ people { name|", " #\U0001f600é\r\n " + name)
                if (edit, number) == fatal:
                    os.kill(self.child(server), signal.SIGSEGV)
                    killed_at = time.perf_counter()
        back = []
        for client, document in zip(clients, documents):
            client.diagnostics(document, until=lambda found, document=document: sorted(
                document.slice(each["range"]) for each in found) == sorted(names), timeout=BACK_WITHIN)
            back.append(client.arrived - killed_at)
        return back


@unittest.skipIf("TROUPE_SANITIZED" in os.environ, "a sanitizer takes memory of its own")
class Hostility(CrashCase):
    """What a client can do to the supervisor, in which all sessions meet."""

    GROWTH_AT_MOST = 64 << 20

    def check_growth(self, server, before):
        grown = resident_bytes(server.pid) - before
        self.assertLess(grown, self.GROWTH_AT_MOST, "%d MB" % (grown >> 20))

    @staticmethod
    def send_what_goes(raw, data):
        """Without reading, until the other side takes no more; returns how much it took."""
        raw.is_reading = False
        sent = 0
        waits_until = time.monotonic() + 2
        while sent < len(data) and time.monotonic() < waits_until:
            try:
                if written := raw.send_some(memoryview(data)[sent:sent + (1 << 20)]):
                    waits_until = time.monotonic() + 2
                    sent += written
                else:
                    select.select([], [raw.writing], [], 0.1)
            except ConnectionError:
                break
        raw.is_reading = True
        return sent

    def test_a_client_that_does_not_read_costs_bounded_memory(self):
        server = Server(self, "--socket", self.path("s"))
        other, hostile = self.introduced(server), self.introduced(server)
        before = resident_bytes(server.pid)
        asked = 100_000
        text = b"".join(request(number, "workspace/symbol", {"query": "x"}) for number in range(2, asked + 2))
        self.send_what_goes(hostile, text)
        other.send(hover(2))
        self.assertIsNotNone(other.answer(2))
        self.check_growth(server, before)

    def test_a_server_that_does_not_read_costs_bounded_memory(self):
        server = Server(self, "--socket", self.path("s"))
        raw = self.introduced(server)
        before = resident_bytes(server.pid)
        child = self.freeze(server)
        sent = self.send_what_goes(raw, notification("x" * 10_000, {}) * 10_000)
        self.assertLess(sent, 32 << 20, "the supervisor reads on")
        self.check_growth(server, before)
        os.kill(child, signal.SIGKILL)
        self.crash_is_over(server)

    def crash_is_over(self, server):
        raw = self.introduced(server)
        raw.send(hover(2))
        self.assertIsNotNone(raw.answer(2))

    def test_long_names_of_requests_are_not_kept(self):
        """Their answers are short, so that the server goes on reading for long although nobody reads these."""
        server = Server(self, "--socket", self.path("s"))
        raw = self.introduced(server)
        before = resident_bytes(server.pid)
        text = b"".join(request(number, "x" * 1_000_000, {}) for number in range(2, 202))
        sent = self.send_what_goes(raw, text)
        self.assertEqual(len(text), sent)
        self.check_growth(server, before)


if __name__ == "__main__":
    unittest.main(verbosity=1)
