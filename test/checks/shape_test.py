"""The checks of layout, format and words find what is planted, and nothing in a tidy tree."""

import unittest

import planted


class Shape(planted.PlantedTree):
    def test_a_tidy_tree_is_clean(self):
        self.plant("src/base/uri.hpp", "// What it is.\n#pragma once\n")
        self.plant("src/base/uri.cpp", "int x;\n" * 800)
        self.plant("src/base/meson.build", "")
        self.plant("test/base/uri_test.cpp", "")
        self.plant("test/data/graphql/hover/two words.fixture", "")
        self.assert_clean("shape")

    def test_a_file_of_801_lines_is_found(self):
        self.plant("src/base/uri.cpp", "int x;\n" * 801)
        self.assert_found("shape", "src/base/uri.cpp:800: 801 lines")

    def test_a_header_without_pragma_once_is_found(self):
        self.plant("src/base/uri.hpp", "// What it is.\n#include <string>\n#pragma once\n")
        self.assert_found("shape", "src/base/uri.hpp:1:")

    def test_a_folder_with_files_and_folders_is_found(self):
        self.plant("src/base/uri.cpp", "")
        self.plant("src/base/text/range.cpp", "")
        self.assert_found("shape", "src/base: holds folders (text) and files (uri.cpp)")

    def test_an_attic_is_found_as_file_and_as_folder(self):
        self.plant("src/base/string_utils.cpp", "")
        self.plant("src/common/range.cpp", "")
        self.assert_found("shape", "src/base/string_utils.cpp: an attic", "src/common: an attic")

    def test_a_name_in_camel_case_is_found(self):
        self.plant("src/base/LineIndex.cpp", "")
        self.assert_found("shape", "src/base/LineIndex.cpp: names are snake_case")

    def test_a_test_that_mirrors_nothing_is_found(self):
        self.plant("test/engine/memo_test.cpp", "")
        self.assert_found("shape", "test/engine/memo_test.cpp:1:")


class Format(planted.PlantedTree):
    def test_an_unformatted_line_is_found_and_mended(self):
        self.plant("src/base/uri.cpp", "int  one ;\nint two;\n")
        self.assert_found("format", "src/base/uri.cpp:1: not formatted")
        self.assert_clean("format", "--fix")
        self.assertEqual(self.read("src/base/uri.cpp"), "int one;\nint two;\n")
        self.assert_clean("format")


class Words(planted.PlantedTree):
    def test_text_that_holds_everywhere_is_clean(self):
        self.plant("README.md", "See /home/user/code, ../shared/conformance and https://example.org/work/x\n")
        self.assert_clean("words")

    def test_a_path_of_one_machine_is_found(self):
        self.plant("docs/page.md", "\nSee " + "/work" + "/main and " + "/home/" + "bob/x\n")
        self.assert_found("words", "docs/page.md:2: a path of one machine",
                          "docs/page.md:2: somebody's home directory")

    def test_a_merge_marker_is_found(self):
        self.plant("src/base/uri.cpp", "int x;\n" + "<" * 7 + " HEAD\n")
        self.assert_found("words", "uri.cpp:2: a merge marker")

    def test_scripts_without_an_ending_are_looked_at(self):
        self.plant("tools/run", "#!/bin/sh\ncd " + "/root" + "/troupe\n", 0o755)
        self.assert_found("words", "tools/run:2: a path of one machine")


if __name__ == "__main__":
    unittest.main()
