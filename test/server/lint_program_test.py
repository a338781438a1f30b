"""`troupe lint` and `troupe explain` from outside.

TROUPE is the program under test.
"""

import json
import unittest
import xml.etree.ElementTree

from program_case import ProgramCase

SCHEMA = 'type Query {\n  a: Int\n  b: Int @deprecated(reason: "Use a.")\n}\n'


class LintProgramTest(ProgramCase):
    def setUp(self):
        super().setUp()
        self.write("schema.graphql", SCHEMA)

    def codes(self, *arguments, folder=""):
        report = json.loads(self.run_troupe(*arguments, "--format", "json", folder=folder).stdout)
        return sorted(item["code"] for item in report["diagnostics"])

    def test_warnings_are_shown_and_fail_only_when_there_are_too_many(self):
        self.write("q.graphql", "query Q {\n  b\n}\n")
        for command in ("check", "lint"):
            result = self.run_troupe(command)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("q.graphql:2:3: warning: The field Query.b is deprecated. Use a. "
                          "[graphql/no-deprecated]", result.stdout)
        self.assertEqual(self.run_troupe("lint", "--max-warnings", "1").returncode, 0)
        self.assertEqual(self.run_troupe("lint", "--max-warnings", "0").returncode, 1)

    def test_fixes_are_written_and_the_rest_is_reported(self):
        self.write("troupe.yaml", "lint:\n  rules:\n    no-useless-alias: error\n    alphabetize: warn\n")
        self.write("q.graphql", "query Q {\n  b\n  a: a\n  a\n}\n")
        self.assertEqual(self.run_troupe("lint").returncode, 1)
        self.assertEqual(self.read("q.graphql"), "query Q {\n  b\n  a: a\n  a\n}\n")
        result = self.run_troupe("lint", "--fix")
        self.assertEqual(self.read("q.graphql"), "query Q {\n  a\n  b\n}\n", result.stdout)
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertIn("graphql/no-deprecated", result.stdout)
        self.assertEqual(self.read("schema.graphql"), SCHEMA)

    def test_fixes_stay_below_the_paths(self):
        self.write("troupe.yaml", "lint: {rules: {no-useless-alias: warn}}\n")
        self.write("one/q.graphql", "query Q { a: a }\n")
        self.write("two/q.graphql", "query R { a: a }\n")
        self.run_troupe("lint", "--fix", "one")
        self.assertEqual(self.read("one/q.graphql"), "query Q { a }\n")
        self.assertEqual(self.read("two/q.graphql"), "query R { a: a }\n")

    def test_mistakes_in_the_settings_are_shown_and_errors_exit_with_2(self):
        self.write("troupe.yaml", "lint: {rules: {no-depricated: off}}\n")
        self.assertEqual(self.codes("lint"), ["graphql/configuration"])
        self.assertEqual(self.run_troupe("lint").returncode, 0)
        self.write("troupe.yaml", "lint: {extends: everything}\n")
        self.assertEqual(self.run_troupe("lint").returncode, 2)

    def test_settings_below_a_configuration_do_not_take_its_place(self):
        self.write(".graphqlrc.yml", "schema: schema.graphql\ndocuments: '**/*.graphql'\n")
        self.write("app/troupe.yaml", "lint: {extends: none}\n")
        self.write("app/q.graphql", "query Q { b c }\n")
        self.assertEqual(self.codes("check", folder="app"), ["graphql/fields-on-correct-type"])

    def test_junit_is_xml(self):
        self.write("q.graphql", "query Q { b }\n")
        result = self.run_troupe("lint", "--format", "junit")
        root = xml.etree.ElementTree.fromstring(result.stdout.encode())
        self.assertEqual((root.tag, root.get("failures")), ("testsuites", "1"))
        self.assertEqual(root.find(".//failure").get("type"), "warning")

    def test_explain_prints_the_page_of_a_rule(self):
        result = self.run_troupe("explain", "no-deprecated")
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        self.assertTrue(result.stdout.startswith("no-deprecated\n\n"), result.stdout)
        self.assertIn("    query Name {", result.stdout)
        self.assertTrue(self.run_troupe("explain", "graphql/known-type-names").stdout.startswith(
            "known-type-names\n"))
        wrong = self.run_troupe("explain", "no-depricated")
        self.assertEqual((wrong.returncode, wrong.stdout, wrong.stderr),
                         (2, "", "troupe: there is no rule 'no-depricated'; did you mean 'no-deprecated'?\n"))


if __name__ == "__main__":
    unittest.main()
