"""The clang-tidy check finds what is planted, and remembers its verdicts by content."""

import os
import shutil
import unittest

import planted

BUILD = """project('planted', 'cpp')
static_library('planted', 'src/base/uri.cpp', include_directories: include_directories('src'))
"""


class Tidy(planted.PlantedTree):
    def setUp(self):
        super().setUp()
        self.plant("meson.build", BUILD)
        self.plant("meson_options.txt", "")
        self.plant("src/base/uri.hpp", "#pragma once\nint uri();\n")
        self.plant("src/base/uri.cpp", '#include "base/uri.hpp"\nint uri() { return 0; }\n')

    def test_findings_in_sources_and_headers_stop_it_and_verdicts_are_remembered(self):
        status, output = self.check("tidy")
        self.assertEqual(status, 0, output)
        self.assertIn("1 files (1 of them changed)", output)
        self.assertIn("(0 of them changed)", self.check("tidy")[1])

        self.plant("src/base/uri.hpp", "#pragma once\nint uri();\nstruct badly_named {};\n")
        self.assert_found("tidy", "src/base/uri.hpp:3: invalid case style for struct 'badly_named'")
        self.assert_found("tidy", "src/base/uri.hpp:3:")  # A remembered finding is still one.

        long_body = "  ++count;\n" * 61
        self.plant("src/base/uri.hpp", "#pragma once\nint uri();\n")
        self.plant("src/base/uri.cpp",
                   '#include "base/uri.hpp"\nint uri() {\n  int count = 0;\n' + long_body + "  return count;\n}\n")
        self.assert_found("tidy", "src/base/uri.cpp:2:", "readability-function-size")

    def test_what_is_recorded_as_clean_is_not_looked_at_until_it_changes(self):
        output = self.check("tidy", "--record")[1]
        self.assertIn("1 files (1 of them changed)", output)
        shutil.rmtree(os.path.join(self.root, "build"))
        self.assertIn("1 files (0 of them changed)", self.check("tidy")[1])
        self.assertIn("1 files (1 of them changed)", self.check("tidy", "--all")[1])

        shutil.rmtree(os.path.join(self.root, "build"))
        self.plant("src/base/uri.hpp", "#pragma once\nint uri();\nstruct badly_named {};\n")
        self.assert_found("tidy", "src/base/uri.hpp:3: invalid case style for struct 'badly_named'")
        self.check("tidy", "--record")  # What is not clean is not recorded.
        shutil.rmtree(os.path.join(self.root, "build"))
        self.assert_found("tidy", "src/base/uri.hpp:3:")


if __name__ == "__main__":
    unittest.main()
