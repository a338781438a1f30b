"""Sessions over sockets: who gets in, who does not, and what one client can do to another."""

import json
import os
import resource
import socket
import stat
import subprocess
import sys
import time
import unittest

from session_case import TROUPE, SessionCase

from peer import PATIENCE, SocketServer, StdioServer, connect_unix, frame, initialize, opening

HTTP = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}"


class Server(SocketServer):
    """A server on sockets that ends with its test, as all connections to it do."""

    def __init__(self, case, *arguments):
        super().__init__(TROUPE, *case.OPTIONS, *arguments)
        self.case = case
        case.addCleanup(self.kill)

    def unix(self):
        raw = super().unix()
        self.case.addCleanup(raw.close)
        return raw

    def tcp(self):
        raw = super().tcp()
        self.case.addCleanup(raw.close)
        return raw


class SocketCase(SessionCase):
    OPTIONS = ()  # of every server

    def path(self, name):
        return os.path.join(self.folder, name)

    def token_file(self, name="token"):
        subprocess.run([TROUPE, "token", "new", self.path(name)], check=True)
        return self.path(name)

    def token(self):
        with open(self.path("token"), encoding="ascii") as file:
            return file.read().strip()

    def connect(self, *arguments, judged=True):
        """An editor that starts `troupe connect`."""
        client = self.client(judged=judged, arguments=("connect", *arguments))
        client.initialize()
        return client

    def certificate(self, name="server", host="localhost"):
        """A key and a certificate that signs itself."""
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                        "-subj", "/CN=" + host, "-addext", "subjectAltName=DNS:%s,IP:127.0.0.1" % host,
                        "-keyout", self.path(name + ".key"), "-out", self.path(name + ".pem")],
                       check=True, capture_output=True)
        return self.path(name + ".pem"), self.path(name + ".key")


