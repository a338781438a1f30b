#include <algorithm>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/lint/rules/edits.hpp"
#include "analysis/languages/graphql/validation/core/findings.hpp"
#include "analysis/languages/graphql/validation/core/reach.hpp"

namespace troupe::graphql::actions {
namespace {

/// What stands between the first `"$` and the next quote.
std::string variable_in(std::string_view message) {
  const std::size_t begin = message.find("\"$");
  const std::size_t end = message.find('"', begin + 1);
  return begin == std::string_view::npos || end == std::string_view::npos
             ? std::string()
             : std::string(message.substr(begin + 2, end - begin - 2));
}

/// The type that a variable's first use asks for, in the operation or in what it reaches.
std::string wanted_type(const Request& request, DefinitionId operation,
                        const std::string& variable) {
  engine::Context& context = request.context();
  std::vector<DefinitionId> definitions = {operation};
  for (const ReachedFragment& reached : context.get<ReachedFragments>(operation)) {
    definitions.push_back(reached.fragment);
  }
  for (const DefinitionId definition : definitions) {
    for (const VariableUse& use : context.get<DefinitionFindings>(definition).uses) {
      if (use.variable == variable) {
        const TypeReference type = use.type();
        return (use.has_default ? type.nullable() : type).to_string();
      }
    }
  }
  return {};
}

/// The operations whose variables a diagnostic is about: those around its place, or that its
/// message names.
const DefinitionEntry* operation_of(const Request& request, const ide::Diagnostic& diagnostic) {
  const DefinitionEntry* around = request.definition_at(diagnostic.range.begin);
  if (around != nullptr && around->space == DefinitionSpace::operation) {
    return around;
  }
  const std::size_t at = diagnostic.message.find("operation \"");
  const std::string_view rest = at == std::string::npos
                                    ? std::string_view()
                                    : std::string_view(diagnostic.message).substr(at + 11);
  return request.table().find(DefinitionSpace::operation, rest.substr(0, rest.find('"')), 0);
}

void add_definition(const Request& request, const ide::Diagnostic& diagnostic, Actions& actions) {
  const std::string variable = variable_in(diagnostic.message);
  const DefinitionEntry* entry = operation_of(request, diagnostic);
  const std::string type =
      entry != nullptr && !variable.empty() ? wanted_type(request, entry->id, variable) : "";
  if (type.empty()) {
    return;
  }
  const OperationDefinition operation(request.table().node(*entry));
  const std::string text = "$" + variable + ": " + type;
  const auto definitions = operation.variable_definitions();
  ide::TextEdit edit;
  if (!definitions.empty()) {
    base::TextOffset at = 0;
    for (const VariableDefinition definition : definitions) {
      at = definition.range().end;
    }
    edit = {{at, at}, ", " + text};
  } else if (operation.is_shorthand()) {
    const base::TextOffset at = operation.range().begin;
    edit = {{at, at}, "query (" + text + ") "};
  } else {
    const auto name = operation.name_node();
    std::optional<base::TextOffset> at;
    if (name) {
      at = name->range().end;
    } else if (!operation.description()) {
      at = operation.node().first_token().range().end;
    }
    if (!at) {
      return;
    }
    edit = {{*at, *at}, (name ? "(" : " (") + text + ")"};
  }
  actions.push_back(
      request.fix("Define the variable \"$" + variable + ": " + type + "\"", diagnostic, {edit}));
  actions.back().is_preferred = true;
}

void add_removal(const Request& request, const ide::Diagnostic& diagnostic, Actions& actions) {
  const auto definition = request.enclosing<VariableDefinition>(diagnostic.range);
  const auto list = definition ? definition->node().parent() : std::nullopt;
  if (!list) {
    return;
  }
  std::vector<VariableDefinition> all;
  for (const syntax::NodeRef child : list->children()) {
    if (const auto each = cast<VariableDefinition>(child)) {
      all.push_back(*each);
    }
  }
  ide::TextEdit edit = lint::removal_of(request.tree(), definition->node());
  if (all.size() == 1) {
    edit = lint::removal_of(request.tree(), *list);
  } else if (all.front() == *definition) {
    edit = {{definition->range().begin, all[1].range().begin}, ""};
  }
  actions.push_back(request.fix("Remove the variable \"$" + std::string(definition->name()) + "\"",
                                diagnostic, {edit}));
  actions.back().is_preferred = true;
}

}  // namespace

void add_variables(const Request& request, Actions& actions) {
  for (const ide::Diagnostic& diagnostic : request.diagnostics()) {
    if (diagnostic.code == "graphql/no-undefined-variables") {
      add_definition(request, diagnostic, actions);
    } else if (diagnostic.code == "graphql/no-unused-variables") {
      add_removal(request, diagnostic, actions);
    }
  }
}

}  // namespace troupe::graphql::actions
