"""Navigation, editing and decoration over the wire, each method once at least, with GraphQL."""

import copy
import os
import re
import unittest

from session_case import EDITOR, ROOT, SessionCase
from lsp_client import Document, ServerError, applied, path_of, uri_of


def merged(base, more):
    """`base` with the members of `more`, objects merged."""
    result = copy.deepcopy(base)
    for key, value in more.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


# What a client declares that takes everything.
ABLE = merged(EDITOR, {
    "workspace": {
        "workspaceEdit": {"documentChanges": True},
        "symbol": {"tagSupport": {"valueSet": [1]}},
        "semanticTokens": {"refreshSupport": False},
    },
    "textDocument": {
        "declaration": {"linkSupport": True},
        "typeDefinition": {"linkSupport": True},
        "implementation": {"linkSupport": True},
        "references": {},
        "documentHighlight": {},
        "rename": {"prepareSupport": True},
        "callHierarchy": {},
        "codeLens": {},
        "documentLink": {"tooltipSupport": True},
        "selectionRange": {},
        "linkedEditingRange": {},
        "signatureHelp": {"signatureInformation": {
            "documentationFormat": ["markdown"], "parameterInformation": {"labelOffsetSupport": True},
            "activeParameterSupport": True, "noActiveParameterSupport": True}},
        "codeAction": {"isPreferredSupport": True,
                       "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["", "quickfix", "refactor"]}}},
        "formatting": {}, "rangeFormatting": {}, "onTypeFormatting": {}, "inlayHint": {},
        "semanticTokens": {"requests": {"range": True, "full": {"delta": True}}, "formats": ["relative"],
                           "tokenTypes": [], "tokenModifiers": []},
    },
    "experimental": {"commands": {"commands": ["editor.action.showReferences"]}},
})


def changed(data, edits):
    """Token data after the edits of a delta."""
    for edit in sorted(edits, key=lambda edit: -edit["start"]):
        data = data[:edit["start"]] + edit.get("data", []) + data[edit["start"] + edit["deleteCount"]:]
    return data


class FeaturesSession(SessionCase):
    def open_both(self, capabilities=ABLE, **more):
        client = self.start(capabilities=capabilities, **more)
        return client, client.open("src/query.graphql", "graphql"), client.open("schema.graphql", "graphql")

    def texts(self, client, locations):
        """The file name and the text of each location."""
        found = []
        for location in locations:
            path = path_of(location["uri"])
            with open(path, encoding="utf-8") as file:
                document = Document(client, location["uri"], "", file.read())
            found.append((path.rsplit("/", 1)[1], document.slice(location["range"])))
        return found

    def test_references_are_found_in_documents_and_schema(self):
        client, query, schema = self.open_both()
        context = {"context": {"includeDeclaration": True}}
        found = client.request("textDocument/references", schema.at("type Per|son", **context))
        names = self.texts(client, found)
        self.assertEqual({"Person"}, {text for _, text in names})
        self.assertEqual({"schema.graphql", "query.graphql"}, {file for file, _ in names})
        context["context"]["includeDeclaration"] = False
        fewer = client.request("textDocument/references", schema.at("type Per|son", **context))
        self.assertEqual(len(found) - 1, len(fewer))
        self.stop(client)

    def test_many_references_come_in_parts_to_clients_that_take_them(self):
        client, _, schema = self.open_both()
        many = "{ people { " + "".join("n%d: name " % n for n in range(450)) + "} }\n"
        client.open("src/many.graphql", "graphql", many)
        place = schema.at("  na|me: String!", context={"includeDeclaration": True})
        whole = client.request("textDocument/references", place)
        self.assertGreater(len(whole), 450)
        self.assertEqual([], client.request("textDocument/references", dict(place, partialResultToken="p")))
        parts = [message["params"]["value"] for message in client.notifications
                 if message["method"] == "$/progress" and message["params"]["token"] == "p"]
        self.assertGreater(len(parts), 2)
        self.assertEqual(whole, [location for part in parts for location in part])
        self.stop(client)

    def test_highlights_tell_reads_from_writes(self):
        client, query, _ = self.open_both()
        found = client.request("textDocument/documentHighlight", query.at("id: $i|d"))
        self.assertEqual(2, len(found))
        self.assertEqual([3, 2], [highlight["kind"] for highlight in found])
        self.stop(client)

    def test_declaration_type_definition_and_implementation(self):
        client, query, schema = self.open_both()

        def targets(method, document, needle):
            links = client.request("textDocument/" + method, document.at(needle))
            return [schema.slice(link["targetSelectionRange"]) for link in links]

        self.assertEqual(["person"], targets("declaration", query, "per|son(id"))
        self.assertEqual(["Person"], targets("typeDefinition", query, "per|son(id"))
        self.assertEqual(["Person"], targets("implementation", schema, "interface Na|med"))
        self.stop(client)

    def test_the_workspace_is_searched_for_symbols(self):
        client, _, schema = self.open_both()
        found = client.request("workspace/symbol", {"query": "Person"})
        self.assertEqual("Person", found[0]["name"])
        self.assertEqual(schema.uri, found[0]["location"]["uri"])
        self.assertEqual("Person", schema.slice(found[0]["location"]["range"]))
        self.assertEqual([], client.request("workspace/symbol", {"query": "NothingIsCalledThis"}))
        self.stop(client)

    def test_a_rename_reaches_all_files_with_versions_of_the_open_ones(self):
        client = self.start(capabilities=ABLE)
        query = client.open("src/query.graphql", "graphql")
        prepared = client.request("textDocument/prepareRename", query.at("...Par|ts"))
        self.assertEqual("Parts", prepared["placeholder"])
        self.assertEqual("Parts", query.slice(prepared["range"]))
        edit = client.request("textDocument/rename", query.at("...Par|ts", newName="Bits"))
        self.assertEqual([{"uri": query.uri, "version": 1}],
                         [change["textDocument"] for change in edit["documentChanges"]])
        text = applied(query.text, edit["documentChanges"][0]["edits"], client.encoding)
        self.assertIn("...Bits", text)
        self.assertIn("fragment Bits on Person", text)
        edit = client.request("textDocument/rename", query.at("  na|me\n}", newName="title"))
        versions = {change["textDocument"]["uri"]: change["textDocument"]["version"]
                    for change in edit["documentChanges"]}
        self.assertEqual({query.uri: 1, uri_of(self.root + "/schema.graphql"): None}, versions)
        self.stop(client)

    def test_a_rename_that_cannot_be_is_an_error_that_says_why(self):
        client, query, schema = self.open_both()
        for document, needle, name in ((query, "...Par|ts", "no name"), (schema, "type Per|son", "Order")):
            with self.assertRaises(ServerError) as caught:
                client.request("textDocument/rename", document.at(needle, newName=name))
            self.assertEqual(-32803, caught.exception.code)
            self.assertTrue(caught.exception.error["message"])
        self.assertIsNone(client.request("textDocument/prepareRename", query.at("|\n\nfragment")))
        self.stop(client)

    def test_the_call_hierarchy_follows_fragments_both_ways(self):
        client, query, _ = self.open_both()
        operation = client.request("textDocument/prepareCallHierarchy", query.at("query Some|body"))[0]
        self.assertEqual("Somebody", operation["name"])
        called = client.request("callHierarchy/outgoingCalls", {"item": operation})
        self.assertEqual(["Parts"], [call["to"]["name"] for call in called])
        self.assertEqual(["Parts"], [query.slice(span).strip(". ") for span in called[0]["fromRanges"]])
        callers = client.request("callHierarchy/incomingCalls", {"item": called[0]["to"]})
        self.assertEqual(["Somebody"], [call["from"]["name"] for call in callers])
        self.assertIsNone(client.request("textDocument/prepareCallHierarchy", query.at("|\n\nfragment")))
        self.stop(client)

    def test_lenses_show_references_to_clients_that_can(self):
        client, _, schema = self.open_both()
        parameters = {"textDocument": {"uri": schema.uri}}
        lenses = client.request("textDocument/codeLens", parameters)
        self.assertTrue(all("command" not in lens for lens in lenses))
        lens = next(lens for lens in lenses if schema.slice(lens["range"]).startswith(("Person", "type Person")))
        schema.replace("  ASCENDING\n", "  # has changed since\n  ASCENDING\n")
        lens = client.request("codeLens/resolve", lens)
        self.assertRegex(lens["command"]["title"], r"^\d+ references?$")
        self.assertEqual("editor.action.showReferences", lens["command"]["command"])
        uri, position, places = lens["command"]["arguments"]
        self.assertEqual((schema.uri, lens["range"]["start"]), (uri, position))
        self.assertEqual({"Person"}, {text for _, text in self.texts(client, places)})
        self.stop(client)
        client, _, schema = self.open_both(capabilities=EDITOR)
        for lens in client.request("textDocument/codeLens", parameters):
            lens = client.request("codeLens/resolve", lens)
            self.assertEqual({"title", "command"}, set(lens["command"]))
            self.assertEqual("", lens["command"]["command"])
        self.stop(client)

    def test_links_of_a_configuration_lead_to_files(self):
        client = self.start(capabilities=ABLE)
        document = client.open(".graphqlrc.yml", "yaml")
        links = client.request("textDocument/documentLink", {"textDocument": {"uri": document.uri}})
        self.assertIn(("schema.graphql", uri_of(self.root + "/schema.graphql")),
                      [(document.slice(link["range"]), link["target"]) for link in links])
        self.stop(client)

    def test_selections_grow_from_a_name_to_the_document(self):
        client, query, _ = self.open_both()
        parameters = {"textDocument": {"uri": query.uri},
                      "positions": [query.position("na|me"), query.position("on Per|son")]}
        first, second = client.request("textDocument/selectionRange", parameters)
        chain = []
        while first:
            chain.append(query.slice(first["range"]))
            first = first.get("parent")
        self.assertEqual("name", chain[0])
        self.assertEqual(query.text.strip(), chain[-1].strip())
        self.assertEqual("Person", query.slice(second["range"]))
        self.stop(client)

    def test_a_variable_is_edited_where_it_is_defined_and_used(self):
        client, query, _ = self.open_both()
        answer = client.request("textDocument/linkedEditingRange", query.at("($i|d: ID"))
        self.assertEqual(["id", "id"], [query.slice(span) for span in answer["ranges"]])
        self.assertIsNone(client.request("textDocument/linkedEditingRange", query.at("|\n\nfragment")))
        self.stop(client)

    def test_signature_help_in_arguments(self):
        client, query, _ = self.open_both()
        self.assertIn("(", client.capabilities["signatureHelpProvider"]["triggerCharacters"])
        answer = client.request("textDocument/signatureHelp", query.at("person(|id: $id)"))
        signature = answer["signatures"][answer["activeSignature"]]
        begin, end = signature["parameters"][answer["activeParameter"]]["label"]
        self.assertEqual("id: ID!", signature["label"][begin:end])
        self.assertIn("Finds a person by id.", signature["documentation"]["value"])
        self.assertIsNone(client.request("textDocument/signatureHelp", query.at("|\n\nfragment")))
        self.stop(client)

    def test_semantic_tokens_and_their_deltas(self):
        client, query, _ = self.open_both()
        parameters = {"textDocument": {"uri": query.uri}}
        answer = client.request("textDocument/semanticTokens/full", parameters)
        data, result = answer["data"], answer["resultId"]
        legend = client.capabilities["semanticTokensProvider"]["legend"]["tokenTypes"]
        self.assertIn("keyword", {legend[kind] for kind in data[3::5]})
        for old, new in (("$id: ID!", "$id: ID!, $n: Int"), ("friends", "# c\n    friends"), ("  id\n", "")):
            query.replace(old, new)
            answer = client.request("textDocument/semanticTokens/full/delta", dict(parameters, previousResultId=result))
            data = changed(data, answer["edits"]) if "edits" in answer else answer["data"]
            result = answer["resultId"]
            self.assertEqual(client.request("textDocument/semanticTokens/full", parameters),
                             {"resultId": result, "data": data})
        answer = client.request("textDocument/semanticTokens/full/delta", dict(parameters, previousResultId=result))
        self.assertEqual({"resultId": result, "edits": []}, answer)
        answer = client.request("textDocument/semanticTokens/full/delta", dict(parameters, previousResultId="elsewhere"))
        self.assertEqual(data, answer["data"])
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        answer = client.request("textDocument/semanticTokens/range", dict(parameters, range=whole))
        self.assertEqual({"data": data}, answer)
        self.stop(client)

    def test_inlay_hints_are_inside_of_the_range(self):
        client, query, _ = self.open_both()
        span = {"start": query.position("|person(id"), "end": query.position("friends|")}
        hints = client.request("textDocument/inlayHint", {"textDocument": {"uri": query.uri}, "range": span})
        self.assertIn(": Person", [hint["label"] for hint in hints])
        for hint in hints:
            self.assertTrue(span["start"]["line"] <= hint["position"]["line"] <= span["end"]["line"])
        self.stop(client)

    def test_code_actions_mend_what_they_say(self):
        client = self.start(capabilities=ABLE)
        query = client.open("src/query.graphql", "graphql")
        query.replace("  id\n  name\n}", "  id\n  nam\n}")
        found = client.diagnostics(query, len)
        parameters = {"textDocument": {"uri": query.uri}, "range": found[0]["range"],
                      "context": {"diagnostics": found, "only": ["quickfix"], "triggerKind": 1}}
        actions = client.request("textDocument/codeAction", parameters)
        self.assertEqual({"quickfix"}, {action["kind"] for action in actions})
        fix = next(action for action in actions if action.get("isPreferred"))
        self.assertEqual(found, fix["diagnostics"])
        (change,) = fix["edit"]["documentChanges"]
        query.set(applied(query.text, change["edits"], client.encoding))
        client.diagnostics(query, lambda diagnostics: not diagnostics)
        parameters["context"]["only"] = ["source.organizeImports"]
        self.assertEqual([], client.request("textDocument/codeAction", parameters))
        self.stop(client)

    def actions_at(self, client, document, place):
        position = document.position(place)
        parameters = {"textDocument": {"uri": document.uri}, "range": {"start": position, "end": position},
                      "context": {"diagnostics": []}}
        return {action["title"]: action for action in client.request("textDocument/codeAction", parameters)}

    def test_an_operation_is_generated_in_a_new_file_or_an_old_one(self):
        able = merged(ABLE, {"workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}})
        client = self.start(capabilities=able)
        schema = client.open("schema.graphql", "graphql")
        actions = self.actions_at(client, schema, "per|son(id")
        made, filled = actions["Generate operation for `person`"]["edit"]["documentChanges"]
        uri = uri_of(self.root + "/src/Person.graphql")
        self.assertEqual({"kind": "create", "uri": uri}, made)
        self.assertEqual({"uri": uri, "version": None}, filled["textDocument"])
        text = applied("", filled["edits"], client.encoding)
        self.assertEqual("query Person($id: ID!) {\n  person(id: $id) {\n    id\n    name\n  }\n}\n", text)
        fresh = client.open("src/Person.graphql", "graphql", text)
        self.assertEqual([], client.diagnostics(fresh))
        self.stop(client)
        client, query, schema = self.open_both()
        actions = self.actions_at(client, schema, "per|son(id")
        self.assertNotIn("Generate operation for `person`", actions)
        (change,) = actions["Generate operation for `person` in query.graphql"]["edit"]["documentChanges"]
        self.assertEqual(query.uri, change["textDocument"]["uri"])
        query.set(applied(query.text, change["edits"], client.encoding))
        self.assertTrue(query.text.endswith("\n}\n\n" + text))
        self.assertEqual([], client.diagnostics(query))
        self.stop(client)

    def test_all_fields_are_selected_at_once(self):
        client = self.start(capabilities=ABLE)
        query = client.open("src/query.graphql", "graphql", "{\n  people {\n    friends { name }\n  }\n}\n")
        client.diagnostics(query)
        action = self.actions_at(client, query, "people |{")["Select all fields of `Person`"]
        (change,) = action["edit"]["documentChanges"]
        self.assertEqual("{\n  people {\n    friends { name }\n    id\n    name\n  }\n}\n",
                         applied(query.text, change["edits"], client.encoding))
        self.stop(client)

    def test_formatting_of_documents_ranges_and_while_typing(self):
        client = self.start(capabilities=ABLE)
        text = "query   Q{people{name,friends{   id}}}\n"
        query = client.open("src/query.graphql", "graphql", text)
        options = {"tabSize": 2, "insertSpaces": True}
        document = {"textDocument": {"uri": query.uri}}
        edits = client.request("textDocument/formatting", dict(document, options=options))
        pretty = applied(text, edits, client.encoding)
        self.assertEqual("query Q {\n  people {\n    name\n    friends {\n      id\n    }\n  }\n}\n", pretty)
        query.set(pretty)
        self.assertEqual([], client.request("textDocument/formatting", dict(document, options=options)))
        query.replace("    name\n", "  name\n")
        span = {"start": query.position("|  name"), "end": query.position("name|")}
        edits = client.request("textDocument/rangeFormatting", dict(document, range=span, options=options))
        self.assertEqual(pretty, applied(query.text, edits, client.encoding))
        self.assertEqual("}", client.capabilities["documentOnTypeFormattingProvider"]["firstTriggerCharacter"])
        query.set("query Q {\n  people {\n    name\n    }\n}\n")
        edits = client.request("textDocument/onTypeFormatting", query.at("    }|", ch="}", options=options))
        self.assertEqual("query Q {\n  people {\n    name\n  }\n}\n", applied(query.text, edits, client.encoding))
        self.stop(client)

    def test_a_client_that_declares_little_is_not_sent_more(self):
        client, query, schema = self.open_both(capabilities={})
        self.assertIs(True, client.capabilities["renameProvider"])
        self.assertNotIn("codeActionProvider", client.capabilities)
        self.assertIn("uri", client.request("textDocument/typeDefinition", query.at("per|son(id"))[0])
        edit = client.request("textDocument/rename", query.at("...Par|ts", newName="Bits"))
        self.assertEqual([query.uri], list(edit["changes"]))
        self.stop(client)

    def test_files_that_are_not_there_have_empty_answers(self):
        client = self.start(capabilities=ABLE)
        document = {"textDocument": {"uri": uri_of(self.root + "/none.graphql")}}
        place = dict(document, position={"line": 7, "character": 7})
        for method, parameters, empty in (
                ("references", dict(place, context={"includeDeclaration": True}), []),
                ("documentHighlight", place, []), ("typeDefinition", place, []), ("implementation", place, []),
                ("prepareCallHierarchy", place, None), ("codeLens", document, []), ("documentLink", document, []),
                ("linkedEditingRange", place, None), ("signatureHelp", place, None),
                ("formatting", dict(document, options={"tabSize": 2, "insertSpaces": True}), [])):
            self.assertEqual(empty, client.request("textDocument/" + method, parameters), method)
        self.stop(client)

    def test_progress_on_initialize_is_over_before_the_answer(self):
        client = self.client()
        client.initialize(capabilities=ABLE, params={"workDoneToken": "start"})
        values = [message["params"]["value"] for message in client.notifications
                  if message["method"] == "$/progress" and message["params"]["token"] == "start"]
        self.assertEqual(["begin", "end"], [value["kind"] for value in values])
        client.request("workspace/symbol", {"query": ""})  # what `initialized` sets off comes before
        self.stop(client)

    def test_the_page_on_lsp_lists_the_requests_that_are_served_with_their_lanes(self):
        with open(os.path.join(ROOT, "src", "handlers", "handler.cpp"), encoding="utf-8") as file:
            served = re.findall(r'\{"([\w/]+)", Lane::(\w+),', file.read())
        with open(os.path.join(ROOT, "docs", "lsp.md"), encoding="utf-8") as file:
            listed = re.findall(r"^\| `([\w/]+)` \| (\w+) \|", file.read(), re.MULTILINE)
        self.assertGreater(len(served), 30)
        self.assertEqual(served, listed)

    def test_every_encoding_renames_behind_an_emoji(self):
        text = 'query Q($id: ID!) { a: person(id: "\U0001F600") { name } b: person(id: $id) { name } }\n'
        for encoding in ("utf-8", "utf-16", "utf-32"):
            client = self.start(capabilities=merged(ABLE, {"general": {"positionEncodings": [encoding]}}))
            query = client.open("src/query.graphql", "graphql", text)
            edit = client.request("textDocument/rename", query.at("id: $i|d", newName="key"))
            self.assertEqual(re.sub(r"\$id\b", "$key", text),
                             applied(text, edit["documentChanges"][0]["edits"], encoding))
            self.stop(client)


if __name__ == "__main__":
    unittest.main(verbosity=1)
