"""Recorded sessions: they replay, survive being killed and cut off, are found, shrunk, redacted and exported.

TROUPE_TRACE_SESSIONS says how many sessions of random typing are recorded (default: 3).
"""

import glob
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from session_case import EDITOR, QUERY, ROOT, SessionCase, TROUPE, leave_crashes_to_troupe

leave_crashes_to_troupe()

PIECES = ("name", "id", "{", "}", "(", ")", "friends", "...", "fragment F on Person { id }", "$x", '"', "\n", "é", "#", ":")
ASKED = ("hover", "completion", "definition", "documentSymbol", "documentHighlight", "semanticTokens/full")


def troupe(*arguments, **options):
    return subprocess.run([TROUPE, *arguments], capture_output=True, text=True, timeout=60, check=False, **options)


def split_frames(frames):
    messages = []
    while frames:
        head, _, frames = frames.partition(b"\r\n\r\n")
        length = int(re.search(rb"Content-Length: (\d+)", head)[1])
        messages.append(json.loads(frames[:length]))
        frames = frames[length:]
    return messages


class RecordingCase(SessionCase):
    def setUp(self):
        super().setUp()
        self.trace = os.path.join(self.folder, "session.trace")

    def out(self, name):
        return os.path.join(self.folder, name)

    def recorded_client(self):
        return self.start(EDITOR, judged=False, arguments=("serve", "--trace", self.trace))

    def type_at_random(self, client, seed, steps):
        dice = random.Random(seed)
        document = client.open("src/query.graphql", "graphql", QUERY)
        for _ in range(steps):
            begin = dice.randrange(len(document.text) + 1)
            if dice.random() < 0.7:
                document.edit(begin, min(len(document.text), begin + dice.randrange(4)), dice.choice(PIECES))
                continue
            method = "textDocument/" + dice.choice(ASKED)
            params = {"textDocument": {"uri": document.uri}}
            if "Symbol" not in method and "Tokens" not in method:
                params["position"] = {"line": dice.randrange(12), "character": dice.randrange(12)}
            client.request(method, params)

    def record(self, seed=1, steps=60):
        client = self.recorded_client()
        self.type_at_random(client, seed, steps)
        self.assertEqual(0, client.stop())

    def record_mistake(self):
        """A session in the middle of which a request fails."""
        client = self.recorded_client()
        self.type_at_random(client, 5, 20)
        other = client.open("src/other.graphql", "graphql", "query Secret {\n  __typename # hidden\n}\n")
        try:
            client.request("textDocument/rename", other.at("Secret", newName="not a name"))
        except Exception:  # The mistake that is looked for.
            pass
        client.request("textDocument/hover", other.at("Secret"))
        self.assertEqual(0, client.stop())

    def replays(self, trace=None):
        result = troupe("replay", trace or self.trace)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        self.assertIn("as recorded", result.stdout)
        return result.stdout

