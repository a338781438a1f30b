"""tools/run builds when there is something to build, and is otherwise not to be noticed."""

import os
import shutil
import subprocess
import tempfile
import time
import unittest

import planted

PROGRAM = r'''
#include <cstdio>
#include <unistd.h>
int main(int count, char** arguments) {
  char directory[4096];
  std::printf("%s", getcwd(directory, sizeof directory));
  for (int i = 1; i < count; ++i) std::printf(" [%s]", arguments[i]);
  std::printf("\n");
  return count - 1;
}
'''


class Run(unittest.TestCase):
    """A project of one file stands for Troupe."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="troupe-run-")
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        os.mkdir(os.path.join(self.root, "tools"))
        for name in ("run", "build", "setup"):
            shutil.copy(os.path.join(planted.ROOT, "tools", name), os.path.join(self.root, "tools", name))
        self.write("meson.build", "project('planted', 'cpp')\nsubdir('src/server')\n")
        self.write("src/server/meson.build", "executable('troupe', 'main.cpp')\n")
        self.write("src/server/main.cpp", PROGRAM)
        self.write("elsewhere/here.txt", "")

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def run_it(self, *arguments):
        return subprocess.run([os.path.join(self.root, "tools", "run"), *arguments], text=True,
                              cwd=os.path.join(self.root, "elsewhere"), capture_output=True, timeout=300,
                              check=False)

    def test_it_builds_first_and_is_silent_and_quick_afterwards(self):
        here = os.path.join(self.root, "elsewhere")
        first = self.run_it("check", "a b", "./here.txt")
        self.assertEqual((first.returncode, first.stdout), (3, f"{here} [check] [a b] [./here.txt]\n"))
        self.assertIn("configuring", first.stderr)

        begin = time.monotonic()
        second = self.run_it("serve")
        self.assertLess(time.monotonic() - begin, 5)
        self.assertEqual((second.returncode, second.stdout, second.stderr), (1, f"{here} [serve]\n", ""))

        self.write("src/server/main.cpp", PROGRAM.replace(" [%s]", " <%s>"))
        os.utime(os.path.join(self.root, "src/server/main.cpp"), (time.time() + 2, time.time() + 2))
        third = self.run_it("x")
        self.assertEqual(third.stdout, f"{here} <x>\n")
        self.assertIn("main.cpp", third.stderr)

    def test_two_at_once_build_once(self):
        runs = [subprocess.Popen([os.path.join(self.root, "tools", "run")], cwd=self.root, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        outputs = [run.communicate(timeout=300) for run in runs]
        self.assertEqual([output for output, _ in outputs], [self.root + "\n"] * 2)
        self.assertEqual(sum("configuring" in error for _, error in outputs), 1)

    def test_a_build_that_fails_is_status_3_and_leaves_stdout_alone(self):
        self.write("src/server/main.cpp", "int main() { return no; }\n")
        run = self.run_it("check")
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertIn("error:", run.stderr)


if __name__ == "__main__":
    unittest.main()
