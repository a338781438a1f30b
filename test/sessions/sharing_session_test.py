"""Sessions of one server: what they share of files on disk, and what one leaves for the next."""

import json
import subprocess
import time
import unittest

from session_case import TROUPE
from socket_session_test import PATIENCE, Server, SocketCase, frame


class Sharing(SocketCase):
    """What sessions of one server have in common."""

    def setUp(self):
        super().setUp()
        self.number = 0

    def status(self):
        asked = subprocess.run([TROUPE, "status", self.path("s"), "--json"], capture_output=True, text=True, timeout=PATIENCE)
        return json.loads(asked.stdout)

    def wait_for(self, holds):
        deadline = time.monotonic() + PATIENCE
        while not holds(status := self.status()):
            self.assertLess(time.monotonic(), deadline, status)
        return status

    def begin(self, server):
        raw = server.unix()
        raw.send(frame({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
            "processId": None, "rootUri": "file://" + self.root,
            "capabilities": {"workspace": {"diagnostics": {}}, "textDocument": {"diagnostic": {}}}}}))
        raw.answer(1)
        raw.send(frame({"jsonrpc": "2.0", "method": "initialized", "params": {}}))
        return raw

    def ask(self, raw, method, params):
        self.number += 1
        raw.send(frame({"jsonrpc": "2.0", "id": "ask%d" % self.number, "method": method, "params": params}))
        return json.dumps(raw.answer("ask%d" % self.number)["result"], sort_keys=True)

    def everything(self, raw):
        """Answers that take the whole workspace."""
        at = {"textDocument": {"uri": "file://" + self.root + "/src/query.graphql"}, "position": {"line": 1, "character": 4}}
        return [self.ask(raw, "workspace/diagnostic", {"previousResultIds": []}),
                self.ask(raw, "textDocument/hover", at), self.ask(raw, "textDocument/definition", at),
                self.ask(raw, "textDocument/documentSymbol", at), self.ask(raw, "workspace/symbol", {"query": "e"})]

    def end(self, raw):
        self.ask(raw, "shutdown", None)
        raw.send(frame({"jsonrpc": "2.0", "method": "exit"}))
        self.assertTrue(raw.is_closed())

    def test_a_second_session_parses_nothing_that_the_first_holds(self):
        server = Server(self, "--socket", self.path("s"), "--limit", "warm-base=0")
        first = self.begin(server)
        alone = self.everything(first)
        made = self.status()["shared_texts"]
        self.assertGreater(made["derivations_made"], 0)
        self.assertEqual(0, made["derivations_found"])
        second = self.begin(server)
        self.assertEqual(alone, self.everything(second))
        shared = self.status()["shared_texts"]
        self.assertEqual(made["derivations_made"], shared["derivations_made"])
        self.assertEqual(made["derivations_made"], shared["derivations_found"])
        self.assertEqual(made["texts"], shared["texts"])
        self.end(first)
        self.assertEqual(alone, self.everything(second))

    def test_what_is_not_saved_is_never_shared(self):
        server = Server(self, "--socket", self.path("s"), "--limit", "warm-base=0")
        first, second = self.begin(server), self.begin(server)
        self.everything(first)
        self.everything(second)
        before = self.status()["shared_texts"]
        uri = "file://" + self.root + "/src/query.graphql"
        for raw in (first, second):
            raw.send(frame({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
                "uri": uri, "languageId": "graphql", "version": 1, "text": "{ people { unsaved } }\n"}}}))
            self.assertIn("unsaved", self.ask(raw, "textDocument/diagnostic", {"textDocument": {"uri": uri}}))
        self.assertEqual(before["texts"], self.status()["shared_texts"]["texts"])
        self.assertEqual(before["derivations_found"], self.status()["shared_texts"]["derivations_found"])

    def test_a_client_that_comes_back_finds_its_workspace_warm(self):
        server = Server(self, "--socket", self.path("s"))
        first = self.begin(server)
        cold = self.everything(first)
        uri = "file://" + self.root + "/src/query.graphql"
        first.send(frame({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": uri, "languageId": "graphql", "version": 1, "text": "{ people { unsaved } }\n"}}}))
        self.ask(first, "textDocument/diagnostic", {"textDocument": {"uri": uri}})
        first.close()
        kept = self.wait_for(lambda status: status["warm_bases"]["kept"] == 1)
        self.assertEqual([], kept["sessions"])
        self.assertGreater(kept["memory_used_bytes"], 0)
        again = self.begin(server)
        self.assertEqual(cold, self.everything(again))
        taken = self.status()
        self.assertEqual({"kept": 0, "bytes": 0, "taken": 1, "dropped": 0}, taken["warm_bases"])
        self.assertLess(taken["shared_texts"]["derivations_made"] - kept["shared_texts"]["derivations_made"],
                        kept["shared_texts"]["derivations_made"])
        self.end(again)

    def test_a_client_that_comes_back_sees_what_has_changed_meanwhile(self):
        server = Server(self, "--socket", self.path("s"))
        first = self.begin(server)
        self.assertNotIn("surname", "".join(self.everything(first)))
        self.end(first)
        self.wait_for(lambda status: status["warm_bases"]["kept"] == 1)
        self.write({"src/query.graphql": "{ people { surname } }\n"})
        again = self.begin(server)
        self.assertIn("surname", "".join(self.everything(again)))
        self.assertEqual(1, self.status()["warm_bases"]["taken"])

    def test_a_base_is_gone_after_its_time(self):
        server = Server(self, "--socket", self.path("s"), "--limit", "warm-base=50ms")
        first = self.begin(server)
        self.everything(first)
        self.end(first)
        self.wait_for(lambda status: status["warm_bases"]["dropped"] == 1)
        self.assertEqual(0, self.status()["warm_bases"]["kept"])

    def test_memory_is_for_all_sessions_and_who_uses_little_keeps_its_share(self):
        server = Server(self, "--socket", self.path("s"), "--limit", "memory=32MiB")
        small, large = self.begin(server), self.begin(server)
        self.everything(small)
        types = "".join("type T%d { %s }\n" % (n, " ".join("field%d(a: Int): T%d" % (k, n) for k in range(20)))
                        for n in range(6000))
        documents = {raw: "file://" + self.root + "/" + name for raw, name in ((small, "src/query.graphql"), (large, "schema.graphql"))}
        for raw, text in ((small, "{ people { name } }\n"), (large, types + "type Query { t: T0 }\n")):
            raw.send(frame({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
                "uri": documents[raw], "languageId": "graphql", "version": 1, "text": text}}}))
        deadline, version, is_short = time.monotonic() + PATIENCE, 1, False
        while not is_short:
            self.assertLess(time.monotonic(), deadline, "nobody was told that memory is short")
            version += 1
            for raw in (small, large):
                raw.send(frame({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
                    "textDocument": {"uri": documents[raw], "version": version}, "contentChanges": [
                        {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}, "text": " "}]}}))
                self.number += 1
                raw.send(frame({"jsonrpc": "2.0", "id": self.number, "method": "textDocument/diagnostic",
                                "params": {"textDocument": {"uri": documents[raw]}}}))
                while (message := raw.message()).get("id") != self.number:
                    if message.get("method") == "window/logMessage" and "memory" in message["params"]["message"]:
                        self.assertIs(large, raw, message)
                        is_short = True

    def test_the_status_tells_people_what_is_shared(self):
        server = Server(self, "--socket", self.path("s"))
        self.everything(self.begin(server))
        text = subprocess.run([TROUPE, "status", self.path("s")], capture_output=True, text=True, timeout=PATIENCE).stdout
        self.assertRegex(text, r"engines hold .* and recordings .* of 1074 MB; \d+ texts of files")
        self.assertIn("0 engines of ended sessions are kept", text)


if __name__ == "__main__":
    unittest.main()
