"""A GraphQL session from opening to quitting, feature by feature."""

import os
import unittest

from session_case import EDITOR, QUERY, SCHEMA, SessionCase


def labels(answer):
    return [item["label"] for item in (answer["items"] if isinstance(answer, dict) else answer)]


class GraphqlSession(SessionCase):
    def test_a_clean_document_has_no_diagnostics_and_a_typo_has_one(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        self.assertEqual([], client.diagnostics(document))
        document.replace("  id\n  name\n}", "  id\n  nam\n}")
        found = client.diagnostics(document, len)
        self.assertEqual(['Cannot query field "nam" on type "Person". Did you mean "name"?'],
                         [diagnostic["message"] for diagnostic in found])
        self.assertEqual("graphql/fields-on-correct-type", found[0]["code"])
        self.assertEqual("nam", document.slice(found[0]["range"]))
        document.replace("  nam\n}", "  name\n}")
        client.diagnostics(document, lambda diagnostics: not diagnostics)
        self.stop(client)

    def test_without_a_schema_only_what_needs_none_is_checked_and_that_is_said_once(self):
        os.remove(os.path.join(self.root, ".graphqlrc.yml"))
        os.remove(os.path.join(self.root, "schema.graphql"))
        client = self.start()
        first = client.open("src/query.graphql", "graphql")
        found = client.diagnostics(first, len)
        self.assertEqual([("graphql/configuration", 3)],
                         [(diagnostic["code"], diagnostic["severity"]) for diagnostic in found])
        self.assertIn(".graphqlrc.yml", found[0]["message"])
        second = client.open("src/second.graphql", "graphql", "query A { a { b } }\nquery A { ...Nowhere }\n")
        found = client.diagnostics(second, len)
        self.assertEqual({"graphql/unique-operation-names", "graphql/known-fragment-names"},
                         {diagnostic["code"] for diagnostic in found})
        client.open("schema.graphql", "graphql", SCHEMA)
        client.diagnostics(first, lambda diagnostics: not diagnostics)
        self.stop(client)

    def test_an_unsaved_schema_edit_reaches_open_documents(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        self.assertEqual([], client.diagnostics(document))
        schema = client.open("schema.graphql", "graphql")
        client.published.pop(document.uri)
        schema.replace("  friends: [Person!]!", "  mates: [Person!]!")
        found = client.diagnostics(document, len)
        self.assertIn('Cannot query field "friends" on type "Person".', found[0]["message"])
        schema.replace("  mates: [Person!]!", "  friends: [Person!]!")
        client.diagnostics(document, lambda diagnostics: not diagnostics)
        self.stop(client)

    def test_closing_an_unsaved_schema_goes_back_to_the_disk(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        schema = client.open("schema.graphql", "graphql", SCHEMA.replace("friends", "mates"))
        client.diagnostics(document, len)
        schema.close()
        client.diagnostics(document, lambda diagnostics: not diagnostics)
        self.stop(client)

    def test_hover_shows_signature_description_and_deprecation(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        hover = client.request("textDocument/hover", document.at("per|son(id"))
        self.assertIn("person(id: ID!): Person", hover["contents"]["value"])
        self.assertIn("Finds a person by id.", hover["contents"]["value"])
        self.assertEqual("person", document.slice(hover["range"]))
        schema = client.open("schema.graphql", "graphql")
        hover = client.request("textDocument/hover", schema.at("ma|il: String"))
        self.assertIn("Use `contact`.", hover["contents"]["value"])
        self.assertIsNone(client.request("textDocument/hover", document.at("|\n\nfragment")))
        self.stop(client)

    def test_completion_offers_what_fits_and_resolves_documentation(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        document.replace("  id\n  name\n}", "  id\n  n\n}")
        answer = client.request("textDocument/completion", document.at("  n|\n}"))
        self.assertIn("name", labels(answer))
        self.assertNotIn("people", labels(answer))
        item = next(item for item in answer["items"] if item["label"] == "name")
        resolved = client.request("completionItem/resolve", item)
        self.assertIn("How the person is called.", resolved["documentation"]["value"])
        mail = next(item for item in answer["items"] if item["label"] == "mail")
        self.assertEqual([1], mail["tags"])
        document.replace("person(id: $id) {", "person(id: $) {")
        self.assertIn("$id", labels(client.request("textDocument/completion", document.at("(id: $|)"))))
        self.stop(client)

    def test_completion_in_a_document_that_is_being_typed(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql", "")
        for index, character in enumerate("{ people(order: "):
            document.edit(index, index, character)
        answer = client.request("textDocument/completion", document.at("order: |"))
        self.assertEqual(["ASCENDING", "DESCENDING"], [label for label in labels(answer) if label.isupper()])
        self.stop(client)

    def test_definition_finds_fields_types_fragments_arguments_and_variables(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        schema = client.open("schema.graphql", "graphql")

        def target(needle, origin=document):
            links = client.request("textDocument/definition", origin.at(needle))
            self.assertEqual(1, len(links), needle)
            where = schema if links[0]["targetUri"] == schema.uri else document
            return where.slice(links[0]["targetRange"])

        self.assertTrue(target("per|son(id").endswith("person(id: ID!): Person"))
        self.assertEqual("id: ID!", target("person(i|d:"))
        self.assertTrue(target("on Per|son").startswith("type Person implements Named"))
        self.assertTrue(target("...Par|ts").startswith("fragment Parts on Person"))
        self.assertTrue(target("id: $i|d").startswith("$id"))
        self.assertTrue(target("order: Or|der", schema).startswith("enum Order"))
        self.stop(client)

    def test_symbols_and_folding(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        symbols = client.request("textDocument/documentSymbol", {"textDocument": {"uri": document.uri}})
        self.assertEqual(["Somebody", "Parts"], [symbol["name"] for symbol in symbols])
        folds = client.request("textDocument/foldingRange", {"textDocument": {"uri": document.uri}})
        self.assertIn((0, 6), [(fold["startLine"], fold["endLine"]) for fold in folds])
        self.stop(client)

    def test_every_encoding_places_a_diagnostic_behind_an_emoji(self):
        text = '# \U0001F600\n{ people(order: ASCENDING) { name } \u20AC\U0001F600 person(id: "\U0001F600\u00E9") { nam } }\n'
        for encodings in (["utf-8", "utf-16"], ["utf-16"], ["utf-32", "utf-8"], None):
            general = {"positionEncodings": encodings} if encodings else {}
            client = self.start(capabilities=dict(EDITOR, general=general))
            self.assertEqual(encodings[0] if encodings else "utf-16", client.encoding)
            document = client.open("src/query.graphql", "graphql", text.replace("\u20AC\U0001F600 ", ""))
            found = client.diagnostics(document, len)
            self.assertEqual(["nam"], [document.slice(diagnostic["range"]) for diagnostic in found])
            document.replace('"\U0001F600\u00E9"', '"\u00E9\U0001F600\U0001F600"')
            document.replace("nam }", "name }")
            client.diagnostics(document, lambda diagnostics: not diagnostics)
            self.stop(client)

    def test_pull_diagnostics_for_clients_that_declare_them(self):
        pull = dict(EDITOR, textDocument=dict(EDITOR["textDocument"], diagnostic={"dynamicRegistration": False}))
        client = self.start(capabilities=pull)
        document = client.open("src/query.graphql", "graphql", QUERY.replace("  name\n}", "  nam\n}"))
        parameters = {"textDocument": {"uri": document.uri}}
        report = client.request("textDocument/diagnostic", parameters)
        self.assertEqual("full", report["kind"])
        self.assertEqual(1, len(report["items"]))
        again = client.request("textDocument/diagnostic", dict(parameters, previousResultId=report["resultId"]))
        self.assertEqual("unchanged", again["kind"])
        document.replace("  nam\n}", "  name\n}")
        report = client.request("textDocument/diagnostic", dict(parameters, previousResultId=report["resultId"]))
        self.assertEqual(("full", []), (report["kind"], report["items"]))
        self.assertEqual({}, client.published)
        self.stop(client)

    def test_a_workspace_without_configuration_is_one_project(self):
        import os
        os.remove(os.path.join(self.root, ".graphqlrc.yml"))
        client = self.start()
        document = client.open("src/query.graphql", "graphql", QUERY.replace("...Parts", "...Part"))
        found = client.diagnostics(document, len)
        self.assertTrue(found[0]["message"].startswith('Unknown fragment "Part".'))
        self.stop(client)


if __name__ == "__main__":
    unittest.main(verbosity=1)
