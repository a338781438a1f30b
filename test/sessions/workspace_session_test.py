"""The workspace around the open documents: files that change on disk, several roots, configurations."""

import os
import shutil
import unittest

from session_case import EDITOR, FILES, QUERY, SCHEMA, SessionCase, uri_of

NO_WATCHERS = dict(EDITOR, workspace={"configuration": True, "workspaceFolders": True})


def clean(diagnostics):
    return not diagnostics


class Workspace(SessionCase):
    def test_a_schema_that_changes_on_disk_is_noticed_without_the_clients_help(self):
        client = self.start(capabilities=NO_WATCHERS)
        document = client.open("src/query.graphql", "graphql")
        client.diagnostics(document, clean)
        self.write({"schema.graphql": SCHEMA.replace("friends", "mates")})
        client.diagnostics(document, len)
        self.write({"schema.graphql": SCHEMA})
        client.diagnostics(document, clean)
        self.stop(client)

    def test_a_client_that_watches_reports_changes(self):
        client = self.start()
        document = client.open("src/query.graphql", "graphql")
        client.diagnostics(document, clean)
        registered = [registration["method"] for request in client.server_requests
                      if request["method"] == "client/registerCapability"
                      for registration in request["params"]["registrations"]]
        self.assertIn("workspace/didChangeWatchedFiles", registered)
        self.write({"schema.graphql": SCHEMA.replace("friends", "mates")})
        changed = {"changes": [{"uri": uri_of(os.path.join(self.root, "schema.graphql")), "type": 2}]}
        client.notify("workspace/didChangeWatchedFiles", changed)
        client.diagnostics(document, len)
        self.write({"schema.graphql": SCHEMA})
        client.notify("workspace/didChangeWatchedFiles", changed)
        client.diagnostics(document, clean)
        self.stop(client)

    def test_a_branch_switch_moves_many_files_at_once(self):
        client = self.start(capabilities=NO_WATCHERS)
        document = client.open("src/query.graphql", "graphql", QUERY + "\nquery Other { person(id: 1) { ...P7 } }\n")
        client.diagnostics(document, len)
        self.write({"src/generated/p%d.graphql" % n: "fragment P%d on Person { id }\n" % n for n in range(200)})
        client.diagnostics(document, clean)
        shutil.rmtree(os.path.join(self.root, "src", "generated"))
        found = client.diagnostics(document, len)
        self.assertEqual(['Unknown fragment "P7".'], [diagnostic["message"] for diagnostic in found])
        self.stop(client)

    def test_a_configuration_that_changes_is_read_again(self):
        client = self.start(capabilities=NO_WATCHERS)
        self.write({"other.graphql": "type Query { other: Int }\n"})
        document = client.open("src/query.graphql", "graphql")
        client.diagnostics(document, clean)
        self.write({".graphqlrc.yml": FILES[".graphqlrc.yml"].replace("schema.graphql", "other.graphql")})
        client.diagnostics(document, len)
        self.write({".graphqlrc.yml": FILES[".graphqlrc.yml"]})
        client.diagnostics(document, clean)
        self.stop(client)

    def test_a_broken_configuration_is_reported_in_its_own_file(self):
        self.write({".graphqlrc.yml": "schema: nowhere.graphql\ndocuments: src/**/*.graphql\n"})
        client = self.start()
        configuration = uri_of(os.path.join(self.root, ".graphqlrc.yml"))
        client.wait(lambda: client.published.get(configuration, (0, {}))[1].get("diagnostics"),
                    "diagnostics of the configuration")
        found = client.published[configuration][1]["diagnostics"]
        self.assertEqual(["graphql/configuration"], [diagnostic["code"] for diagnostic in found])
        self.stop(client)

    def test_several_roots_are_projects_of_their_own_and_come_and_go(self):
        second = os.path.join(self.folder, "second")
        os.makedirs(second)
        with open(os.path.join(second, "all.graphql"), "w", encoding="utf-8") as file:
            file.write("type Query { two: Int }\n")
        client = self.client()
        first_folder, second_folder = ({"uri": uri_of(path), "name": os.path.basename(path)}
                                       for path in (self.root, second))
        client.initialize(params={"workspaceFolders": [first_folder, second_folder]})
        document = client.open(os.path.join(second, "query.graphql"), "graphql", "{ two }\n")
        client.diagnostics(document, clean)
        document.replace("two", "too")
        self.assertIn('on type "Query"', client.diagnostics(document, len)[0]["message"])
        other = client.open("src/query.graphql", "graphql")
        client.diagnostics(other, clean)
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [second_folder]}})
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [second_folder], "removed": []}})
        document.replace("too", "two")
        client.diagnostics(document, clean)
        self.stop(client)

    def test_an_open_buffer_wins_over_the_disk(self):
        client = self.start(capabilities=NO_WATCHERS)
        document = client.open("src/query.graphql", "graphql")
        schema = client.open("schema.graphql", "graphql")
        client.diagnostics(document, clean)
        self.write({"schema.graphql": "type Query { nothing: Int }\n"})
        document.replace("  id\n  name\n}", "  id\n  name\n  nope\n}")
        self.assertEqual(1, len(client.diagnostics(document, len)))
        schema.close()
        client.diagnostics(document, lambda found: len(found) > 1)
        self.stop(client)


if __name__ == "__main__":
    unittest.main(verbosity=1)