class TraceTest(RecordingCase):
    def test_random_typing_replays_to_the_same_bytes(self):
        for seed in range(int(os.environ.get("TROUPE_TRACE_SESSIONS", "3"))):
            with self.subTest(seed=seed):
                self.record(seed)
                self.replays()

    def test_only_the_owner_may_read_a_trace(self):
        self.record(steps=1)
        self.assertEqual(0o600, os.stat(self.trace).st_mode & 0o777)

    def test_a_session_that_was_asked_for_its_status_replays(self):
        client = self.recorded_client()
        self.type_at_random(client, 5, 10)
        client.request("$/troupe/status", None)
        self.type_at_random(client, 6, 10)
        self.assertEqual(0, client.stop())
        self.replays()

    def test_the_trace_of_a_killed_server_replays(self):
        client = self.recorded_client()
        self.type_at_random(client, 7, 60)
        for _ in range(2):  # What is written may have been gathered before the last of it happened; what comes next was not.
            before = os.path.getsize(self.trace)
            client.request("textDocument/hover", {"textDocument": {"uri": "file:///none"}, "position": {"line": 0, "character": 0}})
            deadline = time.monotonic() + 30  # It takes at most 100 ms.
            while os.path.getsize(self.trace) == before and time.monotonic() < deadline:
                time.sleep(0.001)
        client.process.kill()
        client.process.wait()
        told = self.replays()
        self.assertIn("did not end in order", told)
        self.assertGreater(int(re.search(r"(\d+) messages", told)[1]), 60)

    def test_a_server_that_crashes_writes_what_it_knows_before_it_dies(self):
        client = self.recorded_client()
        self.type_at_random(client, 8, 10)
        client.request("workspace/symbol", {"query": "last words"})
        client.process.send_signal(signal.SIGSEGV)
        self.assertEqual(-signal.SIGSEGV, client.process.wait(30))
        self.replays()
        self.assertIn("last words", troupe("trace", "export", "--format", "frames", self.trace).stdout)

    def test_a_trace_that_was_cut_off_replays_as_far_as_it_goes(self):
        self.record(steps=30)
        with open(self.trace, "rb") as file:
            whole = file.read()
        short = self.out("short.trace")
        for size in range(len(whole) // 10, len(whole), len(whole) // 10):
            with open(short, "wb") as file:
                file.write(whole[:size])
            result = troupe("replay", short)
            self.assertIn(result.returncode, (0, 2), result.stdout + result.stderr)

    def test_a_file_on_the_disk_may_change_or_go_after_the_recording(self):
        self.record(steps=20)
        os.remove(os.path.join(self.root, "schema.graphql"))
        self.replays()

    def test_another_trace_of_the_same_input_diverges_nowhere_and_other_answers_are_named(self):
        self.record(steps=20)
        self.assertIn("both the same", troupe("replay", self.trace, "--other", TROUPE).stdout)
        liar = self.out("liar")
        with open(liar, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nexec '%s' \"$@\" | sed s/jsonrpc/other/\n" % TROUPE)
        os.chmod(liar, 0o755)
        result = troupe("replay", self.trace, "--other", liar)
        self.assertEqual(1, result.returncode)
        self.assertIn("is another one", result.stdout)

    def test_other_orders_of_delivery_give_the_same_answers(self):
        self.record(steps=30)
        result = troupe("replay", self.trace, "--explore", "10")
        self.assertEqual(0, result.returncode, result.stdout)
        self.assertIn("10 orders", result.stdout)

    def test_a_replay_shows_the_state_in_the_middle(self):
        self.record(steps=20)
        result = troupe("replay", self.trace, "--until", "40", "--inspect", "--actor", "database")
        self.assertEqual(0, result.returncode, result.stderr)
        self.assertIn("After message 40", result.stdout)
        self.assertIn("/session/protocol.1", result.stdout)
        self.assertRegex(result.stdout, r"(?m)^\d+  \+.* database\.2 <- session  Introduce")

    def test_the_engine_is_seen_at_a_message(self):
        self.record(steps=20)
        text = troupe("trace", "export", self.trace).stdout
        number = re.findall(r"(?m)^(\d+)  .*worker\.\d <- dispatcher\.3  RunJob", text)[-1]
        told = troupe("replay", self.trace, "--until", number, "--inspect").stdout
        self.assertRegex(told, r"(?m)^Engine: revision [1-9]\d*, [1-9]\d* bytes, \d+ revisions in use$")
        self.assertRegex(told, r"(?m)^Remembered:\n +values +bytes +revision\n(  \S+( \(input\))?( +\d+){3}\n)+")
        self.assertRegex(told, r"(?m)^Done by the engine during this message:\n +executed +the same .*\n(  \S+( +\d+){7}\n)+")
        self.assertRegex(told, r"(?m)^Jobs:\n(  .*\n)*  \d\.\d+ .*  done by worker\.\d, its end is on its way$")
        self.assertIn("src/query.graphql version", told)
        before = troupe("replay", self.trace, "--until", "1", "--inspect").stdout
        self.assertIn("Done by the engine during this message: none", before)

    def test_a_replay_can_be_watched(self):
        self.record(steps=5)
        told = troupe("replay", self.trace, "--speed", "1000x").stdout
        self.assertRegex(told, r"(?m)^\+[\d.]+ \w+  -> request \d+ initialize$")
        self.assertRegex(told, r"(?m)^\+[\d.]+ \w+  <- answer to \d+")
        self.assertIn("as recorded", told)
        for wrong in ("fast", "0x", "-1x", "x", "nanx", "infx"):
            result = troupe("replay", self.trace, "--speed", wrong)
            self.assertEqual(2, result.returncode)
            self.assertIn("is no speed", result.stderr)

    def stepped(self, *commands):
        result = troupe("replay", self.trace, "--step", input="\n".join(commands) + "\n")
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        return result.stdout.splitlines()

    def test_a_trace_can_be_gone_through_in_both_directions(self):
        self.record(steps=60)
        listed = re.findall(r"(?m)^(\d+)  \+.*", troupe("trace", "export", self.trace).stdout)
        lines = self.stepped("n", "", "n 3", "p", "p 100", "g 200", "p 60", "n", "g 20", "p 5", "q")
        self.assertIn("h tells the commands", lines[0])
        numbers = [line.split("  ")[0] for line in lines[1:] if re.match(r"\d+  \+", line)]
        self.assertEqual(["1", "2", "5", "4", "200", "140", "141", "20", "15"], numbers)
        self.assertEqual(2, sum("Before message 1" in line for line in lines))
        self.assertGreater(len(listed), 200)
        end = self.stepped("g 1000000000", "n")
        self.assertEqual(end[-1], end[-2])

    def test_what_is_looked_for_in_a_trace_is_gone_to(self):
        self.record_mistake()
        lines = "\n".join(self.stepped("/ textDocument/rename", "m", "a database", "? initialize", "/ no such text", "i", "l 2", "what"))
        self.assertRegex(lines, r"(?m)^\d+  .*request \d+ textDocument/rename")
        self.assertRegex(lines, r'(?m)^<- {"jsonrpc".*"not a name"')
        self.assertRegex(lines, r"(?m)^\d+  .*database\.2 <- ")
        self.assertIn("There is none after this one.", lines)
        self.assertRegex(lines, r"(?m)^Engine: revision \d")
        self.assertRegex(lines, r"(?m)^> \d+  \+")
        self.assertIn("go to message N", lines)

    def test_the_state_after_going_back_is_the_state_of_the_first_time(self):
        self.record(steps=60)
        def state(*commands):
            told = "\n".join(self.stepped(*commands, "i"))
            return re.sub(r", \d+ bytes.*", "", told[told.rindex("After message"):].partition("Remembered")[0])
        self.assertEqual(state("g 150"), state("g 300", "g 150"))
        self.assertEqual(state("g 150"), state("g 300", "p 10", "p 140", "g 10", "g 150"))

    def test_a_failure_is_found_shrunk_and_redacted(self):
        self.record_mistake()
        words = "error response"
        result = troupe("trace", "bisect", self.trace, "--fails-when", words)
        self.assertEqual(0, result.returncode, result.stdout)
        self.assertIn("textDocument/rename", result.stdout)
        small, public = self.out("small.trace"), self.out("public.trace")
        result = troupe("trace", "shrink", self.trace, "--fails-when", words, "--output", small)
        self.assertEqual(0, result.returncode, result.stdout)
        self.assertRegex(result.stdout, r"messages shrunk to [23] in")
        self.replays(small)
        self.assertEqual(1, troupe("trace", "test", self.out("small.case.json")).returncode)
        result = troupe("trace", "redact", self.trace, "--fails-when", words, "--output", public)
        self.assertEqual(0, result.returncode, result.stdout)
        self.replays(public)
        frames = troupe("trace", "export", "--format", "frames", public).stdout
        for name in ("Secret", "Somebody", "Parts", "hidden"):
            self.assertNotIn(name, frames)

    def test_a_test_case_fails_until_it_is_mended_and_can_be_imported(self):
        self.record_mistake()
        mine, small = self.out("mine.case.json"), self.out("small")
        result = troupe("trace", "shrink", self.trace, "--fails-when", "error response", "--output", small, "--case", mine)
        self.assertIn("troupe trace test " + mine, result.stdout)
        result = troupe("trace", "test", mine)
        self.assertEqual((1, "FAILS  %s: error response\n" % mine), (result.returncode, result.stdout))
        with open(mine, encoding="utf-8") as file:
            mended = file.read().replace("not a name", "aName")
        with open(mine, "w", encoding="utf-8") as file:
            file.write(mended)
        result = troupe("trace", "test", mine, mine)
        self.assertEqual((0, 2 * ("passes %s\n" % mine)), (result.returncode, result.stdout))
        imported = self.out("imported.trace")
        self.assertEqual(0, troupe("trace", "import", "--format", "case", mine, "--output", imported).returncode)
        self.replays(imported)
        self.assertIn("aName", troupe("trace", "export", "--format", "frames", imported).stdout)

    def test_no_case_of_our_own_fails(self):
        cases = sorted(glob.glob(os.path.join(ROOT, "test", "data", "traces", "*.case.json")))
        self.assertGreater(len(cases), 1)
        result = troupe("trace", "test", *cases)
        self.assertEqual(0, result.returncode, result.stdout + result.stderr)
        self.assertEqual(len(cases), result.stdout.count("passes "))

    def messages(self, trace):
        """What the client said, as JSON."""
        return split_frames(subprocess.run([TROUPE, "trace", "export", "--format", "frames", trace], capture_output=True,
                                           check=True).stdout)

    def test_a_log_of_the_inspector_is_imported_as_the_session_that_it_was(self):
        self.record_mistake()
        for name in ("inspector", "frames"):
            with self.subTest(format=name):
                log, again = self.out("log"), self.out("again.trace")
                with open(log, "wb") as file:
                    file.write(subprocess.run([TROUPE, "trace", "export", "--format", name, self.trace], capture_output=True,
                                              check=True).stdout)
                result = troupe("trace", "import", "--format", name, log, "--workspace", self.root, "--output", again)
                self.assertEqual(0, result.returncode, result.stderr)
                self.assertEqual(self.messages(self.trace), self.messages(again))
                self.replays(again)
                self.assertIn("textDocument/rename", troupe("trace", "bisect", again, "--fails-when", "error response").stdout)
                self.assertRegex(troupe("trace", "export", again).stdout, r"FilesRead  [1-9] files")
        self.assertEqual(2, troupe("trace", "import", __file__, "--output", self.out("none")).returncode)

    def test_a_command_can_say_what_the_failure_is(self):
        self.record_mistake()
        result = troupe("trace", "bisect", self.trace, "--fails-when", "grep -q 'is not a name'")
        self.assertIn("textDocument/rename", result.stdout)
        result = troupe("trace", "bisect", self.trace, "--fails-when", "false")
        self.assertEqual(1, result.returncode)
        self.assertIn("does not fail", result.stdout)

    def test_sessions_leave_no_wrong_diagnostics_crash_nowhere_and_are_not_slow(self):
        self.record(seed=11, steps=40)
        for words in ("wrong diagnostics", "crash", "slow > 20s"):
            with self.subTest(words=words):
                result = troupe("trace", "bisect", self.trace, "--fails-when", words)
                self.assertEqual(1, result.returncode, result.stdout)

    def test_the_first_message_that_another_build_answers_differently_is_found_and_shrunk(self):
        self.record(seed=12, steps=30)
        other = self.out("other")
        with open(other, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\nexec '%s' \"$@\" | sed 's/\"kind\":\"markdown\"/\"kind\":\"plaintext\"/'\n" % TROUPE)
        os.chmod(other, 0o755)
        for program, code in ((TROUPE, 1), (other, 0)):
            result = troupe("trace", "bisect", self.trace, "--fails-when", "answers differ from " + program)
            self.assertEqual(code, result.returncode, result.stdout + result.stderr)
        answers = [json.loads(line) for line in troupe("replay", "--answers", self.trace).stdout.splitlines()]
        first = next(answer["after"] for answer in answers if '"kind": "markdown"' in json.dumps(answer))
        self.assertIn("It fails from message %d of" % first, result.stdout)
        small = self.out("small.trace")
        result = troupe("trace", "shrink", self.trace, "--fails-when", "answers differ from " + other, "--output", small)
        self.assertIn("shrunk to 2 in", result.stdout, result.stderr)
        played = troupe("replay", "--answers", self.out("small.case.json"))
        self.assertIn('"kind":"markdown"', played.stdout)
        self.assertEqual(0, troupe("trace", "redact", small, "--fails-when", "answers differ from " + other, "--output",
                                   self.out("public.trace")).returncode)
        nowhere = troupe("trace", "bisect", self.trace, "--fails-when", "answers differ from " + self.out("nothing"))
        self.assertEqual(2, nowhere.returncode)

    def test_an_order_of_delivery_is_the_same_for_all_commands(self):
        client = self.recorded_client()
        document = client.open("src/query.graphql", "graphql", QUERY)
        for _ in range(4):
            client.notify("$/cancelRequest", {"id": client.start_request("textDocument/hover", document.at("name"))})
        self.assertEqual(0, client.stop())
        cancelled = "grep -q -e '\"code\":-32800'"
        order = next(str(order) for order in range(1, 100)
                     if '"code":-32800' in troupe("replay", "--answers", "--order", str(order), self.trace).stdout)
        self.assertEqual(1, troupe("trace", "bisect", self.trace, "--fails-when", cancelled).returncode)
        result = troupe("trace", "bisect", self.trace, "--fails-when", cancelled, "--order", order)
        self.assertRegex(result.stdout, r"It fails from message \d+ of \d+ on: notification \$/cancelRequest")
        small = self.out("small.trace")
        result = troupe("trace", "shrink", self.trace, "--fails-when", cancelled, "--order", order, "--output", small)
        self.assertIn("shrunk to 3 in", result.stdout)
        self.assertIn("-32800", troupe("trace", "export", "--format", "inspector", small).stdout)
        self.assertIn("FAILS", troupe("trace", "test", self.out("small.case.json")).stdout)

    def export(self, name):
        result = troupe("trace", "export", "--format", name, self.trace)
        self.assertEqual(0, result.returncode, result.stderr)
        return result.stdout

    def test_perfetto_events_keep_the_rules_of_the_trace_event_format(self):
        """Members by phase; complete events of a thread nest; a flow begins once, ends once, later, and inside of a slice."""
        self.record(steps=30)
        whole = json.loads(self.export("perfetto"))
        self.assertEqual({"displayTimeUnit", "traceEvents"}, set(whole))
        self.assertIn(whole["displayTimeUnit"], ("ms", "ns"))
        members = {"X": {"ph", "pid", "tid", "name", "cat", "ts", "dur", "args"}, "M": {"ph", "pid", "tid", "name", "cat", "ts", "args"},
                   "s": {"ph", "pid", "tid", "name", "cat", "id", "ts"}, "f": {"ph", "pid", "tid", "name", "cat", "id", "ts", "bp"}}
        slices, flows, names = {}, {"s": {}, "f": {}}, {}
        for event in whole["traceEvents"]:
            phase = event["ph"]
            self.assertEqual(members[phase], set(event))
            self.assertIs(int, type(event["pid"]))
            self.assertIs(int, type(event["tid"]))
            for time in {"ts", "dur"} & set(event):
                self.assertGreaterEqual(event[time], 0)
            if phase == "X":
                slices.setdefault(event["tid"], []).append((event["ts"], event["ts"] + event["dur"]))
            elif phase == "M":
                self.assertEqual("thread_name", event["name"])
                self.assertNotIn(event["tid"], names)
                names[event["tid"]] = event["args"]["name"]
            else:
                self.assertNotIn(event["id"], flows[phase])
                flows[phase][event["id"]] = event
        self.assertEqual(set(slices), set(names))
        self.assertEqual(len(names), len(set(names.values())))
        for spans in slices.values():
            for one, other in zip(spans, spans[1:]):
                self.assertLessEqual(one[1], other[0] + 0.0011)  # An actor does one thing at a time.
        self.assertEqual(set(flows["s"]), set(flows["f"]))
        for number, end in flows["f"].items():
            start = flows["s"][number]
            self.assertEqual((start["name"], start["cat"]), (end["name"], end["cat"]))
            self.assertLessEqual(start["ts"], end["ts"])
            self.assertEqual("e", end["bp"])
            self.assertTrue(any(begin <= end["ts"] <= till for begin, till in slices[end["tid"]]), end)
            self.assertIn(start["tid"], names)

    def test_shiviz_logs_are_read_by_its_own_expression_and_rules(self):
        """ShiViz's default: (?<event>.*)\\n(?<host>\\S*) (?<clock>{.*}). Its parser wants every host's own clock to count 1, 2, 3 and
        no clock to run ahead of what its host has done."""
        self.record(steps=30)
        log = self.export("shiviz")
        events = list(re.finditer(r"(?P<event>.*)\n(?P<host>\S*) (?P<clock>{.*})\n", log))
        self.assertEqual(log, "".join(event[0] for event in events))
        seen = {}
        for event in events:
            host, clock = event["host"], json.loads(event["clock"])
            self.assertEqual(len(clock), len(re.findall(r'"[^"]*":', event["clock"])))
            before = seen.get(host, {})
            self.assertEqual(before.get(host, 0) + 1, clock[host])
            for other, count in before.items():
                self.assertGreaterEqual(clock[other], count)  # What a host has heard of it does not forget.
            for other, count in clock.items():
                if other != host:
                    self.assertLessEqual(count, seen.get(other, {}).get(other, 0))
            seen[host] = clock
        self.assertEqual(len(events), len(re.findall(r"(?m)^\d+  \+", self.export("text"))))

    def test_inspector_lines_hold_both_directions_in_order(self):
        self.record(steps=30)
        lines = [json.loads(line) for line in self.export("inspector").splitlines()]
        asked = {"send": set(), "receive": set()}
        last = 0
        for line in lines:
            self.assertEqual({"isLSPMessage", "type", "message", "timestamp"}, set(line))
            self.assertIs(True, line["isLSPMessage"])
            self.assertGreaterEqual(line["timestamp"], last - 1000)
            last = line["timestamp"]
            direction, kind = line["type"].split("-")
            message = line["message"]
            if kind == "request":
                asked[direction].add(json.dumps(message["id"]))
            elif kind == "response":
                asked["send" if direction == "receive" else "receive"].remove(json.dumps(message["id"]))
            else:
                self.assertEqual(("notification", False), (kind, "id" in message))
        self.assertEqual(("send-request", "initialize"), (lines[0]["type"], lines[0]["message"]["method"]))
        self.assertEqual(set(), asked["send"])

    def test_exported_frames_are_input_for_a_server(self):
        self.record(steps=30)
        frames = subprocess.run([TROUPE, "trace", "export", "--format", "frames", self.trace], capture_output=True,
                                check=True).stdout
        served = subprocess.run([TROUPE, "serve"], input=frames, capture_output=True, timeout=60, check=False)
        self.assertEqual(0, served.returncode, served.stderr)
        asked = {message["id"] for message in self.messages(self.trace) if "method" in message and "id" in message}
        answered = [message["id"] for message in split_frames(served.stdout) if "method" not in message]
        self.assertEqual(sorted(asked), sorted(answered))

    def test_every_kind_of_message_is_known_to_traces(self):
        def names(file, pattern):
            with open(os.path.join(ROOT, "src", "actors", file), encoding="utf-8") as text:
                return set(re.findall(pattern, text.read(), re.MULTILINE))

        self.assertEqual(names("messages.hpp", r"^TROUPE_ACTOR_MESSAGE\((\w+)\)"),
                         names("trace_kinds.cpp", r"^ +kind<(\w+)>\(\"\1\"\)"))

    def test_statistics_tell_methods_and_phases(self):
        self.record_mistake()
        text = troupe("trace", "stats", self.trace).stdout
        self.assertRegex(text, r"(?m)^textDocument/rename .* 1 error$")
        self.assertIn("slowest messages", text)

    def test_mistakes_on_the_command_line_are_told(self):
        self.assertEqual(2, troupe("replay", self.out("none.trace")).returncode)
        with open(self.out("text"), "w", encoding="utf-8") as file:
            file.write("no trace")
        self.assertIn("this is no trace", troupe("trace", "stats", self.out("text")).stderr)
        self.assertEqual(2, troupe("trace").returncode)
        self.assertIn("is none of", troupe("trace", "export", "--format", "xml", "x").stderr)
        self.record(steps=1)
        result = troupe("trace", "bisect", self.trace, "--fails-when", "slow > fast")
        self.assertIn("is no time", result.stderr)
        result = troupe("serve", "--trace-memory", "much", input="")
        self.assertIn("give a size, as in 16MiB", result.stderr)
        self.assertEqual(2, result.returncode)
        result = troupe("serve", "--trace", os.path.join(self.folder, "no", "such", "folder"), input="")
        self.assertEqual(2, result.returncode)
        self.assertIn("cannot write the trace", result.stderr)


class MemoryTest(RecordingCase):
    """What a server remembers without being told to."""

    def setUp(self):
        super().setUp()
        self.keep_state_here()

    def remembering_client(self, *arguments):
        return self.start(EDITOR, judged=False, arguments=("serve", *arguments))

    def saved(self, kind):
        folder = os.path.join(self.state, "troupe")
        return sorted(os.path.join(folder, name) for name in os.listdir(folder)
                      if name.startswith(kind) and name.endswith(".trace"))

    def test_a_client_can_have_the_session_so_far_saved_and_it_replays(self):
        client = self.remembering_client()
        self.type_at_random(client, 3, 30)
        told = client.request("$/troupe/trace", None)
        self.assertTrue(told["complete"])
        self.assertEqual([told["path"]], self.saved("trace-"))
        self.assertEqual(told["bytes"], os.path.getsize(told["path"]))
        self.assertEqual(0o600, os.stat(told["path"]).st_mode & 0o777)
        self.replays(told["path"])
        client.notify("$/troupe/trace")
        client.request("workspace/symbol", {"query": "after"})
        while len(self.saved("trace-")) < 2:
            client.request("workspace/symbol", {"query": "after"})
        self.assertEqual(0, client.stop())

    def test_no_more_than_five_are_kept(self):
        client = self.remembering_client()
        paths = [client.request("$/troupe/trace", None)["path"] for _ in range(7)]
        self.assertEqual(paths[2:], self.saved("trace-"))
        self.assertEqual(0, client.stop())

    def test_a_crash_leaves_the_session_and_it_replays(self):
        client = self.remembering_client()
        self.type_at_random(client, 8, 10)
        client.request("workspace/symbol", {"query": "last words"})
        client.process.send_signal(signal.SIGSEGV)
        self.assertEqual(-signal.SIGSEGV, client.process.wait(30))
        (trace,) = self.saved("crash-")
        self.assertEqual(0o600, os.stat(trace).st_mode & 0o777)
        self.replays(trace)
        self.assertIn("last words", troupe("trace", "export", "--format", "frames", trace).stdout)

    def test_a_server_can_be_told_to_remember_nothing(self):
        client = self.remembering_client("--trace-memory", "0")
        with self.assertRaisesRegex(Exception, "not recorded"):
            client.request("$/troupe/trace", None)
        client.process.send_signal(signal.SIGSEGV)
        client.process.wait(30)
        self.assertFalse(os.path.exists(os.path.join(self.state, "troupe")))


if __name__ == "__main__":
    unittest.main()
