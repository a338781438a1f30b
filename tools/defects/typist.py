"""Random sessions over a GraphQL workspace that use all of the server: what is hit by few clients most of all."""

import json
import os
import random
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "test", "support"))

from lsp_client import EDITOR, Client, Lines, applied, uri_of  # noqa: E402

SCHEMA = '''"""
The beginning of everything.
It has two lines.
"""
type Query {
  "One of them: é 𝒳 €"
  person(id: ID!, kind: Kind = GOOD): Person
  people(first: Int = 10, after: ID, kind: Kind): [Person!]!
  search(text: String!): [Named!]!
}
interface Named { name: String! }
enum Kind { GOOD BAD @deprecated(reason: "nobody") }
type Person implements Named {
  id: ID!
  "The name; the first one."
  name: String!
  mail: String @deprecated(reason: "Use `name`.")
  friends(first: Int, kind: Kind): [Person!]!
}
input Filter { name: String, kind: Kind }
'''
QUERY = '''# 𝒳 and é stand before € here
query Somebody($id: ID!, $kind: Kind) {
  person(id: $id, kind: $kind) { ...Parts friends(first: 3, kind: BAD) { name mail } }
  search(text: """two
  lines €""") { name }
}
fragment Parts on Person { id name }
'''
OTHER = '{ people(first: 3, kind: GOOD) { ...Parts mail friends { ...Spare } } }\r\n# €𝒳 { } \r\nquery Two { people { id } }\r\n'
FILES = {
    ".graphqlrc.yml": ("yaml", "schema: schema.graphql\ndocuments: 'src/**/*'\n"),
    "schema.graphql": ("graphql", SCHEMA),
    "src/query.graphql": ("graphql", QUERY),
    "src/other.graphql": ("graphql", OTHER),
    "src/view.ts": ("typescript", "const q = gql`\n%s`;\n" % QUERY.replace("Somebody", "Viewed").replace("Parts", "Seen")),
}
PIECES = ("name", "id", "{", "}", "(", ")", "mail", "...Parts", "fragment F on Person { id }\n", "$x", '"', "\n", "é", "𝒳", "€", "#",
          ":", "\r", "\r\n", "type T { a: Int }\n", "extend ", "@deprecated", "query Q { people { name } }\n", " ", "kind: BAD")
AT_PLACES = ("hover", "completion", "definition", "references", "documentHighlight", "prepareRename", "signatureHelp",
             "typeDefinition", "implementation", "rename", "selectionRange")
OF_DOCUMENTS = ("documentSymbol", "semanticTokens/full", "foldingRange", "codeLens", "documentLink", "formatting")


