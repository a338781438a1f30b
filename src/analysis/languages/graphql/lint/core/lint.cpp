// Findings are relative to definitions; here they get the places that the text has now, and the
// severities that the settings give them. Comments are looked at last, so that an edit of one
// re-lints nothing.
#include "analysis/languages/graphql/lint/core/lint.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <unordered_map>

#include "analysis/ide/lines.hpp"
#include "analysis/languages/graphql/embedded/doubts.hpp"
#include "analysis/languages/graphql/embedded/file_embedding.hpp"
#include "analysis/languages/graphql/lint/core/findings.hpp"
#include "analysis/languages/graphql/lint/core/settings.hpp"
#include "analysis/languages/graphql/lint/core/suppressions.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/project/projects.hpp"
#include "analysis/languages/graphql/schema/suggestions.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::string_view suppression_code = "graphql/unused-suppression";

/// Whether an edit can be made inside a literal of another language, whatever its quotes.
bool fits_a_host(const Fix& fix) {
  return std::ranges::none_of(fix.edits, [](const ide::TextEdit& edit) {
    return edit.new_text.find_first_of("\"'`\\") != std::string::npos ||
           edit.new_text.find("${") != std::string::npos;
  });
}

base::TextRange moved(base::TextRange range, base::TextOffset by) {
  return {range.begin + by, range.end + by};
}

auto order_of(const ide::Diagnostic& diagnostic) {
  return std::tie(diagnostic.range, diagnostic.code, diagnostic.message);
}

class Collector {
 public:
  Collector(engine::Context& context, FileId file, const Settings& settings)
      : context_(&context),
        file_(file),
        settings_(&settings),
        is_in_host_(is_host(context, file)) {}

  /// Whether something stands in a definition that an interpolation will replace: who knows what a
  /// rule would say then.
  [[nodiscard]] bool is_in_doubt(const DefinitionEntry& entry) const {
    return is_in_host_ && context_->get<DefinitionHasPlaceholder>(entry.id);
  }

  /// Findings whose ranges begin to count at `begin`.
  void add(const std::vector<Finding>& findings, base::TextOffset begin) {
    for (const Finding& finding : findings) {
      const RuleSetting* setting = settings_->find(*finding.rule);
      if (setting == nullptr) {
        continue;
      }
      Linted& linted = all_.emplace_back();
      linted.rule = finding.rule;
      ide::Diagnostic& diagnostic = linted.diagnostic;
      diagnostic.range = moved(finding.range, begin);
      diagnostic.severity = setting->severity;
      diagnostic.code = finding.rule->code;
      diagnostic.message = finding.message;
      diagnostic.is_unnecessary = finding.rule->is_unnecessary;
      diagnostic.is_deprecated = finding.rule->is_deprecated;
      for (const Related& related : finding.related) {
        if (const DefinitionEntry* entry = find_definition(*context_, related.where.definition)) {
          diagnostic.related.push_back({{context_->lookup(related.where.definition).file,
                                         moved(related.where.range, entry->range.begin)},
                                        std::string(related.message)});
        }
      }
      linted.fixes = finding.fixes;
      if (is_in_host_) {
        std::erase_if(linted.fixes, [](const Fix& fix) { return !fits_a_host(fix); });
      }
      for (Fix& fix : linted.fixes) {
        for (ide::TextEdit& edit : fix.edits) {
          edit.range = moved(edit.range, begin);
        }
      }
    }
  }

