// Whoever writes a document that is right has every name of it offered on the way: with one letter
// typed and nothing behind it, in the middle of the finished document, and with the word missing
// there.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/language/language.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"
#include "test/support/fixture.hpp"

namespace {

using namespace troupe;
using graphql::NodeKind;

constexpr const char* schema = R"(
schema { query: Root mutation: Changes subscription: Events }
type Root {
  me: Person!
  person(id: ID!, active: Boolean = true): Person
  find(text: String!, kinds: [Kind!], filter: Filter, depth: [[Int!]]): [Result!]!
  node(id: ID!): Node
  total: Int!
}
type Changes { rename(input: Renaming!): Person }
type Events { renamed(id: ID): Person }
interface Node { id: ID! }
interface Named implements Node { id: ID! name(upper: Boolean! = false): String! }
type Person implements Named & Node {
  id: ID!
  name(upper: Boolean! = false): String!
  friends(first: Int = 10, after: String, order: Order): [Person!]!
  kind: Kind!
  type: String
  query: Person
  on: Person
  fragment: String
}
type Group implements Node { id: ID! members(filter: Filter): [Person!]! }
union Result = Person | Group
enum Kind { HUMAN MACHINE }
input Order { by: Kind! = HUMAN down: Boolean = false }
input Filter { kind: Kind named: String all: [Filter!] order: Order }
input Renaming { id: ID! name: String! }
scalar Date
directive @cache(age: Int, kinds: [Kind!]) repeatable on FIELD | QUERY | OBJECT | FRAGMENT_SPREAD | INLINE_FRAGMENT
directive @mark(kind: Kind!, order: Order) on FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE | INTERFACE
)";

constexpr const char* fragments = R"(
fragment PersonParts on Person { id }
fragment NodeParts on Node { id }
)";

constexpr const char* operations = R"(
query Find($text: String!, $kinds: [Kind!] = [HUMAN], $depth: [[Int!]], $filter: Filter = {kind: HUMAN, all: [{order: {by: MACHINE}}]}) @cache(age: 1, kinds: [MACHINE]) {
  found: find(text: $text, kinds: $kinds, depth: $depth, filter: {kind: HUMAN, all: [{named: $text}, {order: {by: HUMAN, down: true}}]}) {
    __typename
    ... on Person @include(if: true) {
      name(upper: false)
      friends(first: 10, after: "x", order: {by: MACHINE}) { ...PersonParts @cache(age: 2) kind }
    }
    ... on Group { members(filter: {kind: MACHINE, order: {down: false}}) { id } }
    ... on Node { id }
    ...NodeParts
  }
}

mutation Rename($id: ID!, $name: String!) {
  rename(input: {id: $id, name: $name}) { id name @skip(if: false) @cache @cache(age: 1) }
}

subscription Listen($id: ID) { renamed(id: $id) { type query { on { fragment } } } }

query
{
me { type
 query { on { id } }
}
total
}

fragment Own on Person {
  friends(after: $text) { ... @include(if: true) { name } }
  on { ... on Named { id } ...PersonParts }
}
)";

constexpr const char* definitions = R"(
"A robot."
type Robot implements Named & Node @cache(age: 1) {
  "The id."
  id: ID! @deprecated(reason: "x")
  name(upper: Boolean! = false @mark(kind: HUMAN)): String!
  made(on: Date, by: [Filter!]! = [{kind: MACHINE}]): [Robot]! @mark(kind: MACHINE, order: {by: HUMAN})
  owner: Person
}
interface Thing implements Node @mark(kind: HUMAN) { id: ID! }
union Any = Person | Group
input More { filter: Filter = {named: "x"} kinds: [Kind!] }
enum Level { LOW @deprecated HIGH @mark(kind: MACHINE) }
directive @level(kind: Kind = HUMAN) repeatable on FIELD | OBJECT
extend type Person implements Named { robot: Date @deprecated }
extend union Result = Changes
extend input Filter { order2: Order }
extend interface Node @mark(kind: MACHINE)
)";

