#include <algorithm>

#include "analysis/languages/graphql/actions/request.hpp"

namespace troupe::graphql::actions {
namespace {

/// `, name: value` for every required one that is not given.
template <typename Given>
std::string missing_text(const Schema& schema, const std::vector<InputValueShape>& wanted,
                         const Given& given, bool is_first, std::string& names) {
  std::string text;
  for (const InputValueShape& value : wanted) {
    if (!value.is_required() ||
        std::ranges::any_of(given, [&](const auto& each) { return each.name() == value.name; })) {
      continue;
    }
    text += is_first && text.empty() ? "" : ", ";
    text += std::string(value.name) + ": " + placeholder(schema, value.type);
    names += (names.empty() ? "\"" : ", \"") + std::string(value.name) + "\"";
  }
  return text;
}

/// Arguments of a field or directive.
template <typename View>
void add_arguments(const Request& request, const ide::Diagnostic& diagnostic, const View& view,
                   const std::vector<InputValueShape>& wanted, Actions& actions) {
  const auto arguments = view.arguments();
  const auto list = arguments.node();
  const auto name = view.name_node();
  std::string names;
  const std::string text =
      missing_text(request.schema(), wanted, arguments, arguments.empty(), names);
  if (text.empty() || !name) {
    return;
  }
  ide::TextEdit edit;
  if (list && list->last_token().text() == ")") {
    const base::TextOffset at = list->last_token().range().begin;
    edit = {{at, at}, text};
  } else {
    const base::TextOffset at = name->range().end;
    edit = {{at, at}, "(" + text + ")"};
  }
  actions.push_back(request.fix(
      std::string("Add the argument") + (names.find(',') == std::string::npos ? " " : "s ") + names,
      diagnostic, {edit}));
  actions.back().is_preferred = true;
}

void add_required_arguments(const Request& request, const ide::Diagnostic& diagnostic,
                            Actions& actions) {
  const base::TextRange at = {diagnostic.range.begin, diagnostic.range.begin};
  const auto directive = request.enclosing<Directive>(at);
  if (directive && directive->range().begin == diagnostic.range.begin) {
    if (const DirectiveShape* shape = request.schema().find_directive(directive->name())) {
      add_arguments(request, diagnostic, *directive, shape->arguments, actions);
    }
    return;
  }
  const auto field = request.enclosing<Field>(at);
  const FieldShape* shape = field ? request.shape_of_field(*field) : nullptr;
  if (shape != nullptr) {
    add_arguments(request, diagnostic, *field, shape->arguments, actions);
  }
}

/// Fields of an object value: its type stands first in the message. One action adds them all.
void add_input_fields(const Request& request, const ide::Diagnostic& diagnostic, Actions& actions) {
  const std::size_t open = diagnostic.message.find('"');
  const std::size_t close = diagnostic.message.find_first_of("\"!", open + 1);
  const auto object = request.enclosing<ObjectValue>(diagnostic.range);
  if (open == std::string::npos || close == std::string::npos || !object) {
    return;
  }
  const std::string type = diagnostic.message.substr(open + 1, close - open - 1);
  const TypeShape* shape = request.schema().find_type(type);
  if (shape == nullptr || shape->kind != TypeKind::input_object) {
    return;
  }
  const auto fields = object->fields();
  std::string names;
  const std::string text =
      missing_text(request.schema(), shape->input_fields, fields, fields.empty(), names);
  if (text.empty() || object->node().last_token().text() != "}") {
    return;
  }
  base::TextOffset at = object->node().first_token().range().end;
  for (const ObjectField field : fields) {
    at = field.range().end;
  }
  const std::string title =
      "Add the field" + std::string(names.find(',') == std::string::npos ? " " : "s ") + names;
  const auto known = std::ranges::find_if(actions, [&](const ide::CodeAction& action) {
    return action.title == title && action.mends.front().range == diagnostic.range;
  });
  if (known != actions.end()) {
    known->mends.push_back(diagnostic);
    return;
  }
  actions.push_back(
      request.fix(title, diagnostic, {{{at, at}, fields.empty() ? " " + text + " " : text}}));
}

/// What to select first: an id, else some leaf, else the name of the type.
std::string first_selection(const Schema& schema, const TypeShape& type) {
  if (type.find_field("id") != nullptr) {
    return "id";
  }
  for (const FieldShape& field : type.fields) {
    const TypeShape* shape = schema.find_type(field.type.name);
    const bool is_free = std::ranges::none_of(
        field.arguments, [](const InputValueShape& value) { return value.is_required(); });
    if (shape != nullptr && shape->is_leaf() && is_free && !field.is_deprecated) {
      return std::string(field.name);
    }
  }
  return "__typename";
}

void add_selection(const Request& request, const ide::Diagnostic& diagnostic, Actions& actions) {
  const auto field = request.enclosing<Field>(diagnostic.range);
  const FieldShape* shape = field ? request.shape_of_field(*field) : nullptr;
  const TypeShape* type = shape != nullptr ? request.schema().find_type(shape->type.name) : nullptr;
  if (type == nullptr) {
    return;
  }
  if (const auto set = field->selection_set(); set && !type->is_composite()) {
    const base::TextOffset begin = set->node().first_token().gap_before().begin;
    actions.push_back(
        request.fix("Remove the selection", diagnostic, {{{begin, set->range().end}, ""}}));
    actions.back().is_preferred = true;
  } else if (!set && type->is_composite()) {
    const base::TextOffset at = field->range().end;
    const std::string selection = first_selection(request.schema(), *type);
    actions.push_back(request.fix("Select \"" + selection + "\"", diagnostic,
                                  {{{at, at}, " { " + selection + " }"}}));
    actions.back().is_preferred = true;
  }
}

}  // namespace

void add_missing(const Request& request, Actions& actions) {
  for (const ide::Diagnostic& diagnostic : request.diagnostics()) {
    if (diagnostic.code == "graphql/provided-required-arguments") {
      add_required_arguments(request, diagnostic, actions);
    } else if (diagnostic.code == "graphql/values-of-correct-type" &&
               diagnostic.message.find("to include required field") != std::string::npos) {
      add_input_fields(request, diagnostic, actions);
    } else if (diagnostic.code == "graphql/scalar-leafs") {
      add_selection(request, diagnostic, actions);
    }
  }
}

}  // namespace troupe::graphql::actions
