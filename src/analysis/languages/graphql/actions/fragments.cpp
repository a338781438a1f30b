#include <algorithm>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/embedded/doubts.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/lint/rules/edits.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql::actions {
namespace {

using Kind = ide::CodeAction::Kind;

/// A text with another indentation: every line but the first is moved from `old_indent`.
std::string reindented(std::string_view text, std::string_view old_indent,
                       std::string_view new_indent) {
  std::string result;
  bool is_first = true;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (!std::exchange(is_first, false)) {
      const bool has_old = line.starts_with(old_indent);
      line.remove_prefix(has_old ? old_indent.size() : 0);
      result.append("\n");
      result.append(line.empty() || !has_old ? "" : new_indent);
    }
    result.append(line);
    if (end == std::string_view::npos) {
      return result;
    }
    text.remove_prefix(end + 1);
  }
}

std::string free_fragment_name(const Request& request, const TypeShape& type) {
  const std::vector<std::string> taken =
      fragment_names(request.context(), request.schema().project(), request.file());
  const std::string base = std::string(type.name) + "Fields";
  std::string name = base;
  for (int number = 2; std::ranges::binary_search(taken, name); ++number) {
    name = base + std::to_string(number);
  }
  return name;
}

/// Whether something in a part of the tree uses a variable or has a syntax error.
bool is_broken(const Request& request, base::TextRange range) {
  return std::ranges::any_of(request.tree().diagnostics(), [range](const auto& mistake) {
    return mistake.range.begin <= range.end && range.begin <= mistake.range.end;
  });
}

/// The selections of one set that a range covers, from the first to the last.
void add_extraction(const Request& request, Actions& actions) {
  const base::TextRange range = request.range();
  const auto set = range.empty() ? std::nullopt : request.enclosing<SelectionSet>(range);
  const TypeShape* type = set ? request.parent_type_of(set->node()) : nullptr;
  if (type == nullptr || !type->is_composite() || is_broken(request, set->range())) {
    return;
  }
  std::optional<base::TextRange> covered;
  for (const Selection selection : set->selections()) {
    const base::TextRange at = selection.range();
    if (at.begin < range.end && range.begin < at.end) {
      covered = {covered ? covered->begin : at.begin, at.end};
    }
  }
  const DefinitionEntry* definition = covered ? request.definition_at(covered->begin) : nullptr;
  if (!covered || definition == nullptr || !range.contains(*covered)) {
    return;
  }
  const std::string name = free_fragment_name(request, *type);
  const std::string body =
      reindented(base::slice(request.text(), *covered), request.indent_at(covered->begin), "  ");
  const base::TextOffset end = definition->range.end;
  actions.push_back(request.action(
      "Extract to fragment \"" + name + "\"", Kind::refactor_extract,
      {{*covered, "..." + name},
       {{end, end},
        "\n\nfragment " + name + " on " + std::string(type->name) + " {\n  " + body + "\n}"}}));
}

/// Puts what a fragment selects in the place of a spread.
void add_inlining(const Request& request, Actions& actions) {
  const auto spread = request.enclosing<FragmentSpread>(request.range());
  const auto set = spread ? spread->node().parent() : std::nullopt;
  if (!set || kind_of(*set) != NodeKind::selection_set) {
    return;
  }
  engine::Context& context = request.context();
  const auto id =
      find_fragment(context, request.schema().project(), request.file(), spread->name());
  const DefinitionEntry* entry = id ? find_definition(context, *id) : nullptr;
  if (entry == nullptr || context.get<DefinitionSummary>(*id).is_broken ||
      context.get<DefinitionHasPlaceholder>(*id)) {
    return;
  }
  const DefinitionTable& table = context.get<FileDefinitions>(context.lookup(*id).file);
  const FragmentDefinition fragment(table.node(*entry));
  const auto body = fragment.selection_set();
  const auto condition = fragment.type_condition();
  if (!body || !condition || body->selections().empty() || !fragment.directives().empty()) {
    return;
  }
  const TypeShape* parent = request.parent_type_of(*set);
  const bool is_plain =
      parent != nullptr && parent->name == condition->name() && spread->directives().empty();
  const std::string_view text = table.tree().text();
  const std::string_view indent = request.indent_at(spread->range().begin);
  std::string result;
  if (is_plain) {
    const base::TextRange inner = {(*body->selections().begin()).range().begin,
                                   body->node().last_token().gap_before().begin};
    result = reindented(base::slice(text, inner), "  ", indent);
  } else {
    result = "... on " + std::string(condition->name()) + " ";
    for (const Directive directive : spread->directives()) {
      result.append(directive.text()).append(" ");
    }
    result += reindented(base::slice(text, body->range()), "", indent);
  }
  actions.push_back(request.action("Inline the fragment \"" + std::string(spread->name()) + "\"",
                                   Kind::refactor_inline, {{spread->range(), result}}));
}

/// The definition with the empty lines before it; in a host, where the gap before it may be the
/// host's text, the definition alone.
void add_removal(const Request& request, const ide::Diagnostic& diagnostic, Actions& actions) {
  const auto fragment = request.enclosing<FragmentDefinition>(diagnostic.range);
  if (fragment) {
    const ide::TextEdit edit = is_host(request.context(), request.file())
                                   ? ide::TextEdit{fragment->range(), ""}
                                   : lint::removal_of(request.tree(), fragment->node());
    actions.push_back(request.fix("Remove the fragment \"" + std::string(fragment->name()) + "\"",
                                  diagnostic, {edit}));
  }
}

}  // namespace

void add_fragments(const Request& request, Actions& actions) {
  for (const ide::Diagnostic& diagnostic : request.diagnostics()) {
    if (diagnostic.code == "graphql/no-unused-fragments") {
      add_removal(request, diagnostic, actions);
    }
  }
  for (const lint::Linted& linted : request.linted()) {
    if (linted.diagnostic.code == "graphql/unused-fragments" &&
        request.touches(linted.diagnostic.range)) {
      add_removal(request, linted.diagnostic, actions);
    }
  }
  add_extraction(request, actions);
  add_inlining(request, actions);
}

}  // namespace troupe::graphql::actions
