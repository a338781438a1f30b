"""Every recorded editor is served: its own initialize parameters, its encoding, its way of diagnostics."""

import glob
import json
import os
import unittest

from session_case import CONFORMANCE, QUERY, SessionCase


@unittest.skipUnless(CONFORMANCE, "TROUPE_CONFORMANCE is not set")
class Clients(SessionCase):
    def serve(self, parameters):
        for name in ("rootPath", "rootUri", "workspaceFolders", "processId"):
            if name in parameters and parameters[name] is None:
                continue
            parameters.pop(name, None)
        capabilities = parameters["capabilities"]
        client = self.client()
        if "rootUri" in parameters and "workspaceFolders" not in parameters:
            parameters.pop("rootUri")
        client.initialize(capabilities=capabilities, params=parameters)
        offered = capabilities.get("general", {}).get("positionEncodings", ["utf-16"])
        self.assertEqual(offered[0], client.encoding)
        text = "# \U0001F600\u00E9\n" + QUERY.replace("  name\n}", '  nam # \U0001F600\n}')
        document = client.open("src/query.graphql", "graphql", text)
        pulls = "diagnostic" in capabilities.get("textDocument", {})
        self.assertEqual(pulls, "diagnosticProvider" in client.capabilities)
        if pulls:
            report = client.request("textDocument/diagnostic", {"textDocument": {"uri": document.uri}})
            found = report["items"]
        else:
            found = client.diagnostics(document, len)
        self.assertEqual(["nam"], [document.slice(diagnostic["range"]) for diagnostic in found])
        for method in ("hover", "completion", "definition"):
            client.request("textDocument/" + method, document.at("per|son(id"))
        for method in ("documentSymbol", "foldingRange"):
            client.request("textDocument/" + method, {"textDocument": {"uri": document.uri}})
        self.ask_features(client, document, found)
        document.replace("nam #", "name #")
        if not pulls:
            client.diagnostics(document, lambda diagnostics: not diagnostics)
        # Helix declares that it takes `workspace/diagnostic/refresh` under a name that the specification does not have.
        misspelt = capabilities.get("workspace", {}).get("diagnostic", {}).get("refreshSupport", False)
        self.stop(client, accepted=["workspace.diagnostics.refreshSupport"] if misspelt else [])

    def ask_features(self, client, document, diagnostics):
        """Everything else once: whether this client may be sent the answers is what the checker says."""
        place, whole = document.at("per|son(id"), {"textDocument": {"uri": document.uri}}
        span = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
        options = {"options": {"tabSize": 2, "insertSpaces": True}}
        for method in ("declaration", "typeDefinition", "implementation", "documentHighlight", "signatureHelp",
                       "linkedEditingRange", "prepareCallHierarchy"):
            client.request("textDocument/" + method, place)
        if client.capabilities["renameProvider"] is not True:
            client.request("textDocument/prepareRename", place)
        client.request("textDocument/references", dict(place, context={"includeDeclaration": True}))
        client.request("textDocument/rename", dict(document.at("...Par|ts"), newName="Bits"))
        client.request("textDocument/selectionRange", dict(whole, positions=[place["position"]]))
        for method in ("codeLens", "documentLink", "semanticTokens/full"):
            client.request("textDocument/" + method, whole)
        for method in ("inlayHint", "semanticTokens/range"):
            client.request("textDocument/" + method, dict(whole, range=span))
        if "codeActionProvider" in client.capabilities:
            asked = dict(whole, range=diagnostics[0]["range"], context={"diagnostics": diagnostics})
            client.request("textDocument/codeAction", asked)
        client.request("textDocument/formatting", dict(whole, **options))
        client.request("textDocument/rangeFormatting", dict(whole, range=span, **options))
        client.request("workspace/symbol", {"query": "Person"})


def add(path):
    name = os.path.basename(path)[:-5].replace("-", "_")

    def test(self):
        with open(path, encoding="utf-8") as file:
            self.serve(json.load(file))

    setattr(Clients, "test_" + name, test)


for each in sorted(glob.glob(os.path.join(CONFORMANCE or "/nonexistent", "lsp", "initialize", "*.json"))):
    add(each)

if __name__ == "__main__":
    unittest.main(verbosity=1)
