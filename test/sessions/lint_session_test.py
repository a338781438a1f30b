"""Lint rules in an editor: settings that change, remedies, and comments that silence.

TROUPE is the program under test.
"""

import unittest

from session_case import EDITOR, SessionCase
from features_session_test import ABLE, applied

QUERY = """query Somebody($id: ID!) {
  person(id: $id) {
    name
    name
    mail
  }
}
"""


def codes(diagnostics):
    return sorted(diagnostic["code"].split("/")[1] for diagnostic in diagnostics)


class LintSessionTest(SessionCase):
    def test_what_is_deprecated_is_struck_through_and_what_is_not_needed_faded(self):
        client = self.start(capabilities=ABLE)
        query = client.open("src/query.graphql", "graphql", QUERY)
        found = client.diagnostics(query, lambda diagnostics: len(diagnostics) == 2)
        self.assertEqual(["no-deprecated", "no-duplicate-fields"], codes(found))
        self.assertEqual({"no-deprecated": [2], "no-duplicate-fields": [1]},
                         {one["code"].split("/")[1]: one["tags"] for one in found})
        self.stop(client)

    def test_settings_count_while_they_are_typed(self):
        self.write({"troupe.yaml": "lint: {extends: none}\n"})
        client = self.start(capabilities=EDITOR)
        query = client.open("src/query.graphql", "graphql", QUERY)
        client.diagnostics(query, lambda diagnostics: not diagnostics)
        settings = client.open("troupe.yaml", "yaml")
        settings.set("lint: {extends: none, rules: {no-deprecated: error}}\n")
        found = client.diagnostics(query, len)
        self.assertEqual((["no-deprecated"], 1), (codes(found), found[0]["severity"]))
        settings.set("lint: {extends: none, rules: {no-depricated: error}}\n")
        client.diagnostics(query, lambda diagnostics: not diagnostics)
        self.assertIn("no-deprecated", client.diagnostics(settings, len)[0]["message"])
        self.stop(client)

    def test_a_remedy_and_a_comment_do_what_they_say(self):
        client = self.start(capabilities=ABLE)
        query = client.open("src/query.graphql", "graphql", QUERY)
        found = client.diagnostics(query, lambda diagnostics: len(diagnostics) == 2)
        for title, left in (("Remove it", ["no-deprecated"]), ('Silence "no-deprecated" here', [])):
            span = found[0]["range"] if "Remove" in title else found[-1]["range"]
            actions = client.request("textDocument/codeAction", {
                "textDocument": {"uri": query.uri}, "range": span, "context": {"diagnostics": found}})
            action = next(one for one in actions if one["title"] == title)
            (change,) = action["edit"]["documentChanges"]
            query.set(applied(query.text, change["edits"], client.encoding))
            found = client.diagnostics(query, lambda diagnostics: codes(diagnostics) == left)
        self.assertEqual(QUERY.replace("    name\n    name\n    mail", "    name\n    # troupe-ignore no-deprecated\n    mail"),
                         query.text)
        self.stop(client)


if __name__ == "__main__":
    unittest.main()
