"""Makes what is measured: GitHub's schema, operations over it, and documents that are made to hurt.

Everything comes out of a fixed pseudo-random sequence: the same files in every run and on every machine. A
*workspace* is a folder with a schema, `documents/`, and the configurations of all who are measured.
"""

import json
import os
import re
import shutil

SKIPPED = re.compile(r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|[\s,]+')
TOKEN = re.compile(r"[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[{}()\[\]:!=|&@$]")

# Rules that Troupe, Biome and graphql-analyzer all have: (ours, Biome's, graphql-analyzer's).
LINT_RULES = [
    ("no-duplicate-fields", "suspicious/noDuplicateFields", "noDuplicateFields"),
    ("no-anonymous-operations", "correctness/useGraphqlNamedOperations", "noAnonymousOperations"),
    ("require-deprecation-reason", "style/useDeprecatedReason", "requireDeprecationReason"),
]


class Sequence:
    """A linear congruential generator: Python promises no sequence of its own from one version to the next."""

    def __init__(self, seed):
        self.state = seed * 2654435761 % 2**32

    def below(self, bound):
        self.state = (self.state * 1664525 + 1013904223) % 2**32
        return (self.state >> 8) * bound >> 24

    def chance(self, percent):
        return self.below(100) < percent

    def some(self, items, count):
        """So many of the items, or all, in their order."""
        left = list(range(len(items)))
        chosen = [left.pop(self.below(len(left))) for _ in range(min(count, len(items)))]
        return [items[index] for index in sorted(chosen)]


def tokens_of(text):
    """Of a schema, without descriptions and reasons; default values that are strings become numbers."""
    text = re.sub(r'= *"[^"\n]*"', "= 0", text)
    tokens, at = [], 0
    while at < len(text):
        skipped = SKIPPED.match(text, at)
        if skipped:
            at = skipped.end()
            continue
        token = TOKEN.match(text, at)
        tokens.append(token[0])
        at = token.end()
    return tokens


class Schema:
    """As much of a schema as it takes to write operations: composite types, and their fields that need no
    argument, with whether they take `first`."""

    def __init__(self, text):
        self.fields, self.implementations = {}, {}
        self.tokens, self.at = tokens_of(text), 0
        while self.at < len(self.tokens):
            word = self.tokens[self.at]
            self.at += 1
            if word in ("type", "interface") and self.tokens[self.at + 1] in ("implements", "{", "@"):
                self.read_type(word)
            elif word == "union":
                self.read_union()

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def read_type(self, kind):
        name = self.next()
        while (token := self.next()) != "{":
            if kind == "type" and token not in ("implements", "&"):
                self.implementations.setdefault(token, []).append(name)
        fields = []
        while self.tokens[self.at] != "}":
            field, has_first, is_free = self.next(), False, True
            if self.tokens[self.at] == "(":
                has_first, is_free = self.read_arguments()
            self.at += 1  # the colon
            target = self.read_type_reference()
            self.pass_directives()
            if is_free:
                fields.append((field, target, has_first))
        self.at += 1
        self.fields[name] = fields

    def read_union(self):
        name = self.next()
        self.pass_directives()
        while self.tokens[self.at] in ("=", "|"):
            self.at += 1
            self.implementations.setdefault(name, []).append(self.next())

    def read_arguments(self):
        """(whether there is a `first`, whether none has to be given)."""
        has_first, is_free = False, True
        self.at += 1
        while self.tokens[self.at] != ")":
            has_first |= self.next() == "first"
            self.at += 1
            self.read_type_reference()
            if self.tokens[self.at] == "=":
                self.at += 1
                self.pass_value()
            elif self.tokens[self.at - 1] == "!":
                is_free = False
            self.pass_directives()
        self.at += 1
        return has_first, is_free

    def read_type_reference(self):
        while self.tokens[self.at] == "[":
            self.at += 1
        name = self.next()
        while self.tokens[self.at] in ("]", "!"):
            self.at += 1
        return name

    def pass_value(self):
        depth = 0
        while True:
            token = self.next()
            depth += (token in "{[") - (token in "}]")
            if depth == 0:
                return

    def pass_directives(self):
        while self.tokens[self.at] == "@":
            self.at += 2
            if self.tokens[self.at] == "(":
                while self.next() != ")":
                    pass


class Writer:
    """Writes valid selections by walking through a schema."""

    def __init__(self, schema, sequence):
        self.schema, self.sequence = schema, sequence

    def selection(self, type_name, depth, indent):
        """`{ ... }` of a composite type, formatted."""
        inside = indent + "  "
        if type_name not in self.schema.fields or self.sequence.chance(10):
            lines = [inside + "__typename"]
        else:
            lines = []
        lines += self.inline_fragment(type_name, depth, inside)
        if not self.schema.implementations.get(type_name):
            lines += self.fields(type_name, depth, inside)
        return "{\n" + "\n".join(lines or [inside + "__typename"]) + "\n" + indent + "}"

    def inline_fragment(self, type_name, depth, indent):
        objects = self.schema.implementations.get(type_name, [])
        if not objects:
            return []
        name = objects[self.sequence.below(len(objects))]
        return [f"{indent}... on {name} " + self.selection(name, depth - 1, indent)] if depth > 0 else []

    def fields(self, type_name, depth, indent):
        lines = []
        fields = self.schema.fields[type_name]
        for name, target, has_first in self.sequence.some(fields, 3 + self.sequence.below(5)):
            is_composite = target in self.schema.fields or target in self.schema.implementations
            if is_composite and depth <= 0:
                continue
            arguments = f"(first: {1 + self.sequence.below(50)})" if has_first else ""
            rest = " " + self.selection(target, depth - 1, indent) if is_composite else ""
            lines.append(f"{indent}{name}{arguments}{rest}")
        return lines


# (variables, root field, its type)
ROOTS = [
    ("$owner: String!, $name: String!", "repository(owner: $owner, name: $name)", "Repository"),
    ("$login: String!", "user(login: $login)", "User"),
    ("$login: String!", "organization(login: $login)", "Organization"),
    ("$id: ID!", "node(id: $id)", "Node"),
    ("", "viewer", "User"),
    ("$text: String!, $first: Int = 10", "search(query: $text, type: ISSUE, first: $first)",
     "SearchResultItemConnection"),
]
FRAGMENTS = ["Issue", "PullRequest", "Commit", "Release", "Discussion", "Project", "Team", "Gist"]

# What is wrong in some operations, by the last digits of their numbers: what stands before the last brace.
MISTAKES = {
    7: "  unknownField{n}\n",
    23: "  second: user(login: 7) {{\n    id\n  }}\n",
    41: "  viewer {{\n    name: id\n    name: login\n  }}\n",
    59: "  ...Unknown{n}\n",
    77: "  third: user {{\n    id\n  }}\n",
    83: "  rateLimit {{\n    cost\n    cost\n  }}\n",  # for linters
    91: "  fourth: user(login: $missing) {{\n    id\n  }}\n",
}


def operation(schema, number):
    """A document: an operation, often with a fragment that it uses."""
    sequence = Sequence(number + 1)
    writer = Writer(schema, sequence)
    variables, field, type_name = ROOTS[sequence.below(len(ROOTS))]
    body = f"  {field} {writer.selection(type_name, 2, '  ')}\n"
    fragment = ""
    if sequence.chance(60):
        on = FRAGMENTS[sequence.below(len(FRAGMENTS))]
        body += f"  part: node(id: \"{number}\") {{\n    ...{on}Parts{number}\n  }}\n"
        fragment = f"\nfragment {on}Parts{number} on {on} {writer.selection(on, 1, '')}\n"
    body += MISTAKES.get(number % 100, "").format(n=number)
    name = "" if number % 100 == 50 else f" Operation{number}"  # for linters
    head = f"query{name}({variables})" if variables else f"query{name}"
    return f"{head} {{\n{body}}}\n{fragment}"


def deep():
    """Selections as deep as a parser that protects its stack can be asked for, and so are lists."""
    levels = 400
    selection = "parent { " * levels + "id" + " }" * levels
    return (f'query Deep {{ repository(owner: "a", name: "b") {{ {selection} }} }}\n'
            f'query Lists {{ repository(owner: {"[" * levels}"a"{"]" * levels}, name: "b") {{ id }} }}\n')


def overlapping():
    """One response name selected again and again, by fragments that spread each other twice: what takes quadratic
    time, or worse, where every pair of fields is compared."""
    fields = "repository(owner: $o, name: $n) { id name owner { login } } " * 300
    text = [f"query Repeated($o: String!, $n: String!) {{ {fields}}}\n"]
    count = 16
    for number in range(count):
        spread = f"...Layer{number + 1} ...Layer{number + 1} " if number + 1 < count else ""
        text.append(f"fragment Layer{number} on Repository {{ id name parent {{ id {spread}}} {spread}}}\n")
    text.append('query Layers { repository(owner: "a", name: "b") { ...Layer0 } }\n')
    return "".join(text)


def dense(number):
    """A document as machines write them: small, without white space."""
    forms = ["{viewer{login}}",
             "query A($l:String!){user(login:$l){id,login,name}}",
             "query B{viewer{repositories(first:9){nodes{id,name,owner{login}}}}}",
             "mutation C($i:AddStarInput!){addStar(input:$i){clientMutationId,starrable{id}}}",
             "{a:user(login:\"x\"){...F}}fragment F on User{id,bio,url}"]
    return forms[number % len(forms)]


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_workspace(folder, schema, documents, rules=()):
    """Writes a workspace; `rules` are those of LINT_RULES that are on, for everybody."""
    shutil.rmtree(folder, ignore_errors=True)
    write(os.path.join(folder, "schema.graphql"), schema)
    for name, text in documents.items():
        write(os.path.join(folder, "documents", name + ".graphql"), text)
    write(os.path.join(folder, ".graphqlrc.json"), json.dumps({
        "schema": "schema.graphql", "documents": "documents/*.graphql",
        "extensions": {"graphql-analyzer": {"lint": {"rules": {rule[2]: "warn" for rule in rules}}}}}))
    settings = "".join(f"    {rule[0]}: warn\n" for rule in rules)
    write(os.path.join(folder, "troupe.yaml"), "lint:\n  extends: none\n" + ("  rules:\n" + settings if rules else ""))
    write(os.path.join(folder, "biome.json"), json.dumps({
        "files": {"maxSize": 100_000_000}, "formatter": {"indentStyle": "space"},
        "linter": {"rules": {"preset": "none"}}}))


def make(folder, schema_path, count):
    """Writes all workspaces below `folder`, for so many operations, and gives their paths by name."""
    with open(schema_path, encoding="utf-8") as file:
        text = file.read()
    schema = Schema(text)
    operations = {f"operation{number:04}": operation(schema, number) for number in range(count)}
    squeezed = {name: re.sub(r"^ +", "", content, flags=re.MULTILINE) for name, content in operations.items()}
    workspaces = {
        "schema": ({"schema": text}, ()),
        "operations": (operations, ()),
        "unformatted": (squeezed, ()),
        "lint": (operations, LINT_RULES),
        "blank": ({}, ()),
        "deep": ({"deep": deep()}, ()),
        "overlapping": ({"overlapping": overlapping()}, ()),
        "dense": ({f"dense{number:04}": dense(number) for number in range(count // 4)}, ()),
    }
    for name, (documents, rules) in workspaces.items():
        make_workspace(os.path.join(folder, name), "" if name == "schema" else text, documents, rules)
    return {name: os.path.join(folder, name) for name in workspaces}
