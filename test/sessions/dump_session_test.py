"""Recordings that had to forget: taken up at their checkpoint they replay, are found, shrunk and redacted.

TROUPE_DUMP_SESSIONS says how many sessions of random typing are recorded (default: 2).
"""

import glob
import os
import random
import re
import signal
import struct
import subprocess
import sys
import unittest
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from session_case import EDITOR, QUERY, SCHEMA, SessionCase, TROUPE, leave_crashes_to_troupe, uri_of

leave_crashes_to_troupe()

PIECES = ("name", "id", "{", "}", "(", ")", "friends", "...", "fragment F on Person { id }", "$x", '"', "\n", "é", "#", ":")
AT_PLACES = ("hover", "completion", "definition", "documentHighlight")
OF_DOCUMENTS = ("documentSymbol", "semanticTokens/full", "foldingRange")
SMALL = "32KiB"


def troupe(*arguments, **options):
    return subprocess.run([TROUPE, *arguments], capture_output=True, text=True, timeout=120, check=False, **options)


def changed_trace(file, old, new):
    """The file with other bytes of the same length in its blocks (docs/trace-format.md)."""
    result, at = file[:16], 16
    while at < len(file):
        length, size = struct.unpack("<II", file[at + 4 : at + 12])
        payload = zlib.compress(zlib.decompress(file[at + 16 : at + 16 + length]).replace(old, new), 1)
        result += b"TRPB" + struct.pack("<III", len(payload), size, zlib.crc32(payload)) + payload
        at += 16 + length
    return result