class Session:
    """Talks to the server without waiting for it."""

    def __init__(self, program, trace, root, seed):
        self.dice, self.root, self.trace = random.Random(seed), root, trace
        for path, (_, text) in FILES.items():
            self.write(path, text)
        self.client = Client([program, "serve", "--trace", trace], root=root)
        self.client.initialize(capabilities=EDITOR)
        self.open, self.last_id = {}, None
        for _ in range(3):
            self.open_one()

    def write(self, path, text, mode="w"):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, mode, encoding="utf-8", newline="") as file:
            file.write(text)

    def open_one(self):
        closed = [path for path in FILES if path not in self.open]
        if closed:
            path = self.dice.choice(closed)
            language, text = FILES[path]
            self.open[path] = self.client.open(path, language, text + self.dice.choice(("", "", "\n# more\n")))

    def run(self, steps):
        doings = ((self.edit, 34), (self.ask, 40), (self.change_oddly, 8), (self.mend, 6), (self.change_disk, 4), (self.close, 3),
                  (self.open_one, 4), (self.ask_oddly, 3))
        for doing in self.dice.choices([doing for doing, _ in doings], [weight for _, weight in doings], k=steps):
            doing()

    def end(self):
        try:
            self.client.stop()
        except Exception:  # A defect may have taken the answer to `shutdown`.
            pass
        self.client.kill()

    def document(self):
        return self.open[self.dice.choice(sorted(self.open))]

    def edit(self):
        document = self.document()
        begin = self.dice.randrange(len(document.text) + 1)
        kind = self.dice.random()
        if kind < 0.3:  # A letter for a letter: as long as before.
            letters = [match.start() for match in re.finditer("[a-z]", document.text)]
            if letters:
                begin = self.dice.choice(letters)
                document.edit(begin, begin + 1, self.dice.choice("abcxyz"))
        elif kind < 0.5:
            document.edit(begin, min(len(document.text), begin + self.dice.randrange(30)), "")
        else:
            document.edit(begin, min(len(document.text), begin + self.dice.choice((0, 0, 1, 3, 40))), self.dice.choice(PIECES))

    def mend(self):
        path = self.dice.choice(sorted(self.open))
        self.open[path].set(FILES[path][1])

    def change_oddly(self):
        """What the protocol allows and editors seldom do."""
        document, kind = self.document(), self.dice.randrange(5)
        lines, encoding = Lines(document.text), self.client.encoding
        begin, end = sorted(self.dice.randrange(len(document.text) + 1) for _ in range(2))
        span = {"start": lines.position(begin, encoding), "end": lines.position(min(end, begin + 20), encoding)}
        if kind == 0:
            document.text = applied(document.text, [{"range": span, "newText": "x"}], encoding)
            document.send_changes([{"range": {"start": span["end"], "end": span["start"]}, "text": "x"}])
        elif kind == 1:
            document.text += "# end\n"
            past = {"line": 100000, "character": 0}
            document.send_changes([{"range": {"start": past, "end": past}, "text": "# end\n"}])
        elif kind == 2:
            first = {"line": 0, "character": 0}
            document.text = "#\n" + QUERY
            document.send_changes([{"text": QUERY}, {"range": {"start": first, "end": first}, "text": "#\n"}])
        elif kind == 3:
            first = {"line": 0, "character": 0}
            document.text = "query B { people { id } }\n#a\n" + document.text
            document.send_changes([{"range": {"start": first, "end": first}, "text": "#a\n"},
                                   {"range": {"start": first, "end": first}, "text": "query B { people { id } }\n"}])
        else:
            document.version -= 2
            document.edit(begin, begin, "name")

    def place(self, document):
        words = [match for match in re.finditer(r"\w+", document.text)] if self.dice.random() < 0.85 else []
        index = self.dice.randrange(len(document.text) + 1)
        if words:
            word = self.dice.choice(words)
            index = self.dice.choice((word.start(), word.end()))
        return Lines(document.text).position(index, self.client.encoding)

    def ask(self):
        document = self.document()
        method = self.dice.choice(AT_PLACES + AT_PLACES + OF_DOCUMENTS)
        params = {"textDocument": {"uri": document.uri}}
        if method in AT_PLACES:
            params["position"] = self.place(document)
            if self.dice.random() < 0.08:
                params["position"][self.dice.choice(("line", "character"))] += 1000
        if method == "references":
            params["context"] = {"includeDeclaration": True}
        elif method == "rename":
            params["newName"] = self.dice.choice(("other", "other", "no name"))
        elif method == "selectionRange":
            params["positions"] = [params.pop("position")]
        elif method == "formatting":
            params["options"] = {"tabSize": 4, "insertSpaces": True}
        self.last_id = self.client.start_request("textDocument/" + method, params)
        if self.dice.random() < 0.15:
            self.client.notify("$/cancelRequest", {"id": self.last_id})

    def ask_oddly(self):
        kind = self.dice.randrange(3)
        if kind == 0:
            self.client.start_request("troupe/unknown", {})
        elif kind == 1:
            body = json.dumps({"jsonrpc": "2.0", "id": "odd", "method": 5}).encode()
            self.client.send_raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        else:
            self.client.start_request("workspace/symbol", {"query": self.dice.choice(("", "na", "friends"))})

    def change_disk(self):
        kind, changes = self.dice.randrange(5), []
        if kind == 0:
            self.write(".graphqlrc.yml", self.dice.choice((FILES[".graphqlrc.yml"][1], "schema: schema.graphql\n", "schema: 5\n")))
            changes = [".graphqlrc.yml"]
        elif kind == 1:  # What a document may be missing is there, in one file of three.
            self.write("src/new%d.graphql" % self.dice.randrange(3), "fragment Spare on Person { id }\n")
            changes = ["src/new%d.graphql" % number for number in range(3)]
        elif kind == 2 and os.path.exists(os.path.join(self.root, "src/other.graphql")):
            os.remove(os.path.join(self.root, "src/other.graphql"))
            changes = ["src/other.graphql"]
        else:
            for path in self.dice.sample(sorted(set(FILES) - {".graphqlrc.yml"}), 2):
                self.write(path, self.dice.choice(("# more\n", "\n", "query More { people { id } }\n")), "a")
                changes.append(path)
        self.client.notify("workspace/didChangeWatchedFiles",
                           {"changes": [{"uri": uri_of(os.path.join(self.root, path)), "type": 2} for path in changes]})

    def close(self):
        if len(self.open) > 1:
            self.open.pop(self.dice.choice(sorted(self.open))).close()
