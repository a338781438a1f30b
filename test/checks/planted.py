"""A small checkout with a fault planted in it, and a check run over it."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.realpath(os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", ".."))
CHECKS = os.path.join(ROOT, "tools", "checks")

sys.path.insert(0, CHECKS)


class PlantedTree(unittest.TestCase):
    """Each test plants files into self.root and asks what a check says."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="troupe-planted-")
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        self.plant("CHANGELOG.md", "# Changelog\n\n## Unreleased\n")
        for shared in (".clang-format", ".clang-tidy", "tools/checks/layers.json"):
            self.plant(shared, "")
            shutil.copy(os.path.join(ROOT, shared), os.path.join(self.root, shared))

    def plant(self, path, text, mode=0o644):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(full, mode)

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def check(self, name, *arguments):
        """(exit status, output) of a check over the planted tree."""
        result = subprocess.run([os.path.join(CHECKS, name), "--root", self.root, *arguments],
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                timeout=120, check=False)
        if result.returncode == 77:
            self.skipTest(result.stdout.strip())
        return result.returncode, result.stdout

    def assert_clean(self, name, *arguments):
        status, output = self.check(name, *arguments)
        self.assertEqual(status, 0, output)

    def assert_found(self, name, *words, arguments=()):
        status, output = self.check(name, *arguments)
        self.assertEqual(status, 1, output)
        for word in words:
            self.assertIn(word, output)
