"""The layer check finds what a room may not include, and nothing else."""

import unittest

import planted

HEADER = "#pragma once\n"


class Layers(planted.PlantedTree):
    def setUp(self):
        super().setUp()
        for header in ("base/result.hpp", "protocol/rpc.hpp", "analysis/ide/language.hpp",
                       "analysis/languages/graphql/schema/schema.hpp",
                       "analysis/languages/django/parser.hpp"):
            self.plant("src/" + header, HEADER)

    def test_a_room_may_include_the_rooms_of_its_row_itself_and_the_standard_library(self):
        self.plant("src/handlers/hover.cpp", '#include "handlers/hover.hpp"\n#include <vector>\n'
                   '#include "protocol/rpc.hpp"\n#include "analysis/ide/language.hpp"\n')
        self.plant("src/handlers/hover.hpp", HEADER)
        self.plant("src/analysis/languages/graphql/check.cpp",
                   '#include "analysis/languages/graphql/schema/schema.hpp"\n')
        self.assert_clean("layers")

    def test_a_room_that_includes_a_room_above_it_is_found(self):
        self.plant("src/base/uri.cpp", '\n  #  include "protocol/rpc.hpp"\n')
        self.assert_found("layers", 'src/base/uri.cpp:2: base may not include "protocol/rpc.hpp"')

    def test_a_language_that_includes_another_language_is_found(self):
        self.plant("src/analysis/languages/graphql/check.cpp",
                   '#include "analysis/languages/django/parser.hpp"\n')
        self.assert_found("layers", "analysis/languages/graphql may not include")

    def test_the_registry_may_include_every_language(self):
        self.plant("src/analysis/languages/registry/registry.cpp",
                   '#include "analysis/languages/django/parser.hpp"\n'
                   '#include "analysis/languages/graphql/schema/schema.hpp"\n')
        self.assert_clean("layers")

    def test_an_include_that_does_not_start_at_src_is_found(self):
        self.plant("src/base/uri.cpp", '#include "result.hpp"\n#include "../base/result.hpp"\n')
        self.assert_found("layers", "src/base/uri.cpp:1:", "src/base/uri.cpp:2:")

    def test_a_library_outside_its_place_is_found(self):
        self.plant("src/handlers/hover.cpp", "#include <simdjson.h>\n#include <caf/all.hpp>\n")
        self.plant("src/protocol/reader.cpp", "#include <simdjson.h>\n")
        self.plant("src/analysis/languages/graphql/check.cpp", "#include <yaml-cpp/yaml.h>\n")
        self.plant("src/analysis/languages/graphql/project/read.cpp", "#include <yaml-cpp/yaml.h>\n")
        status, output = self.check("layers")
        self.assertEqual(status, 1)
        self.assertIn("src/handlers/hover.cpp:1: <simdjson.h> (simdjson) may not be", output)
        self.assertIn("src/handlers/hover.cpp:2: <caf/all.hpp> (CAF) may not be", output)
        self.assertIn("graphql/check.cpp:1: <yaml-cpp/yaml.h>", output)
        self.assertNotIn("reader.cpp", output)
        self.assertNotIn("project/read.cpp", output)

    def test_a_library_that_nobody_has_listed_is_found(self):
        self.plant("src/server/main.cpp", "#include <boost/asio.hpp>\n")
        self.assert_found("layers", "<boost/asio.hpp> belongs to no library")

    def test_analysis_that_reads_a_clock_or_a_file_is_found(self):
        self.plant("src/analysis/ide/lines.cpp", "#include <chrono>\n#include <fstream>\n")
        self.assert_found("layers", "<chrono> (clocks)", "<fstream> (input and output)")

    def test_code_in_a_folder_that_is_no_room_is_found(self):
        self.plant("src/extras/thing.cpp", '#include "base/result.hpp"\n')
        self.assert_found("layers", "no room of tools/checks/layers.json")

    def test_a_room_that_links_with_a_room_above_it_is_found(self):
        self.plant("src/base/meson.build", "base_dependency = declare_dependency()\n")
        self.plant("src/protocol/meson.build", "dependencies: [base_dependency, handlers_dependency]\n")
        self.plant("src/handlers/meson.build", "dependencies: [caf_dependency]  # protocol_dependency\n")
        self.assert_found("layers", "src/protocol/meson.build:1: protocol may not depend on handlers",
                          "src/handlers/meson.build:1: handlers may not depend on CAF")

    def test_a_test_may_include_every_room_but_code_may_not_include_tests(self):
        self.plant("test/support/fixture.hpp", HEADER)
        self.plant("test/base/uri_test.cpp", '#include "protocol/rpc.hpp"\n#include <doctest/doctest.h>\n'
                   '#include "test/support/fixture.hpp"\n')
        self.assert_clean("layers")
        self.plant("src/base/uri.cpp", '#include "test/support/fixture.hpp"\n#include <doctest/doctest.h>\n')
        self.assert_found("layers", "src/base/uri.cpp:1:", "src/base/uri.cpp:2:")


if __name__ == "__main__":
    unittest.main()
