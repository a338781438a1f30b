"""`troupe serve --supervise`: the server is killed at all sorts of moments, and the client goes on.

Prints how long it took until the diagnostics of the newest text were back.
"""

import fcntl
import glob
import json
import os
import random
import signal
import struct
import subprocess
import sys
import termios
import time
import unittest

from session_case import Client, EDITOR, SessionCase, TROUPE, leave_crashes_to_troupe

leave_crashes_to_troupe()

SUPERVISED = ("serve", "--supervise")
BACK_WITHIN = 5.0  # seconds, on a machine that builds something else; 0.5 is the goal
NOWHERE = {"textDocument": {"uri": "file:///no/such.graphql"}, "position": {"line": 0, "character": 0}}


def children(process):
    found = []
    for path in glob.glob("/proc/%d/task/*/children" % process):
        try:
            with open(path, encoding="utf-8") as file:
                found.extend(int(child) for child in file.read().split())
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


def states(process):
    """The state of each of its threads, a letter: S sleeps, T is stopped, Z is dead. Empty: there is no such process."""
    found = set()
    for path in glob.glob("/proc/%d/task/*/stat" % process):
        try:
            with open(path, encoding="utf-8") as file:
                found.add(file.read().rpartition(")")[2].split()[0])
        except (FileNotFoundError, ProcessLookupError):
            pass
    return found


def is_running(process):
    return bool(states(process) - {"Z", "X"})