  /// Takes out what comments silence, and adds what is to be said about the comments.
  void apply(const Suppressions& suppressions) {
    if (suppressions.all.empty() && suppressions.unknown.empty()) {
      return;
    }
    const base::LineIndex& lines = context_->get<ide::FileLines>(file_);
    const std::vector<Suppression>& all = suppressions.all;
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> by_line;
    std::vector<std::size_t> long_ones;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool is_short = all[i].first_line == all[i].last_line;
      (is_short ? by_line[all[i].first_line] : long_ones).push_back(i);
    }
    std::vector<bool> is_used(all.size(), false);
    std::erase_if(all_, [&](const Linted& linted) {
      context_->checkpoint();
      const std::uint32_t line = lines.line_of(linted.diagnostic.range.begin);
      bool is_silenced = false;
      const auto look_at = [&](std::size_t i) {
        if ((all[i].rule == nullptr || all[i].rule == linted.rule) && all[i].first_line <= line &&
            line <= all[i].last_line) {
          is_used[i] = is_silenced = true;
        }
      };
      std::ranges::for_each(long_ones, look_at);
      if (const auto here = by_line.find(line); here != by_line.end()) {
        std::ranges::for_each(here->second, look_at);
      }
      return is_silenced;
    });
    for (std::size_t i = 0; i < suppressions.all.size(); ++i) {
      if (!is_used[i] && suppressions.all[i].is_ours) {
        report_unused(suppressions.all[i]);
      }
    }
    std::ranges::for_each(suppressions.unknown,
                          [this](const UnknownName& unknown) { report_unknown(unknown); });
  }

  std::vector<Linted> take() {
    std::ranges::stable_sort(all_, {},
                             [](const Linted& linted) { return order_of(linted.diagnostic); });
    return std::move(all_);
  }

 private:
  void report_unused(const Suppression& suppression) {
    Linted& linted = all_.emplace_back();
    ide::Diagnostic& diagnostic = linted.diagnostic;
    diagnostic.range = suppression.range;
    diagnostic.severity = ide::Severity::hint;
    diagnostic.code = suppression_code;
    diagnostic.is_unnecessary = true;
    diagnostic.message =
        suppression.rule == nullptr
            ? std::string("No rule has anything to say here: the comment is not needed.")
            : "The rule \"" + std::string(suppression.rule->name()) +
                  "\" has nothing to say here: it need not be silenced.";
    if (suppression.count <= 1) {
      linted.fixes.push_back({"Remove the comment", {{removal_of(suppression.comment), ""}}, true});
    }
  }

  void report_unknown(const UnknownName& unknown) {
    ide::Diagnostic& diagnostic = all_.emplace_back().diagnostic;
    diagnostic.range = unknown.range;
    diagnostic.severity = ide::Severity::warning;
    diagnostic.code = suppression_code;
    if (unknown.is_validation) {
      diagnostic.message = "\"" + unknown.name + "\" is part of validation: it cannot be silenced.";
      return;
    }
    std::vector<std::string_view> names;
    names.reserve(all_rules().size());
    std::ranges::transform(all_rules(), std::back_inserter(names), &Rule::name);
    diagnostic.message = "There is no rule \"" + unknown.name + "\"." +
                         did_you_mean(suggestion_list(bare_rule_name(unknown.name), names));
  }

  /// The comment, with its line where it is alone on it, else with the blanks before it.
  [[nodiscard]] base::TextRange removal_of(base::TextRange comment) const {
    const std::string_view text = ide::text_of(*context_, file_);
    const base::LineIndex& lines = context_->get<ide::FileLines>(file_);
    const std::uint32_t line = lines.line_of(comment.begin);
    base::TextOffset begin = comment.begin;
    while (begin > lines.line_start(line) && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) {
      --begin;
    }
    const bool is_alone = begin == lines.line_start(line);
    const bool is_last = line + 1 == lines.line_count();
    return {begin, is_alone && !is_last ? lines.line_start(line + 1) : comment.end};
  }

  engine::Context* context_;
  FileId file_;
  const Settings* settings_;
  bool is_in_host_;  ///< the file is one of another language
  std::vector<Linted> all_;
};

}  // namespace

std::vector<Linted> lint(engine::Context& context, FileId file) {
  const FileRole role = role_of(context, file);
  const Settings& settings = *context.get<SettingsOf>(file);
  const std::string& path = context.lookup(file).path;
  // What comes from a server's answer in JSON has no text in which a place could be shown.
  if (role == FileRole::none || settings.ignores(path) || path.ends_with(".json")) {
    return {};
  }
  Collector collector(context, file, settings);
  for (const DefinitionEntry& entry : context.get<FileDefinitions>(file).all()) {
    const bool is_executable =
        entry.space == DefinitionSpace::operation || entry.space == DefinitionSpace::fragment;
    if ((!is_executable && role == FileRole::loose) || collector.is_in_doubt(entry)) {
      continue;
    }
    if (settings.has_walks()) {
      collector.add(context.get<DefinitionLint>(entry.id), entry.range.begin);
    }
    if (settings.has_wide_rules()) {
      collector.add(context.get<DefinitionWideLint>(entry.id), entry.range.begin);
    }
  }
  if (settings.has_file_rules()) {
    collector.add(context.get<FileLint>(file), 0);
  }
  collector.apply(context.get<FileSuppressions>(file));
  return collector.take();
}

std::vector<ide::Diagnostic> lint_diagnostics(engine::Context& context, FileId file) {
  const std::string& path = context.lookup(file).path;
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  if (is_settings_path(path) || configuration_form(name)) {
    return settings_diagnostics(context, file);
  }
  std::vector<ide::Diagnostic> diagnostics;
  for (Linted& linted : lint(context, file)) {
    diagnostics.push_back(std::move(linted.diagnostic));
  }
  return diagnostics;
}

std::vector<ide::Diagnostic> merged(std::vector<ide::Diagnostic> left,
                                    std::vector<ide::Diagnostic> right) {
  std::vector<ide::Diagnostic> all;
  all.reserve(left.size() + right.size());
  std::ranges::merge(left, right, std::back_inserter(all),
                     [](const ide::Diagnostic& one, const ide::Diagnostic& other) {
                       return order_of(one) < order_of(other);
                     });
  return all;
}

}  // namespace troupe::graphql::lint
