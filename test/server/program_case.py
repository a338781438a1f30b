"""A test of the program from outside: an empty folder, files in it, and what the program does there.

TROUPE is the program under test.
"""

import os
import shutil
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TROUPE = os.environ.get("TROUPE", os.path.join(ROOT, "build", "release", "src", "server", "troupe"))


class ProgramCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="troupe-program-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, path, text):
        full = os.path.join(self.folder, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def read(self, path):
        with open(os.path.join(self.folder, path), encoding="utf-8") as file:
            return file.read()

    def run_troupe(self, *arguments, folder="", stdin="", **options):
        """Runs in a folder below the test's own, without the caller's wishes about colours."""
        environment = {name: value for name, value in os.environ.items()
                       if name not in ("NO_COLOR", "FORCE_COLOR")}
        return subprocess.run([TROUPE, *arguments], capture_output=True, text=True, timeout=60,
                              cwd=os.path.join(self.folder, folder), env=environment, input=stdin,
                              check=False, **options)
