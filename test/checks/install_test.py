"""`meson install` installs a program that runs, its man page and the shells' completions."""

import os
import subprocess
import tempfile
import unittest

BUILD = os.environ["BUILD"]


class Install(unittest.TestCase):
    def test_program_man_page_and_completions_are_installed_where_they_are_looked_for(self):
        with tempfile.TemporaryDirectory(prefix="troupe-install-") as place:
            subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet"], check=True, timeout=120,
                           env={**os.environ, "DESTDIR": place}, stdout=subprocess.DEVNULL)
            found = {os.path.relpath(os.path.join(folder, name), place)
                     for folder, _, names in os.walk(place) for name in names}
            endings = ("bin/troupe", "share/man/man1/troupe.1", "share/bash-completion/completions/troupe",
                       "share/zsh/site-functions/_troupe", "share/fish/vendor_completions.d/troupe.fish")
            for ending in endings:
                self.assertTrue(any(path.endswith(ending) for path in found), f"{ending} is not among {found}")
            self.assertEqual(len(found), len(endings), found)
            program = next(os.path.join(place, path) for path in found if path.endswith("bin/troupe"))
            said = subprocess.run([program, "--version"], text=True, capture_output=True, timeout=60, check=True)
            self.assertRegex(said.stdout, r"^troupe \d+\.\d+\.\d+")


if __name__ == "__main__":
    unittest.main()
