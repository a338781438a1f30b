#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

void check_argument(const Walk& walk, const FieldDefinition& field,
                    const InputValueDefinition& argument) {
  const Options& options = walk.options();
  const auto name = argument.name_node();
  if (name && name->text() != "input") {
    walk.report(name->range(),
                "Argument \"" + std::string(name->text()) + "\" should be called \"input\".");
  }
  const auto type = argument.type();
  const auto named = type ? type->named() : std::nullopt;
  if (!options.flag("checkInputType") || !named) {
    return;
  }
  const std::string wanted = std::string(field.name()) + "Input";
  const bool is_right = options.flag("caseSensitiveInputType")
                            ? named->name() == wanted
                            : std::ranges::equal(named->name(), wanted, {}, lower, lower);
  if (!is_right) {
    walk.report(named->range(), "The type of the argument of \"" + std::string(field.name()) +
                                    "\" should be called \"" + wanted + "\", not \"" +
                                    std::string(named->name()) + "\".");
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const TypeDefinition type(node);
  const auto root = walk.root_of(type.name());
  const bool is_meant =
      (root == OperationType::mutation && walk.options().flag("checkMutations")) ||
      (root == OperationType::query && walk.options().flag("checkQueries"));
  if (!is_meant) {
    return;
  }
  for (const FieldDefinition field : type.fields()) {
    for (const InputValueDefinition argument : field.arguments()) {
      check_argument(walk, field, argument);
    }
  }
}

constexpr NodeCheck checks[] = {{NodeKind::object_type_definition, check},
                                {NodeKind::object_type_extension, check}};
constexpr Option options[] = {
    {"checkInputType", Option::Kind::flag},
    {"caseSensitiveInputType", Option::Kind::flag, "true"},
    {"checkQueries", Option::Kind::flag},
    {"checkMutations", Option::Kind::flag, "true"},
};

}  // namespace

constinit const Rule input_name = {
    .code = "graphql/input-name",
    .summary = "Mutations take one argument, \"input\".",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
