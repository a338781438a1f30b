"""`troupe schema print` and `troupe schema diff` from outside.

TROUPE is the program under test.
"""

import json
import unittest

from program_case import ProgramCase

OLD = "type Query {\n  hero(id: ID): Hero\n  gone: Int\n}\ntype Hero { name: String }\nenum Side { LIGHT }\n"
NEW = "type Query {\n  hero(id: ID!): Hero\n}\ntype Hero { name: String! }\nenum Side { LIGHT DARK }\n"


class SchemaCommandTest(ProgramCase):
    def setUp(self):
        super().setUp()
        self.write("old.graphql", OLD)
        self.write("new.graphql", NEW)

    def test_changes_are_told_worst_first_with_their_places(self):
        result = self.run_troupe("schema", "diff", "old.graphql", "new.graphql")
        self.assertEqual(result.stderr, "")
        self.assertEqual(result.stdout, "\n".join([
            "old.graphql:3:3: breaking: Field Query.gone was removed. [FIELD_REMOVED]",
            "new.graphql:2:8: breaking: Argument Query.hero(id:) changed type from ID to ID!. [ARG_CHANGED_KIND]",
            "new.graphql:5:19: dangerous: Enum value Side.DARK was added. [VALUE_ADDED_TO_ENUM]",
            "new.graphql:4:13: safe: Field Hero.name changed type from String to String!. [FIELD_CHANGED_KIND_SAFE]",
            "",
            "2 breaking, 1 dangerous, 1 safe",
            ""]))
        self.assertEqual(result.returncode, 1)

    def test_the_exit_code_says_whether_it_is_as_bad_as_asked(self):
        self.write("more.graphql", OLD.replace("LIGHT", "LIGHT DARK"))
        for arguments, code in ((("old.graphql", "old.graphql"), 0), (("old.graphql", "more.graphql"), 0),
                                (("--fail-on", "dangerous", "old.graphql", "more.graphql"), 1),
                                (("--fail-on", "never", "old.graphql", "new.graphql"), 0)):
            self.assertEqual(self.run_troupe("schema", "diff", *arguments).returncode, code, arguments)
        self.assertEqual(self.run_troupe("schema", "diff", "old.graphql", "old.graphql").stdout, "No changes\n")

    def test_json_has_the_same_changes(self):
        report = json.loads(self.run_troupe("schema", "diff", "--format", "json", "old.graphql", "new.graphql").stdout)
        self.assertEqual(report["summary"], {"breaking": 2, "dangerous": 1, "safe": 1})
        self.assertEqual(report["changes"][0], {
            "impact": "breaking", "kind": "FIELD_REMOVED", "coordinate": "Query.gone",
            "message": "Field Query.gone was removed.", "side": "old", "path": "old.graphql",
            "range": {"start": {"line": 2, "character": 2}, "end": {"line": 2, "character": 6}}})

    def test_a_schema_can_come_from_standard_input_or_a_configured_folder(self):
        self.write("app/.graphqlrc.yml", "schema: 'parts/*.graphql'\n")
        self.write("app/parts/a.graphql", "type Query { hero(id: ID!): Hero }")
        self.write("app/parts/b.graphql", "type Hero { name: String! } enum Side { LIGHT DARK }")
        self.write("app/other.graphql", "type Unrelated { a: Int }")
        result = self.run_troupe("schema", "diff", "-", "app", stdin=NEW)
        self.assertEqual((result.stdout, result.stderr, result.returncode), ("No changes\n", "", 0))

    def test_what_is_printed_is_the_same_schema_in_one_text(self):
        self.write("app/a.graphql", "type Query { a: Int }\n\"Roles.\"\nenum Role { ADMIN }")
        self.write("app/b.graphql", "extend type Query { b: Role @deprecated }")
        printed = self.run_troupe("schema", "print", "app")
        self.assertEqual((printed.returncode, printed.stderr), (0, ""))
        self.assertEqual(printed.stdout,
                         "type Query {\n  a: Int\n  b: Role @deprecated\n}\n\n\"Roles.\"\nenum Role {\n  ADMIN\n}\n")
        self.assertEqual(self.run_troupe("schema", "diff", "app", "-", stdin=printed.stdout).stdout, "No changes\n")

    def test_what_cannot_be_read_is_said(self):
        self.write("broken.graphql", "type Query {\n  a: \n}")
        self.write("empty.graphql", "query { a }")
        self.write("two/.graphqlrc.yml",
                   "projects:\n  a: {schema: a.graphql}\n  b: {schema: b.graphql}\n")
        for name in ("a", "b"):
            self.write(f"two/{name}.graphql", f"type Query {{ {name}: Int }}")
        for path, words in (("missing.graphql", "no such file or folder"), ("broken.graphql", "broken.graphql:3:1: "),
                            ("empty.graphql", "no type is defined in empty.graphql"),
                            ("two", "say which by --project: a, b")):
            result = self.run_troupe("schema", "print", path)
            self.assertEqual((result.returncode, result.stdout), (2, ""), path)
            self.assertIn(words, result.stderr)
        self.assertIn("b: Int", self.run_troupe("schema", "print", "--project", "b", "two").stdout)
        self.assertIn("no project 'c'", self.run_troupe("schema", "print", "--project", "c", "two").stderr)
        self.assertEqual(self.run_troupe("schema", "diff", "-", "-").returncode, 2)

    def test_wrong_usage_names_the_command_to_ask(self):
        for arguments, words in ((("dif",), "did you mean 'diff'?"), ((), "say what to do: 'print', 'diff' or 'fetch'"),
                                 (("diff", "--fail-on", "braking", "a", "b"), "did you mean 'breaking'?"),
                                 (("diff", "a"), "NEW is required"),
                                 (("diff", "--formt", "json", "a", "b"), "Try 'troupe schema diff --help'")):
            result = self.run_troupe("schema", *arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertIn(words, result.stderr)


if __name__ == "__main__":
    unittest.main()
