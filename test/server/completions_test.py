"""Completions and the man page know every option and command that --help shows, and no other.

TROUPE is the program under test.
"""

import os
import re
import shutil
import subprocess
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TROUPE = os.environ.get("TROUPE", os.path.join(ROOT, "build", "release", "src", "server", "troupe"))
INNER = ("schema diff", "schema fetch", "schema print", "trace bisect", "trace dump", "trace export", "trace import",
         "trace redact", "token new", "trace shrink", "trace stats", "trace test")
COMMANDS = ("check", "connect", "explain", "format", "lint", "replay", "schema", "serve", "status", "token",
            "trace")


def options_in_help(*arguments):
    text = subprocess.run([TROUPE, *arguments, "--help"], capture_output=True, text=True,
                          check=True).stdout
    return set(re.findall(r"^  (?:-\w,\s*)?(--[\w-]+)", text, re.MULTILINE))


def read(*path):
    with open(os.path.join(ROOT, *path), encoding="utf-8") as file:
        return file.read()


class CompletionsTest(unittest.TestCase):
    def setUp(self):
        self.main = options_in_help()
        self.by_command = {command: options_in_help(*command.split()) for command in COMMANDS + INNER}
        self.all = self.main.union(*self.by_command.values())

    def test_help_shows_options_at_all(self):
        self.assertLessEqual({"--help", "--version", "--stdio", "--log-level"}, self.main)
        self.assertLessEqual({"--format", "--color", "--workspace"}, self.by_command["check"])

    def test_the_man_page_knows_exactly_the_options(self):
        page = read("docs", "man", "troupe.1").replace("\\-", "-")
        self.assertEqual(set(re.findall(r"--[a-z][\w-]*", page)), self.all)
        for command in COMMANDS + INNER:
            self.assertIn(f"troupe {command}", page)

    def test_zsh_knows_exactly_the_options(self):
        script = read("tools", "completions", "_troupe")
        self.assertEqual(set(re.findall(r"--[a-z][\w-]*", script)), self.all)

    def test_fish_knows_exactly_the_options(self):
        script = read("tools", "completions", "troupe.fish")
        self.assertEqual({"--" + name for name in re.findall(r"^complete.* -l ([\w-]+)", script, re.MULTILINE)}, self.all)
        for command in COMMANDS:
            self.assertRegex(script, rf"-a {command} ")

    def complete_in_bash(self, *words):
        """What bash offers for the last of the words."""
        array = " ".join(f"'{word}'" for word in words)
        script = (f"compopt() {{ :; }}; source '{ROOT}/tools/completions/troupe.bash'; "
                  f"COMP_WORDS=({array}); COMP_CWORD={len(words) - 1}; _troupe; "
                  "printf '%s\\n' \"${COMPREPLY[@]}\"")
        output = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
        return set(output.stdout.split())

    def test_bash_offers_exactly_the_options(self):
        self.assertEqual(self.complete_in_bash("troupe", "--"), self.main)
        for command in COMMANDS + INNER:
            self.assertEqual(self.complete_in_bash("troupe", *command.split(), "--"),
                             self.by_command[command])

    def test_bash_offers_commands_and_values(self):
        self.assertEqual(self.complete_in_bash("troupe", ""), set(COMMANDS))
        self.assertEqual(self.complete_in_bash("troupe", "schema", ""), {"diff", "fetch", "print"})
        self.assertEqual(self.complete_in_bash("troupe", "trace", ""),
                         {"bisect", "dump", "export", "import", "redact", "shrink", "stats", "test"})
        self.assertEqual(self.complete_in_bash("troupe", "trace", "export", "--format", ""),
                         {"text", "frames", "inspector", "perfetto", "shiviz"})
        self.assertEqual(self.complete_in_bash("troupe", "schema", "diff", "--format", ""), {"text", "json"})
        self.assertEqual(self.complete_in_bash("troupe", "schema", "fetch", "--format", ""), {"sdl", "json"})
        self.assertEqual(self.complete_in_bash("troupe", "schema", "fetch", "--method", ""), {"POST", "GET"})
        self.assertEqual(self.complete_in_bash("troupe", "check", "--format", ""),
                         {"text", "json", "github", "sarif", "junit"})
        self.assertEqual(self.complete_in_bash("troupe", "check", "--color", "a"),
                         {"auto", "always"})
        self.assertEqual(self.complete_in_bash("troupe", "--log-level", "w"), {"warning"})

    def test_the_scripts_are_well_formed(self):
        for shell, script in (("bash", "troupe.bash"), ("zsh", "_troupe"), ("fish", "troupe.fish")):
            if shutil.which(shell) is None:
                print(f"skipped: no {shell} here to look at {script}")
                continue
            subprocess.run([shell, "-n", os.path.join(ROOT, "tools", "completions", script)],
                           check=True)


if __name__ == "__main__":
    unittest.main()
