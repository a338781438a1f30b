#include "analysis/languages/graphql/navigation/field_sets.hpp"

#include <optional>
#include <string>
#include <utility>

#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"
#include "analysis/languages/graphql/syntax/parser.hpp"

namespace troupe::graphql {
namespace {

/// A directive's name without the prefix of the specification that it was imported from.
std::string_view base_name(std::string_view name) {
  const std::size_t prefix = name.rfind("__");
  return prefix == std::string_view::npos ? name : name.substr(prefix + 2);
}

std::optional<std::string_view> type_around(syntax::NodeRef node) {
  for (std::optional<syntax::NodeRef> at = node; at; at = at->parent()) {
    if (const auto type = cast<TypeDefinition>(*at)) {
      return type->name();
    }
  }
  return std::nullopt;
}

/// The type whose fields a directive names.
std::optional<std::string_view> type_named_by(const Directive& directive) {
  const std::string_view name = base_name(directive.name());
  if (name == "key" || name == "requires") {
    return type_around(directive.node());
  }
  const auto field =
      name == "provides" ? cast<FieldDefinition>(directive.node().parent()) : std::nullopt;
  const auto type = field ? field->type() : std::nullopt;
  const auto named = type ? type->named() : std::nullopt;
  return named ? std::optional(named->name()) : std::nullopt;
}

/// What stands between the quotes of a string without escapes.
std::optional<base::TextRange> content_of(const StringValue& value) {
  const std::string_view text = value.text();
  const std::size_t quotes = value.is_block() ? 3 : 1;
  if (text.size() < 2 * quotes || !text.ends_with('"') || text.find('\\') != text.npos) {
    return std::nullopt;
  }
  const auto width = static_cast<base::TextOffset>(quotes);
  return base::TextRange{value.range().begin + width, value.range().end - width};
}

}  // namespace

FieldSets::FieldSets(syntax::Tree tree) : tree_(std::move(tree)) {
  if (tree_.text().find("fields") == std::string_view::npos) {
    return;
  }
  const auto count = static_cast<std::uint32_t>(tree_.nodes().size());
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto directive = cast<Directive>(tree_.node(syntax::NodeIndex{i}));
    const auto type = directive ? type_named_by(*directive) : std::nullopt;
    if (!type) {
      continue;
    }
    for (const Argument argument : directive->arguments()) {
      const auto value = argument.name() == "fields" ? argument.value() : std::nullopt;
      const auto string = value ? value->as<StringValue>() : std::nullopt;
      if (const auto content = string ? content_of(*string) : std::nullopt) {
        std::string text = "{";
        text.append(base::slice(tree_.text(), *content)).append("}");
        all_.push_back({parse(base::SourceText(std::move(text))), content->begin - 1, *type});
      }
    }
  }
}

const TypeShape* type_of_selection_set(const Schema& schema, std::optional<syntax::NodeRef> set,
                                       const TypeShape* root) {
  const auto owner = set ? set->parent() : std::nullopt;
  if (!owner) {
    return nullptr;
  }
  if (const auto field = cast<Field>(*owner)) {
    const TypeShape* parent = type_of_selection_set(schema, owner->parent(), root);
    const FieldShape* shape =
        parent != nullptr ? schema.find_field(*parent, field->name()) : nullptr;
    return shape != nullptr ? schema.find_type(shape->type.name) : nullptr;
  }
  if (const auto fragment = cast<InlineFragment>(*owner)) {
    const auto type = fragment->type_condition();
    return type && !type->name().empty() ? schema.find_type(type->name())
                                         : type_of_selection_set(schema, owner->parent(), root);
  }
  if (const auto fragment = cast<FragmentDefinition>(*owner)) {
    const auto type = fragment->type_condition();
    return type ? schema.find_type(type->name()) : nullptr;
  }
  const auto operation = cast<OperationDefinition>(*owner);
  if (root != nullptr && operation) {
    return root;
  }
  return operation ? schema.root_type(operation->operation_type()) : nullptr;
}

FieldSets FileFieldSets::execute(engine::Context& context, const ide::FileId& file) {
  return FieldSets(context.get<FileSyntax>(file));
}

}  // namespace troupe::graphql
