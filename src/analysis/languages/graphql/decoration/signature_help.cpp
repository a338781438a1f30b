// Completion knows already where a cursor stands in half a document: as a path of steps from the
// operation down. The last step into an argument or an input field tells whose arguments these are;
// what comes before that step, through the schema, tells what it takes.
#include "analysis/languages/graphql/decoration/signature_help.hpp"

#include <algorithm>
#include <functional>
#include <ranges>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/features/completion_place.hpp"
#include "analysis/languages/graphql/features/signature.hpp"
#include "analysis/languages/graphql/features/type_path.hpp"
#include "analysis/languages/graphql/schema/origins.hpp"
#include "analysis/languages/graphql/syntax/kinds.hpp"

namespace troupe::graphql {
namespace {

/// Inside of a literal there is nothing to complete: its first character is in the same place.
base::TextOffset outside_of_literals(const syntax::Tree& tree, base::TextOffset offset) {
  const auto left = tree.token_left_of(offset);
  if (!left || left->range().end < offset) {
    return offset;
  }
  switch (kind_of(*left)) {
    case TokenKind::int_number:
    case TokenKind::float_number:
    case TokenKind::string:
    case TokenKind::block_string:
      return left->range().begin;
    default:
      return offset;
  }
}

void add_text(ide::Documentation& documentation, std::string text) {
  if (text.find_first_not_of(" \t\r\n") != std::string::npos) {
    documentation.push_back({ide::DocumentationBlock::Kind::markdown, {}, std::move(text)});
  }
}

template <typename View>
void add_description(ide::Documentation& documentation, const std::optional<Origin<View>>& origin) {
  if (!origin) {
    return;
  }
  if (const auto description = origin->node.description()) {
    add_text(documentation, description->value());
  }
}

/// The name that the cursor touches; of one that begins there, too.
std::string_view word_at(const syntax::Tree& tree, const CompletionPlace& place) {
  const syntax::TokenRef next = tree.token(place.next_token);
  const bool begins_here = place.replaced.empty() && kind_of(next) == TokenKind::name &&
                           next.range().begin == place.replaced.begin;
  return begins_here ? next.text() : base::slice(tree.text(), place.replaced);
}

/// Where a list of arguments or input fields is being written.
struct CallSite {
  PlaceTypes types;
  bool is_object = false;
  /// The argument or input field whose value the cursor is in; empty: a name is expected.
  std::string_view active;
};

bool enters_input(const PathStep& step) {
  return step.kind == PathStep::Kind::argument || step.kind == PathStep::Kind::object_field;
}

std::optional<CallSite> call_site(const Schema& schema, const CompletionPlace& place) {
  const std::span<const PathStep> path = place.path;
  if (place.kind == PlaceKind::argument || place.kind == PlaceKind::object_field) {
    return CallSite{follow(schema, path), place.kind == PlaceKind::object_field, {}};
  }
  if (place.kind != PlaceKind::value && place.kind != PlaceKind::variable) {
    return std::nullopt;
  }
  const auto last = std::ranges::find_if(path | std::views::reverse, enters_input);
  if (last == (path | std::views::reverse).end()) {
    return std::nullopt;
  }
  const auto before = static_cast<std::size_t>(last.base() - path.begin()) - 1;
  return CallSite{follow(schema, path.first(before)), last->kind == PathStep::Kind::object_field,
                  last->name};
}

class Writer {
 public:
  Writer(const Schema& schema, const CompletionPlace& place, std::string_view word)
      : schema_(schema), place_(place), word_(word) {}

  std::optional<ide::SignatureHelp> write(const CallSite& site) {
    const PlaceTypes& types = site.types;
    if (site.is_object) {
      const TypeShape* object = types.expected ? schema_.find_type(types.expected->name) : nullptr;
      return object != nullptr ? write_object(*object, site.active) : std::nullopt;
    }
    if (types.directive != nullptr) {
      return write_directive(*types.directive, site.active);
    }
    if (types.field != nullptr && types.field_parent != nullptr) {
      return write_field(*types.field_parent, *types.field, site.active);
    }
    return std::nullopt;
  }

 private:
  using Describe = std::function<void(ide::Documentation&, std::string_view name)>;

