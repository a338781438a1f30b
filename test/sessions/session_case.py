"""What every session test stands on: a workspace on disk, a client, and a judge for the recording.

TROUPE is the program under test. When TROUPE_CONFORMANCE is set, every recorded session is given to its
LSP checker (lsp/lspcheck.py), which must find nothing; otherwise the recordings are only written.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
import unittest.mock

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "test", "support"))

from lsp_client import EDITOR, Client, uri_of  # noqa: E402, F401

TROUPE = os.environ.get("TROUPE", os.path.join(ROOT, "build", "release", "src", "server", "troupe"))
CONFORMANCE = os.environ.get("TROUPE_CONFORMANCE")

# Servers that crash, or are asked to, leave reports and recordings: not among those of who runs the tests.
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="troupe-state-")
atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)

SCHEMA = '''"""The root of all queries."""
type Query {
  """Finds a person by id."""
  person(id: ID!): Person
  people(first: Int = 10, order: Order): [Person!]!
}

type Person implements Named {
  id: ID!
  "How the person is called."
  name: String!
  mail: String @deprecated(reason: "Use `contact`.")
  friends: [Person!]!
}

interface Named {
  name: String!
}

enum Order {
  ASCENDING
  DESCENDING
}
'''

QUERY = """query Somebody($id: ID!) {
  person(id: $id) {
    ...Parts
    friends {
      name
    }
  }
}

fragment Parts on Person {
  id
  name
}
"""

FILES = {
    ".graphqlrc.yml": "schema: schema.graphql\ndocuments: src/**/*.graphql\n",
    "schema.graphql": SCHEMA,
    "src/query.graphql": QUERY,
}


def leave_crashes_to_troupe():
    """For tests in which servers crash: a sanitizer's handlers of signals would stand before Troupe's own."""
    signals = ":".join("handle_%s=0" % name for name in ("segv", "abort", "sigbus", "sigfpe", "sigill"))
    os.environ["ASAN_OPTIONS"] = ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), signals]))


class SessionCase(unittest.TestCase):
    """A fresh workspace folder for each test; sessions that the test starts are judged at its end."""

    maxDiff = None

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="troupe-session-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.root = os.path.join(self.folder, "workspace")
        self.recordings = []
        self.write(FILES)

    def keep_state_here(self):
        """What servers of this test leave behind is in self.state, and in no other test's."""
        self.state = os.path.join(self.folder, "state")
        state = unittest.mock.patch.dict(os.environ, {"XDG_STATE_HOME": self.state})
        state.start()
        self.addCleanup(state.stop)

    def write(self, files):
        for path, text in files.items():
            full = os.path.join(self.root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8", newline="") as file:
                file.write(text)

    def client(self, judged=True, arguments=("serve",), **options):
        """A client of a new server. `judged=False` for sessions in which the client itself breaks LSP."""
        recording = os.path.join(self.folder, "session-%d.jsonl" % len(self.recordings))
        options.setdefault("root", self.root)
        client = Client([TROUPE, *arguments], record=recording, **options)
        if judged:
            self.recordings.append(recording)
        self.addCleanup(client.__exit__)
        return client

    def start(self, capabilities=EDITOR, **options):
        client = self.client(**options)
        client.initialize(capabilities=capabilities)
        return client

    def judge(self, accepted=()):
        """Gives the recordings so far to the checker. Findings that contain one of `accepted` are no findings.

        Nor is a request of the server's that crossed the client's `shutdown` on its way: a recording cannot tell
        that from one that was sent afterwards (test/actors/diagnostics_test.cpp sees to that).
        """
        accepted = [*accepted, "[after-shutdown]"]
        if not CONFORMANCE:
            return
        checker = os.path.join(CONFORMANCE, "lsp", "lspcheck.py")
        for recording in self.recordings:
            verdict = subprocess.run([sys.executable, checker, recording], capture_output=True, text=True)
            said = [line for line in verdict.stdout.splitlines() if ": error:" in line or ": warn:" in line]
            findings = [line for line in said if not any(each in line for each in accepted)]
            self.assertEqual([], findings, verdict.stdout[-4000:])
            if not said:
                self.assertEqual(0, verdict.returncode, verdict.stderr[-2000:])

    def stop(self, client, code=0, accepted=()):
        self.assertEqual(code, client.stop())
        client.kill()
        self.judge(accepted)