/// What is offered where a name stands; empty for names that have to be invented.
std::string offered_for(const syntax::Tree& tree, syntax::TokenRef token) {
  const syntax::NodeRef leaf = tree.node_of(token.index());
  const auto parent = leaf.parent();
  const std::string text(token.text());
  if (graphql::kind_of(leaf) == NodeKind::enum_value) {
    return text;
  }
  if (graphql::kind_of(leaf) == NodeKind::boolean_value) {
    return text;
  }
  if (graphql::kind_of(leaf) != NodeKind::name || !parent) {
    return {};
  }
  switch (graphql::kind_of(*parent)) {
    case NodeKind::field:
    case NodeKind::argument:
    case NodeKind::object_field:
    case NodeKind::fragment_spread:
    case NodeKind::named_type:
    case NodeKind::directive_locations:
      return text;
    case NodeKind::directive:
      return "@" + text;
    case NodeKind::variable: {
      const auto user = parent->parent();
      const bool is_use = !user || graphql::kind_of(*user) != NodeKind::variable_definition;
      return is_use ? "$" + text : std::string();
    }
    case NodeKind::object_type_extension:
    case NodeKind::union_type_extension:
    case NodeKind::interface_type_extension:
    case NodeKind::input_object_type_extension:
      return text;
    default:
      return {};
  }
}

class Desk {
 public:
  Desk() : workspace_(files()) {}

  [[nodiscard]] bool offers(const std::string& text, std::size_t cursor, std::string_view label) {
    workspace_.set_text("/work.graphql", text);
    engine::Context context(workspace_.snapshot());
    const auto list = language_->complete(context, workspace_.file("/work.graphql"),
                                          static_cast<base::TextOffset>(cursor));
    return std::ranges::any_of(list.items, [&](const ide::CompletionItem& item) {
      return item.label == label && item.replaced.touches(static_cast<base::TextOffset>(cursor));
    });
  }

 private:
  static testing::Fixture files() {
    testing::Fixture fixture;
    fixture.files.push_back({"/fragments.graphql", fragments, std::nullopt});
    fixture.files.push_back({"/schema.graphql", schema, std::nullopt});
    fixture.files.push_back({"/work.graphql", "", "graphql"});
    fixture.folders = {"/"};
    return fixture;
  }

  testing::FixtureWorkspace workspace_;
  std::unique_ptr<const ide::Language> language_ = graphql::make_language();
};

void check_typing(const std::string& text) {
  const syntax::Tree tree = graphql::parse(base::SourceText(text));
  REQUIRE(tree.diagnostics().empty());
  Desk desk;
  int names = 0;
  for (const syntax::TokenRef token : tree.root().tokens()) {
    if (graphql::kind_of(token) != graphql::TokenKind::name) {
      continue;
    }
    const std::string label = offered_for(tree, token);
    if (label.empty()) {
      continue;
    }
    ++names;
    const base::TextRange range = token.range();
    CAPTURE(label);
    INFO("behind: " << text.substr(0, range.begin));
    CHECK_MESSAGE(desk.offers(text, range.begin + 1, label), "in the finished text");
    CHECK_MESSAGE(desk.offers(text.substr(0, range.begin + 1), range.begin + 1, label),
                  "with one letter and nothing behind");
    CHECK_MESSAGE(desk.offers(text.substr(0, range.begin), range.begin, label),
                  "with nothing typed and nothing behind");
    std::string without = text;
    without.erase(range.begin, range.length());
    CHECK_MESSAGE(desk.offers(without, range.begin, label), "where the word is missing");
  }
  CHECK(names > 20);
}

TEST_CASE("every name of a right document is offered while it is written") {
  check_typing(operations);
}

TEST_CASE("every name of a right schema is offered while it is written") {
  check_typing(definitions);
}

}  // namespace