class UnixSockets(SocketCase):
    def test_an_editor_that_can_only_start_programs_is_served(self):
        server = Server(self, "--socket", self.path("s"))
        self.assertEqual(0o600, stat.S_IMODE(os.stat(self.path("s")).st_mode))
        client = self.connect(self.path("s"))
        document = client.open("src/query.graphql", "graphql", "{ person(id: 1) { nam } }\n")
        self.assertEqual(["nam"], [document.slice(d["range"]) for d in client.diagnostics(document, len)])
        hover = client.request("textDocument/hover", document.at("per|son"))
        self.assertIn("Finds a person by id.", json.dumps(hover))
        self.stop(client)
        self.assertEqual(0, server.stop())
        self.assertFalse(os.path.exists(self.path("s")))

    def test_two_clients_at_once_know_nothing_of_each_other(self):
        Server(self, "--socket", self.path("s"))
        one, other = self.connect(self.path("s")), self.connect(self.path("s"))
        right = one.open("src/query.graphql", "graphql", "{ people { name } }\n")
        wrong = other.open("src/query.graphql", "graphql", "{ people { nam } }\n")
        self.assertEqual([], one.diagnostics(right))
        self.assertEqual(1, len(other.diagnostics(wrong, len)))
        self.stop(one)
        wrong.replace("nam ", "name ")
        self.assertEqual([], other.diagnostics(wrong, lambda found: not found))
        self.stop(other)

    def test_a_socket_that_is_served_is_not_taken_and_one_left_behind_is(self):
        first = Server(self, "--socket", self.path("s"))
        second = subprocess.run([TROUPE, "serve", "--socket", self.path("s")], capture_output=True, text=True,
                                timeout=PATIENCE)
        self.assertEqual(2, second.returncode)
        self.assertIn("another server listens there", second.stderr)
        first.kill()
        self.assertTrue(os.path.exists(self.path("s")))
        raw = Server(self, "--socket", self.path("s")).unix()
        raw.send(frame(initialize()))
        self.assertIn("result", raw.answer(1))

    def test_no_file_is_ever_replaced(self):
        with open(self.path("precious"), "w", encoding="ascii") as file:
            file.write("text")
        refused = subprocess.run([TROUPE, "serve", "--socket", self.path("precious")], capture_output=True, text=True,
                                 timeout=PATIENCE)
        self.assertEqual(2, refused.returncode)
        self.assertIn("is no socket", refused.stderr)
        self.assertTrue(os.path.exists(self.path("precious")))

    def test_a_client_that_is_killed_leaves_nothing_behind(self):
        server = Server(self, "--socket", self.path("s"), "--max-sessions", "1")
        client = self.connect(self.path("s"), judged=False)
        client.open("src/query.graphql", "graphql", "{ people { name } }\n")
        client.process.kill()
        client.process.wait()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            raw = server.unix()
            raw.send(frame(initialize()))
            if "result" in raw.answer(1):
                return
            raw.close()
        self.fail("the place of the killed client is still taken")

    def test_more_sessions_than_allowed_are_refused_with_a_reason(self):
        server = Server(self, "--socket", self.path("s"), "--max-sessions", "1")
        first, second = server.unix(), server.unix()
        first.send(frame(initialize()))
        self.assertIn("result", first.answer(1))
        second.send(frame(initialize(identifier="x")))
        self.assertIn("as many sessions", second.answer("x")["error"]["message"])
        self.assertTrue(second.is_closed())
        first.send(frame({"jsonrpc": "2.0", "id": 2, "method": "textDocument/hover", "params": {}}))
        self.assertEqual(-32602, first.answer(2)["error"]["code"])

    def test_a_web_page_and_garbage_are_hung_up_on(self):
        server = Server(self, "--socket", self.path("s"))
        for garbage in (HTTP, b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.0\r\n\r\n", b"{}", b"\r\n\r\n"):
            raw = server.unix()
            raw.send(garbage)
            self.assertTrue(raw.is_closed(), garbage)
        raw = server.unix()
        for byte in b"Content-X":
            raw.send(bytes([byte]))
        raw.send(b": 1\r\n\r\n")
        self.assertTrue(raw.is_closed(), "a header without a length")

    def test_framing_that_is_lost_ends_the_connection_and_no_other(self):
        server = Server(self, "--socket", self.path("s"))
        good, bad = server.unix(), server.unix()
        for raw in (good, bad):
            raw.send(frame(initialize()))
            self.assertIn("result", raw.answer(1))
        bad.send(b"rubbish\r\n\r\n" + frame({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}))
        self.assertIsNone(bad.answer(2))
        good.send(frame({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}))
        self.assertIn("result", good.answer(2))

    def test_a_length_that_lies_costs_nothing(self):
        server = Server(self, "--socket", self.path("s"))
        raw = server.unix()
        raw.send(b"Content-Length: 999999999\r\n\r\n")
        self.assertTrue(raw.is_closed())
        raw = server.unix()
        raw.send(b"Content-Length: 2000000\r\n\r\n")
        self.assertTrue(raw.is_closed(), "over what a stranger may send")

    def test_answers_are_written_to_a_client_that_has_closed_its_writing_end(self):
        server = Server(self, "--socket", self.path("s"))
        raw = server.unix()
        raw.send(frame(initialize()) + frame({"jsonrpc": "2.0", "id": 2, "method": "workspace/symbol",
                                              "params": {"query": ""}}))
        raw.close_writing()
        self.assertIn("result", raw.answer(1))
        self.assertIn("result", raw.answer(2))
        self.assertTrue(raw.is_closed())

    def test_sigterm_lets_sessions_answer_and_hangs_up(self):
        server = Server(self, "--socket", self.path("s"))
        raw = server.unix()
        raw.send(frame(initialize()))
        self.assertIn("result", raw.answer(1))
        self.assertEqual(0, server.stop())
        self.assertTrue(raw.is_closed())

    def test_a_silent_connection_is_closed_after_the_idle_timeout(self):
        server = Server(self, "--socket", self.path("s"), "--idle-timeout", "1")
        raw = server.unix()
        raw.send(frame(initialize()))
        self.assertIn("result", raw.answer(1))
        self.assertTrue(raw.is_closed())
        self.assertIn("too long", server.wait_for_log("closed: "))

    def test_a_client_that_sees_the_files_elsewhere_is_understood(self):
        outside = os.path.join(self.folder, "out side")
        os.symlink(self.root, outside)
        client = self.client(arguments=("serve", "--map", outside + "=" + self.root), root=outside)
        client.initialize()
        document = client.open("src/query.graphql", "graphql", "{ people { nam } }\n")
        self.assertEqual(["nam"], [document.slice(d["range"]) for d in client.diagnostics(document, len)])
        places = client.request("textDocument/definition", document.at("peo|ple"))
        self.assertIn("/out%20side/schema.graphql", json.dumps(places))
        self.assertNotIn(self.root, json.dumps(places))
        self.stop(client)
        wrong = subprocess.run([TROUPE, "serve", "--map", "relative=/x"], stdin=subprocess.DEVNULL, capture_output=True,
                               text=True, timeout=PATIENCE)
        self.assertEqual(2, wrong.returncode)
        self.assertIn("two absolute paths", wrong.stderr)

    def test_a_socket_of_the_service_manager_is_served(self):
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(self.path("s"))
        listening.listen()
        self.addCleanup(listening.close)

        number = listening.fileno()
        process = subprocess.Popen(
            ["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" serve --activated %s 3<&%d'
             % (" ".join(self.OPTIONS), number), TROUPE],
            pass_fds=[number], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        raw = connect_unix(self.path("s"))
        self.addCleanup(raw.close)
        raw.send(frame(initialize()))
        self.assertIn("result", raw.answer(1))


class Crowds(SocketCase):
    """Thirty sessions, and what one of them does to the others."""

    MALFORMED = 3000
    CANCELLED = 2000

    def test_thirty_two_sessions_of_which_one_is_hostile(self):
        server = Server(self, "--socket", self.path("s"))
        clients = [server.unix() for _ in range(31)]
        for raw in clients:
            raw.send(frame(initialize()))
        for raw in clients:
            self.assertIn("result", raw.answer(1))
        hostile = server.unix()
        hostile.send(frame(initialize()))
        self.assertIn("result", hostile.answer(1))
        flood = frame({"jsonrpc": "2.0", "id": 2, "method": "workspace/symbol", "params": {"query": "x"}})
        sent = 0
        while sent < 50_000_000 and (some := hostile.send_some(flood * 100)):
            sent += some
        for number, raw in enumerate(clients):
            raw.send(frame({"jsonrpc": "2.0", "id": 2, "method": "workspace/symbol", "params": {"query": str(number)}}))
        for raw in clients:
            self.assertEqual([], raw.answer(2)["result"] or [])

    def test_answers_are_the_same_with_and_without_others(self):
        def answers(raw):
            uri = "file://" + self.root + "/src/query.graphql"
            raw.send(frame({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
                "processId": None, "rootUri": "file://" + self.root, "capabilities": {}}}))
            raw.answer(1)
            raw.send(frame({"jsonrpc": "2.0", "method": "initialized", "params": {}}))
            raw.send(frame({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
                "uri": uri, "languageId": "graphql", "version": 1, "text": "{ people { nam } }\n"}}}))
            found = []
            for number, method in enumerate(("hover", "completion", "definition", "documentSymbol"), 2):
                raw.send(frame({"jsonrpc": "2.0", "id": number, "method": "textDocument/" + method, "params": {
                    "textDocument": {"uri": uri}, "position": {"line": 0, "character": 4}}}))
                found.append(json.dumps(raw.answer(number), sort_keys=True))
            return found

        alone = answers(Server(self, "--socket", self.path("alone")).unix())
        crowd = Server(self, "--socket", self.path("crowd"))
        raws = [crowd.unix() for _ in range(6)]
        for raw in raws:
            self.assertEqual(alone, answers(raw))

    def test_malformed_messages_by_the_thousand_then_a_good_one(self):
        server = Server(self, "--socket", self.path("s"))
        raw = server.unix()
        raw.send(frame(initialize()))
        self.assertIn("result", raw.answer(1))
        bodies = [b"{", b"[]", b"null", b'{"jsonrpc":"2.0"}', b'{"id":{}}', b'{"method":7,"id":1}', b"[" * 300, b"\xff\xfe"]
        raw.send(b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
                          for body in bodies * (self.MALFORMED // len(bodies))))
        raw.send(frame({"jsonrpc": "2.0", "id": "good", "method": "workspace/symbol", "params": {"query": ""}}))
        began = time.monotonic()
        self.assertIn("result", raw.answer("good"))
        self.assertLess(time.monotonic() - began, PATIENCE)

    def test_cancelled_requests_by_the_thousand_have_one_answer_each(self):
        server = Server(self, "--socket", self.path("s"))
        raw = server.unix()
        raw.send(frame(initialize()))
        self.assertIn("result", raw.answer(1))
        text = b""
        for number in range(2, self.CANCELLED + 2):
            text += frame({"jsonrpc": "2.0", "id": number, "method": "workspace/symbol", "params": {"query": "q"}})
            text += frame({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": number}})
        raw.send(text)
        raw.send(frame({"jsonrpc": "2.0", "id": "end", "method": "shutdown"}))
        seen = []
        while (message := raw.message()).get("id") != "end":
            if "method" not in message:
                seen.append(message["id"])
        self.assertEqual(list(range(2, self.CANCELLED + 2)), sorted(seen))


class Limits(SocketCase):
    """Those that a session over a socket or a pipe shows from the outside."""

    def test_how_many_sessions_there_may_be(self):
        server = Server(self, "--socket", self.path("s"), "--limit", "sessions=1")
        first, second = server.unix(), server.unix()
        self.assertIn("result", first.begin())
        second.send(frame(initialize()))
        self.assertIn("as many sessions", second.answer(1)["error"]["message"])

    def test_what_a_stranger_may_send(self):
        server = Server(self, "--listen", "127.0.0.1:0", "--token-file", self.token_file(), "--limit", "introduction=400")
        raw = server.tcp()
        raw.send(frame(initialize({"token": self.token(), "more": "x" * 400})))
        self.assertTrue(raw.is_closed())
        raw = server.tcp()
        raw.send(frame(initialize({"token": self.token()})))
        self.assertIn("result", raw.answer(1))
        raw.send(frame({"jsonrpc": "2.0", "id": 2, "method": "shutdown", "params": {"more": "x" * 4000}}))
        self.assertIn("result", raw.answer(2), "who is known may send more")

    def test_how_deep_json_may_be(self):
        server = Server(self, "--socket", self.path("s"), "--limit", "json-depth=20")
        raw = server.unix()
        raw.begin()
        for depth, identifier, code in ((10, 2, -32601), (30, None, -32700)):
            raw.send(frame(b'{"jsonrpc":"2.0","id":2,"method":"no/such","params":%s%s}' % (b"[" * depth, b"]" * depth)))
            self.assertEqual(code, raw.answer(identifier)["error"]["code"])
        stranger = server.unix()
        stranger.send(frame(b'{"id":1,"jsonrpc":"2.0","method":"initialize","params":' + b"[" * 30 + b"]" * 30 + b"}"))
        self.assertNotIn("result", stranger.message() or {})

    def test_how_deep_texts_may_nest(self):
        client = self.client(arguments=("serve", "--limit", "source-depth=8"))
        client.initialize()
        document = client.open("src/query.graphql", "graphql", "{ people " + "{ friends " * 7 + "{ name }" + " }" * 8)
        found = client.diagnostics(document, len)
        self.assertEqual(["Syntax Error: Nesting is deeper than 8 levels."], [each["message"] for each in found])
        document.set("{ people " + "{ friends " * 6 + "{ name }" + " }" * 7)
        self.assertEqual([], client.diagnostics(document, lambda found: not found))
        self.stop(client)

    def test_the_deepest_that_can_be_allowed_is_borne_by_a_small_stack(self):
        deepest = 4000
        sys.setrecursionlimit(8 * deepest)  # Python's own, for reading answers
        server = StdioServer(TROUPE, "--limit", "source-depth=4096", "--limit", "json-depth=4096",
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (8 << 20, 8 << 20)))
        self.addCleanup(server.kill)
        raw = server.peer
        raw.begin(self.root)
        texts = ["{ people " + "{ friends " * deepest + "{ name }" + " }" * deepest + " }",
                 "{ people(order: " + "[" * deepest + "]" * deepest + ") { name } }",
                 "{ people(order: " + "{ a: " * deepest + "1" + "}" * deepest + ") { name } }",
                 "type A { a: " + "[" * deepest + "Int" + "]" * deepest + " }"]
        for number, text in enumerate(texts):
            uri = "file://%s/deep%d.graphql" % (self.root, number)
            raw.send(opening(uri, text))
            place = {"line": 0, "character": len(text) // 2}
            for method in ("hover", "documentSymbol", "foldingRange", "selectionRange", "formatting", "semanticTokens/full",
                           "completion", "codeAction", "documentHighlight", "inlayHint", "diagnostic"):
                answer = raw.ask("%s%d" % (method, number), "textDocument/" + method, {
                    "textDocument": {"uri": uri}, "position": place, "positions": [place],
                    "range": {"start": place, "end": place}, "context": {"diagnostics": []},
                    "options": {"tabSize": 2, "insertSpaces": True}})
                self.assertIsNotNone(answer, method + " " + server.said()[-2000:])
                self.assertNotEqual(-32603, answer.get("error", {}).get("code"), method)
        raw.send(frame(b"[" * deepest + b"]" * deepest))
        self.assertEqual(-32600, raw.answer(None)["error"]["code"])
        self.assertEqual(0, server.end())


class Tokens(SocketCase):
    def test_a_token_file_is_nobody_elses_and_never_overwritten(self):
        path = self.token_file()
        self.assertEqual(0o600, stat.S_IMODE(os.stat(path).st_mode))
        self.assertRegex(self.token(), "^[0-9a-f]{64}$")
        again = subprocess.run([TROUPE, "token", "new", path], capture_output=True, text=True)
        self.assertEqual(2, again.returncode)
        self.assertIn("File exists", again.stderr)
        os.chmod(path, 0o644)
        refused = subprocess.run([TROUPE, "serve", "--listen", "127.0.0.1:0", "--token-file", path],
                                 capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(2, refused.returncode)
        self.assertIn("can be read by others", refused.stderr)

    def test_nothing_is_processed_without_the_token(self):
        server = Server(self, "--listen", "127.0.0.1:0", "--token-file", self.token_file())
        token = self.token()
        wrong = token[:-1] + ("0" if token[-1] != "0" else "1")
        for options in (None, {}, {"token": ""}, {"token": wrong}, {"token": token + "0"}, {"token": [token]}):
            raw = server.tcp()
            raw.send(frame(initialize(options)))
            answer = raw.answer(1)
            self.assertIn("token", answer["error"]["message"])
            self.assertTrue(raw.is_closed())
        raw = server.tcp()
        raw.send(frame({"jsonrpc": "2.0", "id": 1, "method": "shutdown", "params": {"token": token}}))
        self.assertIn("token", raw.answer(1)["error"]["message"])
        raw = server.tcp()
        raw.send(frame(initialize({"token": token})))
        self.assertIn("result", raw.answer(1))

    def test_who_says_nothing_is_hung_up_on_within_seconds(self):
        server = Server(self, "--listen", "127.0.0.1:0", "--token-file", self.token_file())
        raw = server.tcp()
        raw.send(b"Content-Len")
        began = time.monotonic()
        self.assertTrue(raw.is_closed())
        self.assertLess(time.monotonic() - began, 10)

    def test_connect_adds_the_token_to_whatever_the_editor_sends(self):
        token = self.token_file()
        server = Server(self, "--listen", "127.0.0.1:0", "--token-file", token)
        address = "%s:%d" % server.tcp_address()
        client = self.client(arguments=("connect", address, "--token-file", token))
        client.initialize(options={"troupe": {"log": {"level": "info"}}})
        document = client.open("src/query.graphql", "graphql", "{ people { nam } }\n")
        self.assertEqual(1, len(client.diagnostics(document, len)))
        self.stop(client)

    def test_connect_without_a_token_is_told_what_to_do(self):
        server = Server(self, "--listen", "127.0.0.1:0", "--token-file", self.token_file())
        asked = subprocess.run([TROUPE, "connect", "%s:%d" % server.tcp_address()], input=frame(initialize()),
                               capture_output=True, timeout=PATIENCE)
        self.assertEqual(0, asked.returncode)
        self.assertIn(b"troupe connect --token-file", asked.stdout)


class Observability(SocketCase):
    def status(self, *arguments):
        asked = subprocess.run([TROUPE, "status", *arguments], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual("", asked.stderr)
        return asked.stdout

    def busy_server(self, *arguments):
        server = Server(self, "--socket", self.path("s"), *arguments)
        client = self.connect(self.path("s"))
        document = client.open("src/query.graphql", "graphql", "{ people { nam } }\n")
        client.diagnostics(document, len)
        for _ in range(5):
            client.request("textDocument/hover", document.at("peo|ple"))
        return server, client

    def test_the_status_tells_of_every_session(self):
        _, client = self.busy_server()
        status = json.loads(self.status(self.path("s"), "--json"))
        self.assertEqual(1, len(status["sessions"]))
        session = status["sessions"][0]
        self.assertEqual(5, session["latency"]["textDocument/hover"]["count"])
        self.assertEqual(1, session["changes"])
        self.assertEqual(session["changes"], session["writer_wait"]["count"])
        self.assertGreaterEqual(session["snapshots"], 6)
        self.assertIn("graphql_file_syntax", [query["name"] for query in session["memory"]["queries"]])
        text = self.status(self.path("s"))
        self.assertIn("1 session\n", text)
        self.assertRegex(text, r"textDocument/hover +5 ")
        self.stop(client)

    def test_a_client_is_told_of_its_own_session_only(self):
        server, client = self.busy_server()
        other = server.unix()
        other.send(frame(initialize()))
        self.assertIn("result", other.answer(1))
        other.send(frame({"jsonrpc": "2.0", "id": 2, "method": "$/troupe/status"}))
        self.assertEqual([2], [each["number"] for each in other.answer(2)["result"]["sessions"]])
        self.assertEqual([1], [each["number"] for each in client.request("$/troupe/status")["sessions"]])

    def dumped(self, *arguments):
        return subprocess.run([TROUPE, "trace", "dump", self.path("s"), *arguments], capture_output=True, text=True,
                              timeout=PATIENCE, cwd=self.folder)

    def replays(self, trace):
        result = subprocess.run([TROUPE, "replay", trace], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)

    def test_a_session_is_dumped_while_it_goes_on(self):
        Server(self, "--socket", self.path("s"))
        one = self.connect(self.path("s"))
        one.open("src/query.graphql", "graphql", "{ people { name } }\n")
        result = self.dumped()
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertIn("session-1.trace: session 1", result.stdout)
        self.assertIn("from its beginning", result.stdout)
        self.assertEqual(0o600, stat.S_IMODE(os.stat(self.path("session-1.trace")).st_mode))
        self.replays(self.path("session-1.trace"))
        other = self.connect(self.path("s"))
        result = self.dumped()
        self.assertEqual(1, result.returncode)
        self.assertIn("several sessions (1, 2): say which", result.stderr)
        result = self.dumped("--session", "2", "-o", self.path("other.trace"))
        self.assertEqual(0, result.returncode, result.stderr)
        self.replays(self.path("other.trace"))
        self.assertIn("there is no such session", self.dumped("--session", "3").stderr)
        self.stop(one)
        self.stop(other)

    def test_a_recording_is_for_who_has_the_token(self):
        Server(self, "--socket", self.path("s"), "--token-file", self.token_file())
        client = self.connect(self.path("s"), "--token-file", self.path("token"))
        self.assertIn("asks for a token", self.dumped().stderr)
        self.assertEqual(0, self.dumped("--token-file", self.path("token")).returncode)
        self.stop(client)

    def test_each_session_is_recorded_to_a_file_of_its_own(self):
        os.mkdir(self.path("traces"))
        for trace, names in ((self.path("one.trace"), ("one.trace", "one.trace.2")),
                             (self.path("traces"), ("traces/session-1.trace", "traces/session-2.trace"))):
            server = Server(self, "--socket", self.path("s"), "--trace", trace)
            one, other = self.connect(self.path("s")), self.connect(self.path("s"))
            for number, client in enumerate((one, other)):
                document = client.open("src/query.graphql", "graphql", "{ people { nam%d } }\n" % number)
                client.diagnostics(document, len)
            self.assertIn("recorded to a file already", self.dumped("--session", "1").stderr)
            self.stop(one)
            self.stop(other)
            self.assertEqual(0, server.stop())
            for number, name in enumerate(names):
                self.replays(self.path(name))
                frames = subprocess.run([TROUPE, "trace", "export", "--format", "frames", self.path(name)],
                                        capture_output=True, text=True, check=True).stdout
                self.assertIn("nam%d" % number, frames)
                self.assertNotIn("nam%d" % (1 - number), frames)

    def test_the_status_is_for_who_has_the_token(self):
        server = Server(self, "--listen", "127.0.0.1:0", "--token-file", self.token_file())
        address = "%s:%d" % server.tcp_address()
        self.assertIn("0 sessions", self.status(address, "--token-file", self.path("token")))
        refused = subprocess.run([TROUPE, "status", address], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(1, refused.returncode)
        self.assertIn("token", refused.stderr)

    def test_metrics_are_in_the_openmetrics_format(self):
        _, client = self.busy_server("--metrics", self.path("m"))
        asking = socket.socket(socket.AF_UNIX)
        self.addCleanup(asking.close)
        asking.connect(self.path("m"))
        asking.sendall(b"GET /metrics HTTP/1.0\r\n\r\n")
        answer = b""
        while data := asking.recv(65536):
            answer += data
        head, _, text = answer.decode().partition("\r\n\r\n")
        self.assertIn("application/openmetrics-text; version=1.0.0", head)
        self.assertEqual(0o600, stat.S_IMODE(os.stat(self.path("m")).st_mode))
        self.assertTrue(text.endswith("# EOF\n"))
        families, current = [], None
        for line in text.splitlines()[:-1]:
            if line.startswith("# TYPE "):
                _, _, current, kind = line.split()
                families.append(current)
            elif not line.startswith("#"):
                name = line.split("{")[0].split(" ")[0]
                suffixes = {"counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"], "info": ["_info"]}
                self.assertIn(name, [current + suffix for suffix in suffixes.get(kind, [""])])
                float(line.rsplit(" ", 1)[1])
        self.assertEqual(len(families), len(set(families)), "each family stands together")
        self.assertIn('troupe_request_seconds_count{session="1",method="textDocument/hover"} 5', text)
        self.stop(client)


class Exposure(SocketCase):
    def refused(self, *arguments):
        done = subprocess.run([TROUPE, "serve", *arguments], capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(2, done.returncode)
        return done.stderr

    def test_other_machines_need_tls_and_a_token(self):
        certificate, key = self.certificate()
        tls = ("--certificate", certificate, "--key", key)
        token = ("--token-file", self.token_file())
        for arguments in ((), tls, token):
            self.assertIn("needs TLS", self.refused("--listen", "0.0.0.0:0", *arguments))
        server = Server(self, "--listen", "0.0.0.0:0", *tls, *token)
        self.assertEqual(0, server.stop())

    def test_addresses_are_checked(self):
        self.assertIn("names no host", self.refused("--listen", ":7700"))
        self.assertIn("no port", self.refused("--listen", "127.0.0.1:x"))
        self.assertIn("no address", self.refused("--listen", "7700"))
        self.assertIn("brackets", self.refused("--listen", "::1:7700"))
        self.assertIn("longer than", self.refused("--socket", "/" + "x" * 200))
        self.assertIn("go together", self.refused("--listen", "127.0.0.1:0", "--key", "k"))
        self.assertIn("did you mean 'frame'", self.refused("--limit", "frme=1MiB"))
        self.assertIn("write it as frame=16MiB", self.refused("--limit", "frame=lots"))

    def test_tls_keeps_out_who_does_not_speak_it_and_serves_who_does(self):
        certificate, key = self.certificate()
        server = Server(self, "--listen", "127.0.0.1:0", "--certificate", certificate, "--key", key,
                        "--token-file", self.token_file())
        raw = server.tcp()
        raw.send(frame(initialize({"token": self.token()})))
        self.assertIsNone(raw.answer(1))
        host, port = server.tcp_address()
        address = "localhost:%d" % port
        client = self.connect(address, "--ca", certificate, "--token-file", self.path("token"))
        document = client.open("src/query.graphql", "graphql", "{ people { nam } }\n")
        self.assertEqual(1, len(client.diagnostics(document, len)))
        self.stop(client)
        distrusted = subprocess.run([TROUPE, "connect", address, "--tls"], stdin=subprocess.DEVNULL,
                                    capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(1, distrusted.returncode)
        self.assertIn("certificate verify failed", distrusted.stderr)

    def test_another_host_with_a_valid_certificate_is_not_the_one_that_was_meant(self):
        certificate, key = self.certificate(host="elsewhere.example")
        server = Server(self, "--listen", "127.0.0.1:0", "--certificate", certificate, "--key", key)
        done = subprocess.run([TROUPE, "connect", "localhost:%d" % server.tcp_address()[1], "--ca", certificate],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(1, done.returncode)
        self.assertIn("certificate verify failed", done.stderr)

    def test_client_certificates_can_be_demanded(self):
        certificate, key = self.certificate()
        mine, my_key = self.certificate("client", "me")
        server = Server(self, "--listen", "127.0.0.1:0", "--certificate", certificate, "--key", key,
                        "--client-ca", mine)
        address = "localhost:%d" % server.tcp_address()[1]
        without = subprocess.run([TROUPE, "connect", address, "--ca", certificate], input=frame(initialize()),
                                 capture_output=True, timeout=PATIENCE)
        self.assertNotIn(b"result", without.stdout)
        client = self.connect(address, "--ca", certificate, "--certificate", mine, "--key", my_key)
        self.stop(client)

    def test_a_token_is_not_sent_to_another_machine_in_the_clear(self):
        token = self.token_file()
        done = subprocess.run([TROUPE, "connect", "192.0.2.1:7700", "--token-file", token],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(2, done.returncode)
        self.assertIn("--tls", done.stderr)

    def test_a_server_that_is_not_there_is_said_to_be_so(self):
        done = subprocess.run([TROUPE, "connect", self.path("nobody")], stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(1, done.returncode)
        self.assertIn("No such file", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
