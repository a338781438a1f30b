#include <algorithm>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/lint/core/naming.hpp"

namespace troupe::graphql::actions {
namespace {

using Kind = ide::CodeAction::Kind;

std::string field_text(const FieldShape& field) {
  std::string text(field.name);
  for (std::size_t i = 0; i < field.arguments.size(); ++i) {
    const InputValueShape& argument = field.arguments[i];
    text += (i == 0 ? "(" : ", ") + std::string(argument.name) + ": " + argument.type.to_string();
    if (!argument.default_value.empty()) {
      text += " = " + std::string(argument.default_value);
    }
  }
  return text + (field.arguments.empty() ? ": " : "): ") + field.type.to_string();
}

/// Whether the range touches the head of a type: what stands before its fields.
bool is_at_head(const Request& request, const TypeDefinition& type) {
  const auto fields = type.fields().node();
  const auto name = type.name_node();
  const base::TextOffset end = fields ? fields->range().begin : type.range().end;
  return name && request.touches({name->range().begin, end});
}

/// A line for each field of a type's interfaces that the type does not have.
std::string missing_fields(const Schema& schema, const TypeShape& type) {
  std::vector<std::string_view> added;
  std::string text;
  for (const std::string_view name : type.interfaces) {
    const TypeShape* interface = schema.find_type(name);
    if (interface == nullptr || interface->kind != TypeKind::interface) {
      continue;
    }
    for (const FieldShape& field : interface->fields) {
      if (type.find_field(field.name) == nullptr &&
          std::ranges::find(added, field.name) == added.end()) {
        added.push_back(field.name);
        text += "\n  " + field_text(field);
      }
    }
  }
  return text;
}

/// Puts lines behind the fields of a type.
std::vector<ide::TextEdit> behind_fields(const Request& request, const TypeDefinition& type,
                                         const std::string& lines) {
  const auto fields = type.fields().node();
  if (!fields || fields->last_token().text() != "}") {
    const base::TextOffset at = type.range().end;
    return {{{at, at}, " {" + lines + "\n}"}};
  }
  const base::TextRange gap = fields->last_token().gap_before();
  const std::string_view between = base::slice(request.text(), gap);
  if (between.find('#') != std::string_view::npos) {
    return {{{gap.end, gap.end}, lines.substr(1) + "\n"}};  // A comment ends with its line.
  }
  if (base::slice(request.text(), fields->range()).find('\n') == std::string_view::npos) {
    const base::TextOffset open = fields->first_token().range().end;
    const base::TextOffset first = fields->first_token().next()->range().begin;
    return {{{open, first}, "\n  "}, {gap, lines + "\n"}};
  }
  const bool has_own_line = between.find('\n') != std::string_view::npos;
  return {{{gap.begin, gap.begin}, lines + (has_own_line ? "" : "\n")}};
}

void add_interface_fields(const Request& request, const TypeDefinition& type, Actions& actions) {
  const TypeShape* shape = request.schema().find_type(type.name());
  if (shape == nullptr || shape->is_broken || !is_at_head(request, type)) {
    return;
  }
  const std::string lines = missing_fields(request.schema(), *shape);
  if (lines.empty()) {
    return;
  }
  ide::CodeAction action = request.action("Add the missing fields of its interfaces",
                                          Kind::quick_fix, behind_fields(request, type, lines));
  std::ranges::copy_if(request.diagnostics(), std::back_inserter(action.mends),
                       [](const ide::Diagnostic& diagnostic) {
                         return diagnostic.message.find("Interface field") != std::string::npos;
                       });
  action.is_preferred = !action.mends.empty();
  if (action.mends.empty()) {
    action.kind = Kind::refactor_rewrite;
  }
  actions.push_back(std::move(action));
}

/// `fullName` to "Full name".
std::string words_for(std::string_view name) {
  std::string words = lint::in_style(name, "snake_case");
  std::ranges::replace(words, '_', ' ');
  if (!words.empty() && words.front() >= 'a' && words.front() <= 'z') {
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
  }
  return words;
}

template <typename View>
bool add_description(const Request& request, const View& view, Actions& actions) {
  const auto name = view.name_node();
  if (!name || view.description() || !request.touches(name->range())) {
    return false;
  }
  const base::TextOffset at = view.range().begin;
  const std::string_view indent = request.indent_at(at);
  const bool is_first = at == request.line_start(at) + indent.size();
  const std::string text = "\"\"\"" + words_for(name->text()) + ".\"\"\"" +
                           (is_first ? "\n" + std::string(indent) : " ");
  actions.push_back(
      request.action("Add a description", Kind::refactor_rewrite, {{{at, at}, text}}));
  return true;
}

void add_descriptions(const Request& request, Actions& actions) {
  const base::TextRange at = request.range();
  if (const auto value = request.enclosing<InputValueDefinition>(at)) {
    add_description(request, *value, actions);
  } else if (const auto field = request.enclosing<FieldDefinition>(at)) {
    add_description(request, *field, actions);
  } else if (const auto member = request.enclosing<EnumValueDefinition>(at)) {
    add_description(request, *member, actions);
  } else if (const auto definition = request.enclosing<Definition>(at)) {
    if (!definition->is_executable() && !definition->is_extension()) {
      add_description(request, *definition, actions);
    }
  }
}

}  // namespace

void add_type_system(const Request& request, Actions& actions) {
  if (const auto type = request.enclosing<TypeDefinition>(request.range())) {
    add_interface_fields(request, *type, actions);
  }
  add_descriptions(request, actions);
}

}  // namespace troupe::graphql::actions
