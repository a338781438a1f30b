"""Exports of a recorded session are read by the readers of the tools that they are made for.

The readers (tools/exports) come from npm, as package-lock.json says, into build/exports, once. Without Node.js, or where npm cannot fetch
them, this is skipped: the rules of the formats are tested in trace_session_test.py as well.
"""

import collections
import json
import os
import re
import shutil
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "sessions"))

from session_case import EDITOR, QUERY, ROOT, TROUPE, SessionCase  # noqa: E402

READERS = os.path.join(ROOT, "tools", "exports")
MODULES = os.path.join(ROOT, "build", "exports")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def installed():
    """Whether the readers are there, fetched if need be; not again until the lock file changes."""
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    names = ("package.json", "package-lock.json")
    wanted = "".join(read(os.path.join(READERS, name)) for name in names)
    stamp = os.path.join(MODULES, ".installed")
    if os.path.exists(stamp) and read(stamp) == wanted:
        return True
    os.makedirs(MODULES, exist_ok=True)
    for name in names:
        shutil.copy(os.path.join(READERS, name), MODULES)
    result = subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=MODULES, text=True, check=False, timeout=120,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if result.returncode != 0:
        print(result.stdout, file=sys.stderr)
        return False
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(wanted)
    return True


@unittest.skipUnless(installed(), "Node.js or npm is not there, or cannot fetch the readers")
class Exports(SessionCase):
    def setUp(self):
        super().setUp()
        self.trace = os.path.join(self.folder, "session.trace")
        client = self.start(EDITOR, judged=False, arguments=("serve", "--trace", self.trace))
        document = client.open("src/query.graphql", "graphql", QUERY + "# é 𝒳 € are characters of two to four bytes\n")
        for text in ("name", "𝒳", "{", "}\r\n", '"'):
            document.edit(document.index("friends"), document.index("friends"), text)
            client.request("textDocument/completion", document.at("friends"))
            client.request("textDocument/documentSymbol", {"textDocument": {"uri": document.uri}})
        self.assertEqual(0, client.stop())

    def export(self, name):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            subprocess.run([TROUPE, "trace", "export", "--format", name, self.trace], stdout=file, check=True)
        return path

    def found(self, name):
        result = subprocess.run(["node", os.path.join(READERS, "read.cjs"), MODULES, name, self.export(name)], capture_output=True,
                                text=True, check=False, timeout=60)
        self.assertEqual(0, result.returncode, result.stderr)
        return json.loads(result.stdout)

    def test_frames_are_read_by_the_reader_of_vscode(self):
        sent = [json.loads(line) for line in read(self.export("inspector")).splitlines()]
        self.assertEqual([line["message"] for line in sent if line["type"].startswith("send")], self.found("frames"))

    def test_trace_events_are_read_by_tracerbench(self):
        lines = re.findall(r"(?m)^\d+  \+\S+ \S+  (\S+) <- ", read(self.export("text")))
        threads = self.found("perfetto")
        self.assertEqual(collections.Counter(lines),
                         collections.Counter({thread["name"].rpartition("/")[2]: thread["complete"] for thread in threads}))
        self.assertEqual(0, sum(thread["nested"] for thread in threads))  # An actor does one thing at a time.
        self.assertTrue(all(thread["duration"] > 0 for thread in threads))
        self.assertGreater(sum(thread["flows"] for thread in threads), len(lines))  # Two for each message between actors.


if __name__ == "__main__":
    unittest.main()
