#include "analysis/languages/graphql/syntax/ast.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/syntax/parser.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

syntax::Tree tree_of(std::string text) {
  return parse(base::SourceText(std::move(text)));
}

/// The first definition of a text, as a View. The tree outlives the call.
template <typename View>
View first(const syntax::Tree& tree) {
  const auto definition = *Document(tree).definitions().begin();
  return definition.as<View>().value();
}

template <typename Range>
std::vector<std::string> names(const Range& range) {
  std::vector<std::string> result;
  for (const auto item : range) result.emplace_back(item.name());
  return result;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("an operation tells its parts") {
  const syntax::Tree tree =
      tree_of("\"d\" mutation M(\"e\" $a: [Int!] = 1 @x, $b: B) @y @z { c ...F ... on T { g } }");
  const auto operation = first<OperationDefinition>(tree);
  CHECK(operation.operation_type() == OperationType::mutation);
  CHECK(!operation.is_shorthand());
  CHECK(operation.description()->value() == "d");
  CHECK(operation.name() == "M");
  CHECK(operation.name_node()->range() == base::TextRange{13, 14});
  CHECK(names(operation.variable_definitions()) == Names{"a", "b"});
  CHECK(names(operation.directives()) == Names{"y", "z"});
  CHECK(operation.selection_set()->selections().size() == 3);
  const VariableDefinition variable = *operation.variable_definitions().begin();
  CHECK(variable.description()->value() == "e");
  CHECK(variable.variable()->name() == "a");
  CHECK(variable.type()->is_list());
  CHECK(variable.type()->inner()->is_non_null());
  CHECK(variable.type()->named()->name() == "Int");
  CHECK(variable.default_value()->text() == "1");
  CHECK(names(variable.directives()) == Names{"x"});
  auto selection = operation.selections().begin();
  CHECK((*selection++).as<Field>()->name() == "c");
  CHECK((*selection++).as<FragmentSpread>()->name() == "F");
  const auto fragment = (*selection++).as<InlineFragment>();
  CHECK(fragment->type_condition()->name() == "T");
  CHECK(fragment->selection_set()->selections().size() == 1);
  CHECK(selection == operation.selections().end());
}

TEST_CASE("operations without a keyword are queries") {
  CHECK(first<OperationDefinition>(tree_of("{ a }")).is_shorthand());
  const syntax::Tree tree = tree_of("{ a }");
  CHECK(first<OperationDefinition>(tree).operation_type() == OperationType::query);
  CHECK(first<OperationDefinition>(tree).name().empty());
  CHECK(first<OperationDefinition>(tree).variable_definitions().empty());
  CHECK(!first<OperationDefinition>(tree).variable_definitions().node());
  const syntax::Tree subscription = tree_of("subscription { a }");
  CHECK(first<OperationDefinition>(subscription).operation_type() == OperationType::subscription);
}

TEST_CASE("a field tells its alias, its name and what it answers to") {
  const syntax::Tree tree = tree_of("{ a: b(c: 1, d: [$e]) @f { g } }");
  const auto selection = *first<OperationDefinition>(tree).selections().begin();
  const auto field = selection.as<Field>().value();
  CHECK(field.alias() == "a");
  CHECK(field.name() == "b");
  CHECK(field.response_name() == "a");
  CHECK(names(field.arguments()) == Names{"c", "d"});
  CHECK(field.arguments().node()->text() == "(c: 1, d: [$e])");
  CHECK(names(field.directives()) == Names{"f"});
  const auto inner = (*field.selection_set()->selections().begin()).as<Field>().value();
  CHECK(inner.alias().empty());
  CHECK(inner.response_name() == "g");
  CHECK(!inner.selection_set());
}

TEST_CASE("values tell what they are") {
  const syntax::Tree tree =
      tree_of("{ a(b: {c: \"\\u0041\", d: true, e: [1, $f], g: \"\"\"\n  h\n\"\"\"}) }");
  const auto field = (*first<OperationDefinition>(tree).selections().begin()).as<Field>().value();
  const Argument argument = *field.arguments().begin();
  const auto object = argument.value()->as<ObjectValue>().value();
  CHECK(names(object.fields()) == Names{"c", "d", "e", "g"});
  auto member = object.fields().begin();
  CHECK((*member).value()->as<StringValue>()->value() == "A");
  CHECK(!(*member).value()->as<StringValue>()->is_block());
  CHECK((*++member).value()->as<BooleanValue>()->value());
  const auto list = (*++member).value()->as<ListValue>().value();
  CHECK(list.values().size() == 2);
  CHECK((*list.values().begin()).kind() == NodeKind::int_value);
  CHECK((*++list.values().begin()).as<Variable>()->name() == "f");
  CHECK((*++member).value()->as<StringValue>()->value() == "h");
  CHECK((*member).value()->as<StringValue>()->is_block());
  CHECK(!(*member).value()->as<BooleanValue>());
}

TEST_CASE("type definitions tell their parts, and lists that they cannot have are empty") {
  const syntax::Tree tree = tree_of(
      "\"d\" type A implements B & C @x { \"f\" g(h: I = 1): J! @y k: L }"
      " interface B enum E { F G } union U = V | W input N { o: P } scalar S");
  std::vector<TypeDefinition> types;
  for (const Definition definition : Document(tree).definitions()) {
    CHECK(!definition.is_executable());
    CHECK(!definition.is_extension());
    types.push_back(definition.as<TypeDefinition>().value());
  }
  REQUIRE(types.size() == 6);
  CHECK(types[0].type_kind() == TypeKind::object);
  CHECK(types[0].description()->value() == "d");
  CHECK(types[0].name() == "A");
  CHECK(names(types[0].interfaces()) == Names{"B", "C"});
  CHECK(names(types[0].directives()) == Names{"x"});
  CHECK(names(types[0].fields()) == Names{"g", "k"});
  const FieldDefinition field = *types[0].fields().begin();
  CHECK(field.description()->value() == "f");
  CHECK(field.type()->text() == "J!");
  CHECK(names(field.arguments()) == Names{"h"});
  CHECK((*field.arguments().begin()).default_value()->text() == "1");
  CHECK((*field.arguments().begin()).type()->named()->name() == "I");
  CHECK(names(field.directives()) == Names{"y"});
  CHECK(types[0].values().empty());
  CHECK(types[0].member_types().empty());
  CHECK(types[1].type_kind() == TypeKind::interface);
  CHECK(types[2].type_kind() == TypeKind::enumeration);
  CHECK(names(types[2].values()) == Names{"F", "G"});
  CHECK(types[3].type_kind() == TypeKind::union_type);
  CHECK(names(types[3].member_types()) == Names{"V", "W"});
  CHECK(types[4].type_kind() == TypeKind::input_object);
  CHECK(names(types[4].input_fields()) == Names{"o"});
  CHECK(types[5].type_kind() == TypeKind::scalar);
}

TEST_CASE("every kind of type extension is a type definition too") {
  const syntax::Tree tree = tree_of(
      "extend type A @x extend interface B @x extend enum C @x extend union D @x"
      " extend input E @x extend scalar F @x");
  std::vector<TypeKind> kinds;
  for (const Definition definition : Document(tree).definitions()) {
    CHECK(definition.is_extension());
    CHECK(definition.as<TypeDefinition>()->is_extension());
    kinds.push_back(definition.as<TypeDefinition>()->type_kind());
  }
  CHECK(kinds == std::vector<TypeKind>{TypeKind::object, TypeKind::interface, TypeKind::enumeration,
                                       TypeKind::union_type, TypeKind::input_object,
                                       TypeKind::scalar});
}

TEST_CASE("schemas and directives tell their parts") {
  const syntax::Tree tree = tree_of(
      "schema @a { query: Q mutation: M other: O } extend schema @b "
      "directive @c(d: E) repeatable on FIELD | OBJECT directive @repeatable on FIELD "
      "extend directive @c @f");
  auto definition = Document(tree).definitions().begin();
  const auto schema = (*definition++).as<SchemaDefinition>().value();
  CHECK(!schema.is_extension());
  CHECK(names(schema.directives()) == Names{"a"});
  auto root = schema.root_operation_types().begin();
  CHECK((*root).operation_type() == OperationType::query);
  CHECK((*root).type()->name() == "Q");
  CHECK((*++root).operation_type() == OperationType::mutation);
  CHECK((*++root).operation_type() == std::nullopt);
  CHECK((*definition++).as<SchemaDefinition>()->is_extension());
  const auto directive = (*definition++).as<DirectiveDefinition>().value();
  CHECK(directive.name() == "c");
  CHECK(names(directive.arguments()) == Names{"d"});
  CHECK(directive.is_repeatable());
  CHECK(directive.locations().size() == 2);
  CHECK((*directive.locations().begin()).text() == "FIELD");
  CHECK(!(*definition++).as<DirectiveDefinition>()->is_repeatable());
  const auto extension = (*definition++).as<DirectiveDefinition>().value();
  CHECK(extension.is_extension());
  CHECK(extension.name() == "c");
  CHECK(names(extension.directives()) == Names{"f"});
}

TEST_CASE("fragments tell their parts") {
  const syntax::Tree tree = tree_of("\"d\" fragment A on B @c { e }");
  const auto fragment = first<FragmentDefinition>(tree);
  CHECK(fragment.description()->value() == "d");
  CHECK(fragment.name() == "A");
  CHECK(fragment.type_condition()->name() == "B");
  CHECK(names(fragment.directives()) == Names{"c"});
  CHECK(fragment.selections().size() == 1);
  CHECK(fragment.selection_set()->selections().size() == 1);
}

TEST_CASE("what is missing in a half-typed text is empty, never a crash") {
  const syntax::Tree tree = tree_of(
      "query ($) { a: ...  b(c:, : 1) @ } fragment on { } type { : } union = directive on "
      "extend schema { query: }");
  for (const Definition definition : Document(tree).definitions()) {
    (void)definition.name();
    if (const auto operation = definition.as<OperationDefinition>()) {
      for (const VariableDefinition variable : operation->variable_definitions()) {
        CHECK(variable.name().empty());
        CHECK(!variable.type());
        CHECK(!variable.default_value());
      }
    }
    if (const auto type = definition.as<TypeDefinition>()) {
      CHECK(type->name().empty());
    }
  }
  CHECK(Document(tree).definitions().size() >= 4);
}
