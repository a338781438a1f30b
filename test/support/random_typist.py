"""Random typing into a workspace that holds GraphQL in every language: questions without waiting for answers, some of
them taken back, files changed on the disk, documents closed and opened again.
"""

import os
import random

from lsp_client import EDITOR, Client, uri_of

SCHEMA = """type Query {
  person(id: ID!): Person
  people(first: Int = 10): [Person!]!
}
interface Named { name: String! }
type Person implements Named {
  id: ID!
  name: String!
  mail: String @deprecated(reason: "Use `name`.")
  friends: [Person!]!
}
"""
QUERY = """query Somebody($id: ID!) {
  person(id: $id) { ...Parts friends { name } }
}
fragment Parts on Person { id name }
"""
FILES = {
    ".graphqlrc.yml": ("yaml", "schema: schema.graphql\ndocuments: 'src/**/*'\n"),
    "troupe.yaml": ("yaml", "graphql:\n  rules: {}\n"),
    "schema.graphql": ("graphql", SCHEMA),
    "src/query.graphql": ("graphql", QUERY),
    "src/other.graphql": ("graphql", "{ people(first: 3) { ...Parts } }\n"),
    "src/view.ts": ("typescript", "const q = gql`\n%s`;\nconst one = gql`{ people { ${field} } }`;\n" % QUERY),
    "src/view.vue": ("vue", "<script>\nexport default { q: gql`%s` }\n</script>\n" % QUERY),
    "src/view.py": ("python", 'Q = gql("""\n%s""")\n' % QUERY),
}
PIECES = ("name", "id", "{", "}", "(", ")", "friends", "...", "fragment F on Person { id }", "$x", '"', "\n", "é", "𝒳", "#", ":",
          "`", "${", "type T { a: Int }\n", "extend ", "@deprecated", "query Q { people { name } }\n", " ", "schema: ")
AT_PLACES = ("hover", "completion", "definition", "references", "documentHighlight", "prepareRename", "signatureHelp",
             "typeDefinition", "implementation", "linkedEditingRange")
OF_DOCUMENTS = ("documentSymbol", "semanticTokens/full", "foldingRange", "codeLens", "documentLink")


class Typist:
    """A session of one who types at random; each seed types the same. `command` starts what is talked to."""

    def __init__(self, command, root, seed):
        self.dice = random.Random(seed)
        self.root = root
        for path, (_, text) in FILES.items():
            full = os.path.join(root, path)
            os.makedirs(os.path.dirname(full), exist_ok=True)
            with open(full, "w", encoding="utf-8") as file:
                file.write(text)
        self.client = Client(command, root=root)
        self.client.initialize(capabilities=EDITOR)
        self.open = {}
        self.asked = []
        self.open_one()

    def open_one(self):
        closed = [path for path in FILES if path not in self.open]
        if closed:
            path = self.dice.choice(closed)
            self.open[path] = self.client.open(path, *FILES[path])

    def step(self):
        dice = self.dice.random()
        path = self.dice.choice(sorted(self.open))
        document = self.open[path]
        if dice < 0.5:
            begin = self.dice.randrange(len(document.text) + 1)
            document.edit(begin, min(len(document.text), begin + self.dice.randrange(4)), self.dice.choice(PIECES))
        elif dice < 0.85:
            params = {"textDocument": {"uri": document.uri}}
            method = self.dice.choice(AT_PLACES + OF_DOCUMENTS)
            if method in AT_PLACES:
                params["position"] = {"line": self.dice.randrange(8), "character": self.dice.randrange(20)}
            if method == "references":
                params["context"] = {"includeDeclaration": True}
            self.asked.append(self.client.start_request("textDocument/" + method, params))
        elif dice < 0.9 and self.asked:
            self.client.notify("$/cancelRequest", {"id": self.asked[-1]})
        elif dice < 0.93:
            self.change_disk()
        elif dice < 0.96:
            self.open_one()
        elif len(self.open) > 1:
            document.close()
            del self.open[path]
        elif self.asked:
            self.client.response(self.asked.pop())

    def change_disk(self):
        path = self.dice.choice(sorted(FILES))
        with open(os.path.join(self.root, path), "a", encoding="utf-8") as file:
            file.write(self.dice.choice(("# more\n", "\n", "type More { a: Int }\n")))
        self.client.notify("workspace/didChangeWatchedFiles",
                           {"changes": [{"uri": uri_of(os.path.join(self.root, path)), "type": 2}]})
