"""Storms of typing, cut frames, garbage, deep nesting: survived, and the next request is answered."""

import json
import os
import random
import unittest

from session_case import QUERY, SessionCase


class Hostile(SessionCase):
    def answers(self, client, document):
        """The session still works."""
        document.set(QUERY)
        self.assertIn("person", client.request("textDocument/hover", document.at("per|son(id"))["contents"]["value"])

    def test_a_storm_of_typing_is_answered_in_order_and_ends_right(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        pending = []
        random.seed(1)

        def check_answers():
            for identifier, expected in pending:
                answer, _ = client.response(identifier)
                if expected == "name":
                    self.assertIn("Person.name", answer["result"]["contents"]["value"])
                else:
                    self.assertIsNone(answer["result"])
            pending.clear()

        for step in range(1000):
            if step % 150 == 149:
                # The checker knows the last 400 texts; diagnostics of an older one may be under way by right.
                check_answers()
            if step % 2 == 0:
                document.insert("  id\n  name|\n}", "x")
                expected = "namex"
            else:
                document.replace("namex", "name")
                expected = "name"
            if step % 50 == 0:
                parameters = document.at("  id\n  na|me")
                pending.append((client.start_request("textDocument/hover", parameters), expected))
        check_answers()
        self.assertEqual([], client.diagnostics(document, lambda found: not found))
        self.stop(client)

    @unittest.skipIf("TROUPE_SANITIZED" in os.environ, "a sanitizer keeps what was freed for a while")
    def test_typing_in_a_large_schema_does_not_pile_up_its_old_texts(self):
        def resident_megabytes():
            with open(f"/proc/{client.process.pid}/status", encoding="utf-8") as status:
                return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

        fields = "".join(f"  field{i}(first: Int): String\n" for i in range(20))
        text = "".join(f"type Type{i} {{\n{fields}}}\n" for i in range(1500))
        client = self.start()
        document = client.open("schema.graphql", "graphql", text + "type Query {\n  person: Type1\n}\n")
        client.diagnostics(document)
        sizes = []
        for step in range(40):  # without the pause in which a session tidies up
            document.replace("person", "persons") if step % 2 == 0 else document.replace("persons", "person")
            client.diagnostics(document)
            sizes.append(resident_megabytes())
        self.assertLess(sizes[-1] - sizes[4], 40, sizes)
        self.stop(client)

    def test_undo_and_redo_of_a_half_cut_document(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        random.seed(2)
        for _ in range(100):
            before = document.text
            begin = random.randrange(len(before))
            end = min(len(before), begin + random.randrange(1, 80))
            document.edit(begin, end, "")
            client.start_request("textDocument/completion", {
                "textDocument": {"uri": document.uri},
                "position": {"line": before.count("\n", 0, begin), "character": 0}})
            document.edit(begin, begin, before[begin:end])
            self.assertEqual(before, document.text)
        self.assertEqual([], client.diagnostics(document, lambda found: not found))
        self.stop(client)

    def test_frames_cut_at_every_byte_arrive_whole(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        body = json.dumps({"jsonrpc": "2.0", "id": "cut", "method": "textDocument/hover",
                           "params": document.at("per|son(id")}).encode()
        frame = b"Content-Length: %d\r\n\r\n" % len(body) + body
        for byte in range(len(frame)):
            client.send_raw(frame[byte : byte + 1])
        answer, _ = client.response("cut")
        self.assertIn("person", answer["result"]["contents"]["value"])
        client.kill()

    def test_garbage_between_frames_is_skipped(self):
        client = self.client(judged=False)
        client.initialize()
        document = client.open("src/query.graphql", "graphql")
        random.seed(3)
        for garbage in (b"\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"Content-Length: -5\r\n\r\n{}",
                        b"Content-Length: 99999999999\r\n\r\n{", b"Content-Length: abc\r\n\r\n{}",
                        b"Content-Length: 10\r\n\r\n{\"a\": ]]]]", b"\x00\xff" * 3000,
                        bytes(random.randrange(256) for _ in range(20000)), b"Content-Length: 4\r\n\r\n[[[["):
            client.send_raw(garbage)
            self.answers(client, document)
        self.stop(client)

    def test_deep_json_is_a_parse_error_and_nothing_else(self):
        client = self.client(judged=False)
        client.initialize()
        document = client.open("src/query.graphql", "graphql")
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            body = (opening * 100_000 + "1" + closing * 100_000).encode()
            client.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            message, _ = client.response(None)
            self.assertEqual(-32700, message["error"]["code"])
        self.answers(client, document)
        self.stop(client)

    def test_deep_graphql_is_one_diagnostic_and_the_rest_is_understood(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql",
                               "query Deep { person(id: 1) { " + "friends { " * 100_000 + "\n" + QUERY)
        found = client.diagnostics(document, len, timeout=60)
        self.assertTrue(any(diagnostic["code"] == "graphql/syntax" for diagnostic in found))
        self.assertLess(len(found), 200)
        self.answers(client, document)
        self.stop(client)

    def test_positions_far_outside_are_clamped(self):
        client = self.client(judged=False)
        client.initialize()
        document = client.open("src/query.graphql", "graphql")
        for line in (0, 5, 10**9, 2**32 - 1, 2**31):
            for character in (0, 7, 2**31, 2**32 - 1):
                client.request("textDocument/hover", {
                    "textDocument": {"uri": document.uri}, "position": {"line": line, "character": character}})
        end = {"line": 10**9, "character": 10**9}
        document.text += "\n# end"
        document.send_changes([{"range": {"start": end, "end": end}, "text": "\n# end"}])
        self.assertEqual([], client.diagnostics(document))
        self.answers(client, document)
        self.stop(client)

    def test_half_a_surrogate_pair_is_survived(self):
        client = self.client(judged=False)
        client.initialize()
        document = client.open("src/query.graphql", "graphql", "# x\n" + QUERY)
        body = ('{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":%s,"version":9},'
                '"contentChanges":[{"range":{"start":{"line":0,"character":2},"end":{"line":0,"character":3}},'
                '"text":"\\ud83d"},{"range":{"start":{"line":0,"character":3},"end":{"line":0,"character":3}},'
                '"text":"\\ude00"}]}}' % json.dumps(document.uri)).encode()
        client.send_raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.answers(client, document)
        self.stop(client)

    def test_cancelled_requests_are_answered_exactly_once(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        identifiers = []
        for step in range(300):
            identifiers.append(client.start_request("textDocument/completion", document.at("  id\n  na|me")))
            if step % 2:
                client.notify("$/cancelRequest", {"id": identifiers[-1]})
        for identifier in identifiers:
            answer, _ = client.response(identifier)
            if "error" in answer:
                self.assertIn(answer["error"]["code"], (-32800, -32803))
        self.assertEqual({}, client.responses)
        client.notify("$/cancelRequest", {"id": identifiers[0]})
        client.notify("$/cancelRequest", {"id": "never"})
        self.stop(client)

    def test_a_client_that_stops_reading_for_a_while_loses_nothing(self):
        client = self.client(judged=False)  # what it reads late is about versions long gone
        client.initialize()
        document = client.open("src/query.graphql", "graphql")
        client.diagnostics(document)
        parameters = document.at("  id\n  na|me")
        client.reading.clear()
        identifiers = []
        for _ in range(200):
            for _ in range(20):
                document.replace("  id\n  name", "  id\n  nam")
                document.replace("  id\n  nam", "  id\n  name")
            identifiers.append(client.start_request("textDocument/completion", parameters))
        client.reading.set()
        for identifier in identifiers:
            answer, _ = client.response(identifier)
            self.assertTrue("result" in answer or answer["error"]["code"] == -32803)
        self.stop(client)


if __name__ == "__main__":
    unittest.main(verbosity=1)
