#include <algorithm>
#include <set>

#include "analysis/languages/graphql/actions/request.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"

namespace troupe::graphql::actions {
namespace {

using Kind = ide::CodeAction::Kind;

/// The first remedies of several findings, as far as they do not get into each other's way.
class Batch {
 public:
  void add(const lint::Linted& linted, const lint::Fix& fix) {
    if (!fix.edits.empty()) {
      const auto ends = [](const ide::TextEdit& edit) { return edit.range.end; };
      const auto begins = [](const ide::TextEdit& edit) { return edit.range.begin; };
      candidates_.push_back({{begins(*std::ranges::min_element(fix.edits, {}, begins)),
                              ends(*std::ranges::max_element(fix.edits, {}, ends))},
                             &linted,
                             &fix});
    }
  }

  /// Takes those that come first. A remedy counts with all that lies between its edits.
  void finish() {
    std::ranges::stable_sort(candidates_, {}, &Candidate::span);
    std::optional<base::TextOffset> end;
    for (const Candidate& candidate : candidates_) {
      if (!end || *end < candidate.span.begin) {
        end = candidate.span.end;
        edits.insert(edits.end(), candidate.fix->edits.begin(), candidate.fix->edits.end());
        mends.push_back(candidate.linted->diagnostic);
      }
    }
  }

  std::vector<ide::TextEdit> edits{};
  std::vector<ide::Diagnostic> mends{};

 private:
  struct Candidate {
    base::TextRange span;
    const lint::Linted* linted;
    const lint::Fix* fix;
  };
  std::vector<Candidate> candidates_;
};

void add_remedies(const Request& request, const lint::Linted& linted, Actions& actions) {
  for (const lint::Fix& fix : linted.fixes) {
    actions.push_back(request.fix(fix.title, linted.diagnostic, fix.edits));
    actions.back().is_preferred = fix.is_safe && &fix == &linted.fixes.front();
  }
}

/// All of one rule in the file, where there are several.
void add_all_of_rule(const Request& request, const lint::Linted& chosen, Actions& actions) {
  Batch batch;
  for (const lint::Linted& linted : request.linted()) {
    if (linted.rule == chosen.rule && !linted.fixes.empty()) {
      batch.add(linted, linted.fixes.front());
    }
  }
  batch.finish();
  if (batch.mends.size() > 1) {
    actions.push_back(
        request.action("Mend all \"" + std::string(chosen.rule->name()) + "\" problems in the file",
                       Kind::quick_fix, batch.edits));
    actions.back().mends = std::move(batch.mends);
  }
}

void add_suppressions(const Request& request, const lint::Linted& linted, Actions& actions) {
  const std::string name(linted.rule->name());
  const base::TextOffset at = request.line_start(linted.diagnostic.range.begin);
  const DefinitionEntry* definition = request.definition_at(linted.diagnostic.range.begin);
  const bool is_host = !is_graphql_path(request.context().lookup(request.file()).path);
  if (is_host && (definition == nullptr || at <= definition->range.begin)) {
    return;  // The line may begin outside GraphQL.
  }
  const std::string comment = std::string(request.indent_at(at)) + "# troupe-ignore " + name + "\n";
  actions.push_back(
      request.fix("Silence \"" + name + "\" here", linted.diagnostic, {{{at, at}, comment}}));
  if (is_host) {
    return;
  }
  actions.push_back(request.fix("Silence \"" + name + "\" in the file", linted.diagnostic,
                                {{{0, 0}, "# troupe-ignore-file " + name + "\n"}}));
}

}  // namespace

void add_lint(const Request& request, Actions& actions) {
  std::set<const lint::Rule*> seen;
  std::vector<const lint::Linted*> here;
  Batch safe;
  for (const lint::Linted& linted : request.linted()) {
    if (request.touches(linted.diagnostic.range)) {
      here.push_back(&linted);
    }
    if (!linted.fixes.empty() && linted.fixes.front().is_safe) {
      safe.add(linted, linted.fixes.front());
    }
  }
  for (const lint::Linted* linted : here) {
    add_remedies(request, *linted, actions);
  }
  for (const lint::Linted* linted : here) {
    if (linted->rule != nullptr && seen.insert(linted->rule).second) {
      if (!linted->fixes.empty()) {
        add_all_of_rule(request, *linted, actions);
      }
      add_suppressions(request, *linted, actions);
    }
  }
  safe.finish();
  if (!safe.mends.empty()) {
    actions.push_back(
        request.action("Mend all that can be mended safely", Kind::source, std::move(safe.edits)));
    actions.back().mends = std::move(safe.mends);
  }
}

}  // namespace troupe::graphql::actions
