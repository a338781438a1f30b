"""tools/setup installs what is missing and nothing else, or says what to do; tools/run stays out of the way."""

import os
import stat
import subprocess
import tempfile
import unittest

import planted

SETUP = os.path.join(planted.ROOT, "tools", "setup")

# Stand-ins for the machine's programs. `calls` records what was called; `installed` holds package names.
PROGRAMS = {
    "dpkg-query": r'''
for package in "$@"; do
  case $package in -*|'${'*) continue ;; esac
  grep -qx "$package" "$STATE/installed" && echo "installed $package"
done
exit 1
''',
    "apt-cache": r'''
[ -e "$STATE/lists" ] || exit 100
''',
    "apt-get": r'''
echo "apt-get $DEBIAN_FRONTEND $*" >> "$STATE/calls"
echo "noise of apt-get"
for argument in "$@"; do [ "$argument" = update ] && touch "$STATE/lists" && exit 0; done
[ -e "$STATE/lists" ] && [ ! -e "$STATE/broken" ]
''',
    "id": 'cat "$STATE/uid"\n',
    "npm": "exit 0\n",
}
SUDO = 'echo "sudo $*" >> "$STATE/calls"\n[ -e "$STATE/sudo" ] || exit 1\n[ "$1" = -n ] && shift\nexec "$@"\n'


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="troupe-setup-")
        self.addCleanup(folder.cleanup)
        self.state = folder.name
        self.programs = os.path.join(folder.name, "bin")
        os.mkdir(self.programs)
        for name, script in PROGRAMS.items():
            self.program(name, script)
        for real in ("bash", "env", "grep", "cat", "touch", "true", "false"):
            os.symlink(subprocess.check_output(["which", real], text=True).strip(),
                       os.path.join(self.programs, real))
        self.write("uid", "0\n")
        self.write("installed", "g++\nmeson\n")
        self.write("calls", "")
        self.write("lists", "")

    def write(self, name, text):
        with open(os.path.join(self.state, name), "w", encoding="utf-8") as file:
            file.write(text)

    def program(self, name, script):
        path = os.path.join(self.programs, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write("#!/bin/bash\n" + script)
        os.chmod(path, stat.S_IRWXU)

    def run_setup(self, *arguments):
        """(exit status, stdout, stderr, calls)."""
        result = subprocess.run([os.path.join(self.programs, "bash"), SETUP, *arguments], text=True,
                                stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False,
                                env={"PATH": self.programs, "STATE": self.state})
        with open(os.path.join(self.state, "calls"), encoding="utf-8") as file:
            return result.returncode, result.stdout, result.stderr, file.read().splitlines()

    def everything_installed(self):
        with open(SETUP, encoding="utf-8") as file:
            words = file.read().split("build_packages=(")[1]
        build, rest = words.split(")", 1)
        test = rest.split("test_packages=(")[1].split(")")[0]
        self.write("installed", "\n".join((build + test).split()) + "\n")

    def test_with_everything_installed_nothing_is_called_and_nothing_said(self):
        self.everything_installed()
        for kind in ("build", "test"):
            self.assertEqual(self.run_setup(kind), (0, "", "", []))

    def test_root_installs_exactly_what_is_missing_without_questions_or_update(self):
        status, stdout, stderr, calls = self.run_setup()
        self.assertEqual(status, 0, stderr)
        self.assertEqual(stdout, "")
        self.assertEqual(len(calls), 1, calls)
        self.assertIn("apt-get noninteractive -q -y", calls[0])
        self.assertIn(" install --no-install-recommends ninja-build ", calls[0])
        self.assertNotIn("g++", calls[0])

    def test_a_fresh_machine_gets_its_package_lists_first(self):
        os.remove(os.path.join(self.state, "lists"))
        status, _, _, calls = self.run_setup()
        self.assertEqual(status, 0)
        self.assertEqual([call.split()[-1] == "update" for call in calls], [True, False])

    def test_lists_that_lead_nowhere_are_renewed_once(self):
        self.write("broken", "")
        status, _, stderr, calls = self.run_setup()
        self.assertEqual(status, 3)
        self.assertEqual([call.split()[-1] == "update" for call in calls], [False, True, False])
        self.assertIn("could not be installed", stderr)

    def test_sudo_that_asks_nothing_is_used(self):
        self.write("uid", "1000\n")
        self.program("sudo", SUDO)
        self.write("sudo", "")
        status, _, stderr, calls = self.run_setup()
        self.assertEqual(status, 0, stderr)
        self.assertTrue(any(call.startswith("sudo -n env DEBIAN_FRONTEND=noninteractive") for call in calls), calls)

    def test_without_root_and_sudo_it_says_what_to_install(self):
        self.write("uid", "1000\n")
        status, stdout, stderr, calls = self.run_setup("test")
        self.assertEqual((status, stdout, calls), (3, "", []))
        self.assertIn("takes root or sudo", stderr)
        self.assertIn("apt-get install ninja-build", stderr)

    def test_sudo_that_would_ask_for_a_password_nobody_can_type_is_not_used(self):
        self.write("uid", "1000\n")
        self.program("sudo", SUDO)
        status, _, stderr, calls = self.run_setup()
        self.assertEqual(status, 3)
        self.assertEqual(calls, ["sudo -n true"])
        self.assertIn("apt-get install", stderr)

    def test_another_distribution_is_told_what_is_needed(self):
        os.remove(os.path.join(self.programs, "dpkg-query"))
        status, _, stderr, _ = self.run_setup()
        self.assertEqual(status, 3)
        self.assertIn("c++ meson ninja", stderr)
        for name in ("c++", "meson", "ninja"):
            self.program(name, "")
        self.assertEqual(self.run_setup()[0], 0)


if __name__ == "__main__":
    unittest.main()