class DumpTest(SessionCase):
    def setUp(self):
        super().setUp()
        self.keep_state_here()

    def out(self, name):
        return os.path.join(self.folder, name)

    def forgetful_client(self, memory=SMALL):
        return self.start(EDITOR, judged=False, arguments=("serve", "--trace-memory", memory))

    def type_at_random(self, client, dice, document, steps):
        for _ in range(steps):
            begin = dice.randrange(len(document.text) + 1)
            if dice.random() < 0.6:
                document.edit(begin, min(len(document.text), begin + dice.randrange(4)), dice.choice(PIECES))
                continue
            method = dice.choice(AT_PLACES + OF_DOCUMENTS)
            params = {"textDocument": {"uri": document.uri}}
            if method in AT_PLACES:
                params["position"] = {"line": dice.randrange(12), "character": dice.randrange(12)}
            client.request("textDocument/" + method, params)

    def tell(self, client, path, change):
        uri = uri_of(os.path.join(self.root, path))
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": uri, "type": change}]})

    def change_disk(self, client, path, text):
        self.write({path: text})
        self.tell(client, path, 2)

    def remove(self, client, path):
        os.remove(os.path.join(self.root, path))
        self.tell(client, path, 3)

    def work(self, client, seed=1):
        """Some days' work: two buffers that are never saved, a schema that changes on the disk, files that come and go."""
        dice = random.Random(seed)
        query = client.open("src/query.graphql", "graphql", QUERY)
        other = client.open("src/other.graphql", "graphql", "# 𝒳\nquery Secret { people { name } }\n")
        for day in range(4):
            self.type_at_random(client, dice, query, 60)
            self.change_disk(client, "schema.graphql", SCHEMA + "type More%d { a: Int }\n" % day)
            self.type_at_random(client, dice, other, 30)
            self.change_disk(client, "src/come%d.graphql" % day, "fragment Come%d on Person { mail }\n" % day)
            if day > 0:
                self.remove(client, "src/come%d.graphql" % (day - 1))
            client.request("$/troupe/trace", None)  # Ends a block: a ring forgets whole ones.
        query.set(QUERY)
        other.set("query Secret {\n  __typename # hidden\n  people { name }\n}\n")
        client.diagnostics(other)
        return query, other

    def saved(self, client):
        told = client.request("$/troupe/trace", None)
        self.assertFalse(told["complete"], "the ring was too large for this session")
        return told["path"]

    def replays(self, trace):
        result = troupe("replay", trace)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        self.assertIn("taken up at its checkpoint", result.stdout)
        found = re.search(r"(\d+) messages of the client, (\d+) answers and (\d+) sets of diagnostics compared, "
                          r"(\d+) not comparable(?:, \d+ the same in another order of delivery)?: as recorded", result.stdout)
        self.assertTrue(found, result.stdout)
        return [int(number) for number in found.groups()]

    def test_a_session_that_had_to_forget_replays_from_its_checkpoint(self):
        for seed in range(int(os.environ.get("TROUPE_DUMP_SESSIONS", "2"))):
            with self.subTest(seed=seed):
                client = self.forgetful_client()
                self.work(client, seed)
                trace = self.saved(client)
                self.assertEqual(0, client.stop())
                messages, answers, diagnostics, _ = self.replays(trace)
                self.assertGreater(messages, 20)
                self.assertGreater(answers, 5)
                self.assertGreater(diagnostics, 0)


    def test_what_a_server_remembered_when_it_crashed_replays_from_its_checkpoint(self):
        client = self.forgetful_client()
        self.work(client)
        client.request("workspace/symbol", {"query": "last words"})
        client.process.send_signal(signal.SIGSEGV)
        self.assertEqual(-signal.SIGSEGV, client.process.wait(30))
        (trace,) = glob.glob(os.path.join(self.state, "troupe", "crash-*.trace"))
        self.replays(trace)
        self.assertIn("last words", troupe("trace", "export", "--format", "frames", trace).stdout)

    def test_documents_that_nobody_touches_any_more_are_what_they_were(self):
        client = self.forgetful_client()
        quiet = client.open("src/quiet.graphql", "graphql", "query Quiet {\n  𝒳\n}\n")
        quiet.replace("𝒳", "people { id }")
        self.work(client)
        client.request("textDocument/hover", quiet.at("people"))
        answer = client.request("textDocument/documentSymbol", {"textDocument": {"uri": quiet.uri}})
        self.assertEqual("Quiet", answer[0]["name"].rpartition(" ")[2])
        trace = self.saved(client)
        self.assertNotIn("src/quiet.graphql", "".join(re.findall("didOpen.*", troupe("trace", "export", trace).stdout)))
        self.replays(trace)
        told = troupe("replay", trace, "--answers").stdout
        self.assertIn('"name":"Quiet"', told)

    def failing_trace(self):
        """An error after all that typing, and more typing behind it."""
        client = self.forgetful_client()
        query, other = self.work(client)
        try:
            client.request("textDocument/rename", other.at("Secret", newName="not a name"))
        except Exception:  # The mistake that is looked for.
            pass
        self.type_at_random(client, random.Random(7), query, 10)
        trace = self.saved(client)
        self.assertEqual(0, client.stop())
        return trace

    def test_a_failure_is_found_shrunk_to_an_ordinary_trace_and_redacted(self):
        trace, words = self.failing_trace(), "error response"
        self.replays(trace)
        result = troupe("trace", "bisect", trace, "--fails-when", words)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        self.assertIn("textDocument/rename", result.stdout)
        number = re.search(r"Played from the checkpoint it is number (\d+)", result.stdout)[1]
        told = troupe("replay", trace, "--until", number, "--inspect", "--actor", "protocol").stdout
        self.assertRegex(told, r"(?m)^%s  .*request \d+ textDocument/rename" % number)
        self.assertIn("After message " + number, told)
        small, public = self.out("small.trace"), self.out("public.trace")
        result = troupe("trace", "shrink", trace, "--fails-when", words, "--output", small)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        self.assertRegex(result.stdout, r"messages shrunk to [234] in")
        replayed = troupe("replay", small)
        self.assertRegex(replayed.stdout, r"\d+ messages, \d+ frames written: as recorded")
        self.assertNotIn("checkpoint", replayed.stdout)
        self.assertEqual(1, troupe("trace", "test", self.out("small.case.json")).returncode)
        result = troupe("trace", "redact", trace, "--fails-when", words, "--output", public)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        frames = troupe("trace", "export", "--format", "frames", public).stdout
        for name in ("Secret", "Somebody", "Parts", "hidden"):
            self.assertNotIn(name, frames)

    def test_it_is_looked_into_and_played_otherwise(self):
        trace = self.failing_trace()
        stepped = troupe("replay", trace, "--step", input="/ textDocument/rename\nm\np 3\ng 5\nq\n")
        self.assertEqual(0, stepped.returncode, stepped.stdout + stepped.stderr)
        self.assertRegex(stepped.stdout, r'(?m)^<- {"jsonrpc".*"not a name"')
        self.assertIn("Numbers are those of the session that is played", stepped.stdout)
        self.assertIn("both the same", troupe("replay", trace, "--other", TROUPE).stdout)
        explored = troupe("replay", trace, "--explore", "5")
        self.assertEqual(0, explored.returncode, explored.stdout + explored.stderr)
        self.assertIn("5 orders", explored.stdout)
        self.assertEqual(1, troupe("trace", "bisect", trace, "--fails-when", "wrong diagnostics").returncode)

    def test_another_answer_than_the_recorded_one_is_named(self):
        trace = self.failing_trace()
        liar = self.out("liar.trace")
        with open(trace, "rb") as file:
            blocks = file.read()
        self.assertGreater(len(blocks), 1000)
        with open(liar, "wb") as file:
            file.write(changed_trace(blocks, b"is not a name", b"is no name at"))
        result = troupe("replay", liar)
        self.assertEqual(1, result.returncode, result.stdout + result.stderr)
        self.assertRegex(result.stdout, r"It goes another way at request \d+ textDocument/rename, message \d+ of the recording")

    def test_what_is_cut_off_is_refused_or_replays_as_far_as_it_goes(self):
        trace = self.failing_trace()
        with open(trace, "rb") as file:
            whole = file.read()
        short, told = self.out("short.trace"), ""
        for size in (100, 1000, *range(len(whole) // 12, len(whole), len(whole) // 12)):
            with open(short, "wb") as file:
                file.write(whole[:size])
            result = troupe("replay", short)
            self.assertIn(result.returncode, (0, 2), result.stdout + result.stderr)
            told += result.stdout + result.stderr
        self.assertIn("cut off before its first record", told)
        self.assertIn("The file is not whole", told)
        self.assertIn("taken up at its checkpoint", told)

    def test_documents_that_are_too_large_for_the_memory_leave_what_can_be_looked_at(self):
        client = self.forgetful_client("512KiB")
        dice = random.Random(2)
        document = client.open("src/query.graphql", "graphql", QUERY)
        for _ in range(8):
            # Nothing that deflates well.
            document.set("# " + "".join(dice.choices("abcdefghijklmnop", k=450_000)) + "\n" + QUERY)
            client.request("textDocument/documentSymbol", {"textDocument": {"uri": document.uri}})
            trace = client.request("$/troupe/trace", None)["path"]
        self.assertEqual(0, client.stop())
        for arguments in (("replay",), ("trace", "bisect", "--fails-when", "crash")):
            result = troupe(*arguments, trace)
            self.assertEqual(2, result.returncode, result.stdout)
            self.assertRegex(result.stderr, "begins in the middle, with message .* too large for --trace-memory")
        self.assertIn("documentSymbol", troupe("trace", "stats", trace).stdout)
        self.assertRegex(troupe("trace", "export", trace).stdout, r"(?m)^\d+  \+.*FrameArrived")


if __name__ == "__main__":
    unittest.main()