  std::optional<ide::SignatureHelp> write_field(const TypeShape& parent, const FieldShape& field,
                                                std::string_view active) {
    add_deprecation(help_.documentation, field);
    add_description(help_.documentation,
                    field_origin(context(), project(), parent.name, field.name));
    help_.label = std::string(field.name) + "(";
    add_parameters(field.arguments, active, [&](ide::Documentation& into, std::string_view name) {
      add_description(into, argument_origin(context(), project(), parent.name, field.name, name));
    });
    help_.label += "): " + field.type.to_string();
    return finish();
  }

  std::optional<ide::SignatureHelp> write_directive(const DirectiveShape& directive,
                                                    std::string_view active) {
    add_description(help_.documentation, directive_origin(context(), project(), directive.name));
    help_.label = "@" + std::string(directive.name) + "(";
    add_parameters(
        directive.arguments, active, [&](ide::Documentation& into, std::string_view name) {
          add_description(into,
                          directive_argument_origin(context(), project(), directive.name, name));
        });
    help_.label += ")";
    return finish();
  }

  std::optional<ide::SignatureHelp> write_object(const TypeShape& object, std::string_view active) {
    for (const Origin<TypeDefinition>& origin : type_origins(context(), project(), object.name)) {
      if (const auto description = origin.node.description()) {
        add_text(help_.documentation, description->value());
        break;
      }
    }
    help_.label = std::string(object.name) + " { ";
    add_parameters(
        object.input_fields, active, [&](ide::Documentation& into, std::string_view name) {
          add_description(into, input_field_origin(context(), project(), object.name, name));
        });
    help_.label += " }";
    return finish();
  }

  void add_parameters(const std::vector<InputValueShape>& inputs, std::string_view active,
                      const Describe& describe) {
    help_.parameters.reserve(inputs.size());
    for (const InputValueShape& input : inputs) {
      help_.label += help_.parameters.empty() ? "" : ", ";
      ide::SignatureParameter parameter;
      parameter.label.begin = static_cast<base::TextOffset>(help_.label.size());
      help_.label += signature(input);
      parameter.label.end = static_cast<base::TextOffset>(help_.label.size());
      add_deprecation(parameter.documentation, input);
      describe(parameter.documentation, input.name);
      help_.parameters.push_back(std::move(parameter));
    }
    help_.active_parameter = active_of(inputs, active);
  }

  [[nodiscard]] bool is_given(std::string_view name) const {
    return std::ranges::find(place_.given, name) != place_.given.end();
  }

  [[nodiscard]] std::optional<std::uint32_t> active_of(const std::vector<InputValueShape>& inputs,
                                                       std::string_view active) const {
    const auto index_of = [&](auto found) -> std::optional<std::uint32_t> {
      return found == inputs.end()
                 ? std::nullopt
                 : std::optional(static_cast<std::uint32_t>(found - inputs.begin()));
    };
    if (!active.empty()) {
      return index_of(std::ranges::find(inputs, active, &InputValueShape::name));
    }
    if (!word_.empty()) {
      const auto same = std::ranges::find(inputs, word_, &InputValueShape::name);
      return index_of(same != inputs.end()
                          ? same
                          : std::ranges::find_if(inputs, [&](const InputValueShape& input) {
                              return input.name.starts_with(word_) && !is_given(input.name);
                            }));
    }
    return index_of(std::ranges::find_if(inputs, [&](const InputValueShape& input) {
      return input.is_required() && !is_given(input.name);
    }));
  }

  template <typename Shape>
  static void add_deprecation(ide::Documentation& documentation, const Shape& shape) {
    if (shape.is_deprecated) {
      add_text(documentation, "**Deprecated:** " + std::string(shape.deprecation_reason));
    }
  }

  std::optional<ide::SignatureHelp> finish() {
    if (help_.parameters.empty()) {
      return std::nullopt;
    }
    return std::move(help_);
  }

  [[nodiscard]] engine::Context& context() const { return schema_.context(); }
  [[nodiscard]] ProjectId project() const { return schema_.project(); }

  const Schema& schema_;
  const CompletionPlace& place_;
  std::string_view word_;  ///< the name at the cursor, if one is expected there
  ide::SignatureHelp help_;
};

}  // namespace

std::optional<ide::SignatureHelp> signature_help_at(const Schema& schema, const syntax::Tree& tree,
                                                    base::TextOffset offset) {
  const CompletionPlace place = completion_place(tree, outside_of_literals(tree, offset));
  const std::optional<CallSite> site = call_site(schema, place);
  if (!site) {
    return std::nullopt;
  }
  return Writer(schema, place, word_at(tree, place)).write(*site);
}

}  // namespace troupe::graphql
