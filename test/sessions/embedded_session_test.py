"""GraphQL in the files of other languages, as an editor sees it."""

import os
import subprocess
import unittest

from session_case import EDITOR, TROUPE, SessionCase

from lsp_client import applied

COMPONENT = """// \U0001F600 who is it?
import { gql } from '@apollo/client';

export const parts = gql`
  fragment Parts on Person {
    id
    name
  }
`;

const somebody = gql`
  query Somebody($id: ID!) {
    person(id: $id) {
      ...Parts
      friends { ${fields} }
    }
  }
  ${parts}
`;

export const count = (people: Person[]) => people.length / 2;
"""

CONFIGURATION = "schema: schema.graphql\ndocuments: src/**/*.{graphql,ts,tsx,vue,py}\n"


def labels(answer):
    return [item["label"] for item in (answer["items"] if isinstance(answer, dict) else answer)]


class EmbeddedSession(SessionCase):
    def setUp(self):
        super().setUp()
        os.remove(os.path.join(self.root, "src", "query.graphql"))
        self.write({".graphqlrc.yml": CONFIGURATION, "src/somebody.ts": COMPONENT})

    def test_a_template_is_served_from_opening_to_quitting(self):
        client = self.start()
        document = client.open("src/somebody.ts", "typescript")
        self.assertEqual([], client.diagnostics(document))
        hover = client.request("textDocument/hover", document.at("per|son(id"))
        self.assertIn("person(id: ID!): Person", hover["contents"]["value"])
        self.assertEqual("person", document.slice(hover["range"]))
        document.replace("    id\n    name\n", "    id\n    nam\n")
        found = client.diagnostics(document, len)
        self.assertEqual(['Cannot query field "nam" on type "Person". Did you mean "name"?'],
                         [diagnostic["message"] for diagnostic in found])
        self.assertEqual("nam", document.slice(found[0]["range"]))
        answer = client.request("textDocument/completion", document.at("    nam|\n"))
        self.assertIn("name", labels(answer))
        item = next(item for item in answer["items"] if item["label"] == "name")
        resolved = client.request("completionItem/resolve", item)
        self.assertIn("How the person is called.", resolved["documentation"]["value"])
        document.replace("    nam\n", "    name\n")
        client.diagnostics(document, lambda diagnostics: not diagnostics)
        links = client.request("textDocument/definition", document.at("...Par|ts"))
        self.assertEqual(1, len(links))
        self.assertTrue(document.slice(links[0]["targetRange"]).startswith("fragment Parts on Person"))
        self.stop(client)

    def test_nothing_is_said_about_the_code_around(self):
        client = self.start()
        document = client.open("src/somebody.ts", "typescript")
        self.assertEqual([], client.diagnostics(document))
        for place in ("import { g|ql }", "people.len|gth", "${fie|lds}", "${par|ts}"):
            self.assertIsNone(client.request("textDocument/hover", document.at(place)), place)
            self.assertEqual([], labels(client.request("textDocument/completion", document.at(place))), place)
        self.stop(client)

    def test_an_edit_above_moves_what_is_below(self):
        client = self.start()
        document = client.open("src/somebody.ts", "typescript", COMPONENT.replace("    name\n", "    nam\n"))
        found = client.diagnostics(document, len)
        self.assertEqual("nam", document.slice(found[0]["range"]))
        document.replace("who is it?", "\U0001F600\n\n// who is it?")
        found = client.diagnostics(document, len)
        self.assertEqual("nam", document.slice(found[0]["range"]))
        self.stop(client)

    def test_every_encoding_places_a_diagnostic_behind_emoji_and_carriage_returns(self):
        text = "// \U0001F600\r\nconst \u00e9 = '\U0001F600\u20AC'; const q = gql`{\r\n  people { nam } # \U0001F600\r\n}`; /* x */\r\n"
        for encodings in (["utf-8"], ["utf-16"], ["utf-32"]):
            client = self.start(capabilities=dict(EDITOR, general={"positionEncodings": encodings}))
            document = client.open("src/some.ts", "typescript", text)
            found = client.diagnostics(document, len)
            self.assertEqual(["nam"], [document.slice(diagnostic["range"]) for diagnostic in found])
            document.replace("gql`{\r\n  people", "gql`{ people")
            found = client.diagnostics(document, lambda found: found and found[0]["range"]["start"]["line"] == 1)
            self.assertEqual(["nam"], [document.slice(diagnostic["range"]) for diagnostic in found])
            self.stop(client)

    def test_fragments_are_found_in_files_that_are_not_open(self):
        self.write({"src/more.vue": "<script>gql`{ people { ...Parts ...Part } }`</script>\n"})
        client = self.start()
        document = client.open("src/more.vue", "vue")
        found = client.diagnostics(document, len)
        self.assertEqual(["Part"], [document.slice(diagnostic["range"]) for diagnostic in found])
        self.stop(client)

    def test_python_is_a_host_too(self):
        client = self.start()
        document = client.open("src/client.py", "python", 'query = gql("""\n{ people { nam } }\n""")\n')
        found = client.diagnostics(document, len)
        self.assertEqual(["nam"], [document.slice(diagnostic["range"]) for diagnostic in found])
        self.stop(client)

    def test_without_a_configuration_open_files_are_served(self):
        os.remove(os.path.join(self.root, ".graphqlrc.yml"))
        client = self.start()
        document = client.open("src/some.tsx", "typescriptreact", "const q = gql`{ people { nam ...Other } }`;\n")
        found = client.diagnostics(document, len)
        self.assertEqual(["nam"], [document.slice(diagnostic["range"]) for diagnostic in found])
        self.stop(client)

    OPTIONS = {"tabSize": 2, "insertSpaces": True}
    UGLY = "const q = gql`\r\n query Q($id:ID!){person(id:$id){ ${fields} name} }\r\n${parts}`;  let  x=1\r\n"
    PRETTY = ("const q = gql`\r\n  query Q($id: ID!) {\r\n    person(id: $id) {\r\n      ${fields}\r\n      name\r\n"
              "    }\r\n  }\r\n  ${parts}\r\n`;  let  x=1\r\n")

    def test_templates_are_formatted_and_the_code_around_is_not(self):
        client = self.start()
        document = client.open("src/ugly.ts", "typescript", self.UGLY)
        asked = {"textDocument": {"uri": document.uri}, "options": self.OPTIONS}
        edits = client.request("textDocument/formatting", asked)
        document.set(applied(document.text, edits, client.encoding))
        self.assertEqual(self.PRETTY, document.text)
        self.assertEqual([], client.request("textDocument/formatting", asked))
        document.replace("      name\r\n", "      name,mail\r\n")
        place = {"start": document.position("na|me,"), "end": document.position("nam|e,")}
        edits = client.request("textDocument/rangeFormatting", dict(asked, range=place))
        self.assertEqual(self.PRETTY.replace("      name\r\n", "      name\r\n      mail\r\n"),
                         applied(document.text, edits, client.encoding))
        place = {"start": document.position("let|  x"), "end": document.position("x=|1")}
        self.assertEqual([], client.request("textDocument/rangeFormatting", dict(asked, range=place)))
        self.stop(client)

    def test_a_new_line_in_a_template_is_indented(self):
        client = self.start()
        document = client.open("src/typed.ts", "typescript", "  const q = gql`\n    query {\n\n    }\n  `;\nif (x) {\n\n}\n")
        asked = dict(document.at("query {\n|"), ch="\n", options=self.OPTIONS)
        edits = client.request("textDocument/onTypeFormatting", asked)
        self.assertEqual([("", "      ")], [(document.slice(edit["range"]), edit["newText"]) for edit in edits])
        asked = dict(document.at("if (x) {\n|"), ch="\n", options=self.OPTIONS)
        self.assertEqual([], client.request("textDocument/onTypeFormatting", asked))
        self.stop(client)

    def format(self, *arguments):
        result = subprocess.run([TROUPE, "format", *arguments], cwd=self.root, text=True, capture_output=True)
        return result.returncode, result.stdout

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", newline="") as file:
            return file.read()

    def test_format_formats_host_files(self):
        wrong = "a = gql`{ a( }`; b = gql`{b}`\n"
        self.write({"src/ugly.ts": self.UGLY, "other/ugly.ts": self.UGLY, "src/q.py": 'q = gql("""\n{a}\n""")\n',
                    "src/none.ts": "let  x = `{a}`\n", "src/wrong.ts": wrong})
        self.format("schema.graphql", "src/somebody.ts")
        self.assertEqual((1, "src/q.py\nsrc/ugly.ts\nsrc/wrong.ts\n"), self.format("--check"))
        self.assertEqual(self.UGLY, self.read("src/ugly.ts"))
        self.assertEqual((1, "src/q.py\nsrc/ugly.ts\nsrc/wrong.ts\n"), self.format())
        self.assertEqual(self.PRETTY, self.read("src/ugly.ts"))
        self.assertEqual(self.UGLY, self.read("other/ugly.ts"))
        self.assertEqual('q = gql("""\n    {\n        a\n    }\n""")\n', self.read("src/q.py"))
        self.assertEqual(wrong.replace("{b}", "{ b }"), self.read("src/wrong.ts"))
        self.assertEqual((0, "other/ugly.ts\n"), self.format("other/ugly.ts"))
        os.remove(os.path.join(self.root, "src", "wrong.ts"))
        self.assertEqual((0, ""), self.format("--check"))

    def check(self, *paths):
        result = subprocess.run([TROUPE, "check", "--format", "json", *paths], cwd=self.root, text=True,
                                capture_output=True)
        return result.returncode, result.stdout

    def test_check_reads_host_files(self):
        self.assertEqual(0, self.check()[0])
        self.write({"src/wrong.ts": "const q = gql`{ people { nam } }`;\n"})
        for paths in ([], ["src"], ["src/wrong.ts"]):
            code, output = self.check(*paths)
            self.assertEqual(1, code, output)
            self.assertIn('Cannot query field \\"nam\\"', output)
        self.assertEqual(0, self.check("src/somebody.ts")[0])


if __name__ == "__main__":
    unittest.main(verbosity=1)
