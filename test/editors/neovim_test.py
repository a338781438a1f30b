"""Neovim, headless, in a workspace over GitHub's schema: diagnostic, hover, completion, definition."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tools", "bench", "workspace"))

import workspace  # noqa: E402

TROUPE = os.environ.get("TROUPE", os.path.join(ROOT, "build", "release", "src", "server", "troupe"))


class Neovim(unittest.TestCase):
    @unittest.skipUnless(shutil.which("nvim"), "nvim is not installed")
    def test_a_person_types_asks_completes_and_jumps(self):
        schema = subprocess.run([os.path.join(ROOT, "tools", "github-schema")], check=True,
                                stdout=subprocess.PIPE, text=True).stdout.strip()
        with tempfile.TemporaryDirectory() as folder:
            root = os.path.join(folder, "workspace")
            workspace.make(root, schema)
            result = os.path.join(folder, "result.json")
            environment = dict(os.environ, TROUPE=TROUPE, RESULT=result, HOME=folder,
                               XDG_STATE_HOME=folder, XDG_DATA_HOME=folder)
            subprocess.run(["nvim", "--headless", "--clean", "-n", "-S", os.path.join(HERE, "neovim.lua")],
                           cwd=root, env=environment, timeout=120, stdin=subprocess.DEVNULL)
            with open(result, encoding="utf-8") as file:
                seen = json.load(file)
        self.assertNotIn("failure", seen, seen)
        self.assertEqual({
            "message": 'Cannot query field "stargazerCoun" on type "Repository". '
                       'Did you mean "stargazerCount" or "stargazers"?',
            "line": 6, "column": 4, "code": "graphql/fields-on-correct-type"}, seen["diagnostic"])
        self.assertIn("nameWithOwner: String!", seen["hover"])
        self.assertIn("stargazerCount", seen["completion"])
        self.assertEqual("    stargazerCount", seen["line"])
        self.assertEqual({"file": "schema.graphql", "line": "  defaultBranchRef: Ref"}, seen["definition"])
        self.assertTrue(seen["clean"])


if __name__ == "__main__":
    unittest.main(verbosity=1)