@unittest.skipIf("TROUPE_SANITIZED" in os.environ, "crashes and their times are those of a build that users have")
class Supervise(SessionCase):
    def setUp(self):
        super().setUp()
        self.state = os.path.join(self.folder, "state")

    def judge(self, accepted=()):
        """Here a server does crash, and what was in flight has an error for an answer."""
        super().judge([*accepted, "InternalError: \"the server crashed"])

    def supervised(self, **options):
        options.setdefault("arguments", SUPERVISED)
        return self.client(env={"XDG_STATE_HOME": self.state}, **options)

    def started(self, capabilities=EDITOR, **options):
        client = self.supervised(**options)
        client.initialize(capabilities=capabilities)
        return client

    def server(self, client):
        """The process of the server at this moment."""
        deadline = time.monotonic() + 5
        while True:
            running = [child for child in children(client.process.pid) if is_running(child)]
            if running:
                return running[0]
            self.assertLess(time.monotonic(), deadline, "there is no server")

    def crash(self, client, before=lambda: None, by=signal.SIGSEGV):
        """Kills the server after `before`, none of whose messages it has read.

        By SIGSEGV it runs on for a moment while its handler writes the backtrace, and may yet answer; not by SIGKILL.
        """
        server = self.server(client)
        os.kill(server, signal.SIGSTOP)
        deadline = time.monotonic() + 5
        while states(server) != {"T"}:
            self.assertLess(time.monotonic(), deadline, "the server does not stop")
        before()
        # What was sent has to be on its way through the supervisor, or it is for the next server.
        self.wait_until_read(client)
        os.kill(server, by)
        if by != signal.SIGKILL:
            os.kill(server, signal.SIGCONT)
        return server

    def wait_until_read(self, client):
        """Until the supervisor waits for messages and there are none."""
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            waiting = struct.unpack("i", fcntl.ioctl(client.process.stdin, termios.FIONREAD, b"\0" * 4))[0]
            if waiting == 0 and states(client.process.pid) == {"S"}:
                return
        self.fail("the supervisor does not read")

    def gone(self, *processes):
        deadline = time.monotonic() + 2
        while any(is_running(each) for each in processes):
            self.assertLess(time.monotonic(), deadline, "still there: %s" % [p for p in processes if is_running(p)])
            time.sleep(0.005)

    def reports(self):
        return sorted(glob.glob(os.path.join(self.state, "troupe", "crash-*.txt")))

    def shown(self, client, method="window/showMessage"):
        return [each["params"] for each in client.notifications if each["method"] == method]

    def restarted(self, client, times=1):
        """Waits until the client has been told of so many crashes."""
        def told():
            messages = self.shown(client) + self.shown(client, "window/logMessage")
            return sum("and was restarted" in each["message"] for each in messages) >= times
        client.wait(told, "a message about a restart")

    # Documents

    def type_and_crash(self, client, document, chance, names):
        """Types a few names that no schema has, and kills the server somewhere in between."""
        edits = chance.randint(3, 12)
        fatal = chance.randrange(edits)
        for edit in range(edits):
            name = "lost%d" % len(names)
            names.append(name)
            document.insert("friends {|", ' # \U0001f600é\r\n      %s' % name)
            if edit == fatal:
                os.kill(self.server(client), signal.SIGSEGV)
                killed_at = time.perf_counter()

        def is_newest(diagnostics):
            return sorted(document.slice(each["range"]) for each in diagnostics) == sorted(names)

        client.diagnostics(document, until=is_newest, timeout=BACK_WITHIN)
        return client.arrived - killed_at

    def test_documents_are_back_after_crashes_at_random_moments(self):
        chance = random.Random(20261121)
        took = []
        for encoding in ("utf-16", "utf-8", "utf-32"):
            capabilities = json.loads(json.dumps(EDITOR))
            capabilities["general"]["positionEncodings"] = [encoding]
            client = self.started(capabilities=capabilities)
            document = client.open("src/query.graphql", "graphql")
            other = client.open("schema.graphql", "graphql")
            names = []
            for _ in range(4):
                took.append(self.type_and_crash(client, document, chance, names))
            self.assertIn("Finds a person", json.dumps(client.request("textDocument/hover", document.at("per|son"))))
            other.insert("type Person implements Named {|", "\n  lost0: Int\n")
            names.remove("lost0")
            client.diagnostics(document, until=lambda found: len(found) == len(names), timeout=BACK_WITHIN)
            self.assertEqual(1, len(self.shown(client)), "one message is shown, the rest is in the log")
            self.stop(client)
        took.sort()
        print("\ndocuments back after a crash: median %.0f ms, longest %.0f ms, of %d"
              % (took[len(took) // 2] * 1000, took[-1] * 1000, len(took)), file=sys.stderr)

    def test_what_was_closed_when_the_server_was_gone_loses_its_diagnostics(self):
        client = self.started()
        document = client.open("src/query.graphql", "graphql", "{ nothing }")
        client.diagnostics(document, until=lambda found: len(found) == 1)
        self.crash(client, before=document.close, by=signal.SIGKILL)
        client.diagnostics(document, until=lambda found: not found)
        self.stop(client)

    # Requests

    def test_requests_in_flight_are_answered_once_with_an_error(self):
        client = self.started()
        document = client.open("src/query.graphql", "graphql")
        client.diagnostics(document)
        asked = []

        def ask():
            asked.extend(client.start_request("textDocument/hover", document.at("per|son")) for _ in range(20))

        self.crash(client, before=ask, by=signal.SIGKILL)
        after = client.start_request("textDocument/hover", document.at("per|son"))
        for identifier in asked:
            answer, _ = client.response(identifier)
            self.assertEqual(-32603, answer["error"]["code"])
            self.assertIn("the server crashed (signal 9, SIGKILL) and was restarted", answer["error"]["message"])
        client.response(after)  # This one may have come before the end was noticed.
        self.assertIn("Finds a person", json.dumps(client.request("textDocument/hover", document.at("per|son"))))
        self.stop(client)
        self.assertFalse(set(asked) & set(client.responses), "answered twice")

    def test_initialize_is_answered_whenever_the_server_crashes(self):
        client = self.supervised()
        first = self.server(client)
        os.kill(first, signal.SIGSEGV)
        self.gone(first)
        answer = {}

        def initialize():
            answer["id"] = client.start_request("initialize", {"processId": None, "capabilities": EDITOR,
                                                               "rootUri": None, "workspaceFolders": None})

        self.crash(client, before=initialize, by=signal.SIGKILL)
        message, _ = client.response(answer["id"])
        self.assertIn("capabilities", message["result"])
        client.notify("initialized", {})
        self.assertIsNone(client.request("textDocument/hover", NOWHERE))
        self.stop(client)

    def test_answers_to_a_server_that_is_gone_do_not_reach_the_next_one(self):
        client = self.supervised()
        client.answers_requests = False
        client.initialize(capabilities=EDITOR)
        client.wait(lambda: [each for each in client.server_requests if each["method"] == "workspace/configuration"],
                    "a question about the configuration")
        late = list(client.server_requests)
        client.server_requests.clear()
        self.crash(client)
        client.wait(lambda: [each for each in client.server_requests if each["method"] == "workspace/configuration"],
                    "the same question of the next server")
        self.assertFalse({each["id"] for each in late} & {each["id"] for each in client.server_requests})
        # With debug logs the next server would say what it thinks of settings like these.
        for each in late:
            client.send({"jsonrpc": "2.0", "id": each["id"], "result": [{"log": {"level": "no such level"}}]})
        self.assertIsNone(client.request("textDocument/hover", NOWHERE))
        for each in list(client.server_requests):
            client.send({"jsonrpc": "2.0", "id": each["id"], "result": None})
        self.assertIsNone(client.request("textDocument/hover", NOWHERE))
        self.assertNotIn("no such level", json.dumps(self.shown(client, "window/logMessage")))
        self.assertNotIn("never made", "".join(client.stderr))
        self.stop(client)

    # Too many crashes

    def test_five_crashes_end_it_with_a_report(self):
        client = self.started()
        document = client.open("src/query.graphql", "graphql")
        for times in range(1, 5):
            client.diagnostics(document)
            self.crash(client)
            self.restarted(client, times)
            self.assertIsNotNone(client.request("textDocument/hover", document.at("per|son")))
        asked = []
        self.crash(client, before=lambda: asked.append(client.start_request("textDocument/hover", NOWHERE)),
                   by=signal.SIGKILL)
        answer, _ = client.response(asked[0])
        self.assertEqual(-32603, answer["error"]["code"])
        self.assertEqual(1, client.wait_exit())
        client.wait(lambda: len(self.shown(client)) == 2, "the last message")
        last = self.shown(client)[-1]
        self.assertEqual(1, last["type"])
        self.assertIn("crashed 5 times within 3 minutes", last["message"])
        self.assertEqual(5, len(self.reports()))
        self.assertIn(self.reports()[-1], last["message"])
        client.kill()
        self.judge()

    def test_a_report_tells_what_happened_and_nothing_of_the_texts(self):
        secret = "Tr0ub4dor"
        client = self.started()
        document = client.open("src/%s.graphql" % secret, "graphql", "query %s { %s }" % (secret, secret))
        client.diagnostics(document)
        client.request("textDocument/hover", document.at("query"))
        self.crash(client, before=lambda: document.insert("query |", secret))
        self.restarted(client)
        client.diagnostics(document)
        self.stop(client)
        (path,) = self.reports()
        self.assertEqual(0o600, os.stat(path).st_mode & 0o777)
        with open(path, encoding="utf-8") as file:
            report = file.read()
        self.assertNotIn(secret, report)
        for part in ("Troupe 0.", "ended by: signal 11, SIGSEGV", "uptime of the server: ", "open documents: 1",
                     "from the client: textDocument/didOpen, ", "from the server: textDocument/hover id "):
            self.assertIn(part, report)
        if "left no backtrace" not in report:  # sanitizers have handlers of their own
            self.assertIn("backtrace:\n", report)
        self.assertIn(path, self.shown(client)[0]["message"])

    def test_without_a_supervisor_a_crash_leaves_its_backtrace_on_standard_error(self):
        client = self.start()
        client.process.send_signal(signal.SIGSEGV)
        self.assertEqual(-signal.SIGSEGV, client.wait_exit())
        deadline = time.monotonic() + 5
        while "backtrace:" not in "".join(client.stderr) and "Sanitizer" not in "".join(client.stderr):
            self.assertLess(time.monotonic(), deadline, "".join(client.stderr))
            time.sleep(0.005)

    # The end

    def test_shutdown_and_exit_pass_through(self):
        client = self.started()
        self.stop(client)
        client = self.started()
        client.notify("exit")
        self.assertEqual(1, client.wait_exit())
        client = self.started()
        server = self.server(client)
        client.process.stdin.close()
        self.assertEqual(1, client.wait_exit())
        self.gone(server)

    def test_a_crash_in_or_after_shutdown_is_no_reason_for_another_server(self):
        client = self.started()
        asked = []
        self.crash(client, before=lambda: asked.append(client.start_request("shutdown")), by=signal.SIGKILL)
        answer, _ = client.response(asked[0])
        self.assertIsNone(answer["result"])
        self.assertEqual([], children(client.process.pid))
        client.notify("exit")
        self.assertEqual(0, client.wait_exit())
        self.judge()

    def test_a_server_killed_for_its_memory_is_replaced_and_one_that_is_told_to_end_is_not(self):
        client = self.started()
        os.kill(self.server(client), signal.SIGKILL)
        self.restarted(client)
        self.assertIn("signal 9, SIGKILL", self.shown(client)[0]["message"])
        self.assertIsNone(client.request("textDocument/hover", NOWHERE))
        os.kill(self.server(client), signal.SIGTERM)
        self.assertEqual(1, client.wait_exit())

    def test_killing_the_supervisor_kills_the_server(self):
        client = self.started(judged=False)
        server = self.server(client)
        client.process.kill()
        client.process.wait()
        self.gone(server)

    def test_killing_the_client_leaves_nobody_behind(self):
        script = ("import sys; sys.path.insert(0, %r); from lsp_client import *; import os; "
                  "c = Client([%r, 'serve', '--supervise'], root=%r); c.initialize(); "
                  "p = c.process.pid; print(p, open('/proc/%%d/task/%%d/children' %% (p, p)).read(), flush=True); "
                  "os.kill(os.getpid(), 9)"
                  % (os.path.dirname(os.path.abspath(Client.__init__.__code__.co_filename)), TROUPE, self.root))
        output = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True).stdout
        processes = [int(each) for each in output.split()]
        self.assertEqual(2, len(processes))
        self.gone(*processes)

    def test_the_death_of_the_process_that_the_client_names_ends_both(self):
        parent = subprocess.Popen(["sleep", "1000"])
        client = self.supervised()
        client.initialize(params={"processId": parent.pid})
        server = self.server(client)
        parent.kill()
        parent.wait()
        client.wait_exit(5)
        self.gone(server)

    def test_each_server_records_a_trace_of_its_own(self):
        trace = os.path.join(self.folder, "session.trace")
        client = self.started(arguments=(*SUPERVISED, "--trace", trace))
        self.crash(client)
        self.restarted(client)
        self.assertIsNone(client.request("textDocument/hover", NOWHERE))
        self.stop(client)
        self.assertGreater(os.path.getsize(trace), 0)
        self.assertGreater(os.path.getsize(trace + ".server2"), 0)
        (path,) = self.reports()
        with open(path, encoding="utf-8") as file:
            report = file.read()
        self.assertTrue("backtrace:\n" in report or "left no backtrace" in report)


if __name__ == "__main__":
    unittest.main(verbosity=1)
