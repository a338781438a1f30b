#include "analysis/languages/graphql/lint/core/settings.hpp"

#include <algorithm>

#include "analysis/languages/graphql/lint/core/settings_reader.hpp"

namespace troupe::graphql::lint {
namespace {

/// The settings in one file; of `nothing_configured`, those that hold without one.
struct SettingsIn {
  using Key = FileId;
  using Value = std::shared_ptr<const Settings>;
  static constexpr std::string_view name = "graphql_lint_settings_in";
  static Value execute(engine::Context& context, const Key& file);
  static bool equal(const Value& left, const Value& right) { return *left == *right; }
};

/// A path that no file has.
FileId nothing_configured(engine::Context& context) {
  return context.intern(ide::FilePath{"graphql:no-settings"});
}

std::string_view directory_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

Configured configured_in(engine::Context& context, FileId file) {
  const std::string& path = context.lookup(file).path;
  const SettingsValue* settings = troupe_settings(context.get<FileSettings>(file), path);
  const SettingsValue* lint = settings != nullptr ? settings->find("lint") : nullptr;
  return read_lint_settings(lint, directory_of(path));
}

std::shared_ptr<const Settings> SettingsIn::execute(engine::Context& context, const Key& file) {
  if (file == nothing_configured(context)) {
    return std::make_shared<const Settings>(read_lint_settings(nullptr, {}).settings);
  }
  return std::make_shared<const Settings>(configured_in(context, file).settings);
}

ide::Diagnostic diagnostic_of(const ConfigurationProblem& problem) {
  ide::Diagnostic diagnostic;
  diagnostic.range = problem.range;
  diagnostic.severity = problem.severity;
  diagnostic.code = "graphql/configuration";
  diagnostic.message = problem.message;
  return diagnostic;
}

}  // namespace

Settings::Settings(std::vector<RuleSetting> rules, std::vector<PathPattern> ignored)
    : rules_(std::move(rules)), ignored_(std::move(ignored)) {
  for (std::uint32_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = *rules_[i].rule;
    for (const NodeCheck& check : rule.nodes) {
      subscribers_[static_cast<std::size_t>(check.kind)].push_back({i, check.run});
    }
    has_walks_ |= !rule.nodes.empty();
    has_wide_rules_ |= rule.wide != nullptr;
    has_file_rules_ |= rule.file != nullptr;
  }
}

const RuleSetting* Settings::find(const Rule& rule) const {
  const auto found = std::ranges::find(rules_, &rule, &RuleSetting::rule);
  return found == rules_.end() ? nullptr : &*found;
}

bool Settings::ignores(std::string_view path) const {
  return matches_any(ignored_, path);
}

Configured read_lint_settings(const SettingsValue* value, std::string_view directory) {
  return SettingsReader(directory).read(value);
}

std::shared_ptr<const Settings> SettingsOf::execute(engine::Context& context, const FileId& file) {
  const std::optional<FileId> settings = context.get<SettingsFileOf>(file);
  return context.get<SettingsIn>(settings.value_or(nothing_configured(context)));
}

std::vector<ide::Diagnostic> settings_diagnostics(engine::Context& context, FileId file) {
  std::vector<ide::Diagnostic> diagnostics;
  const std::string& path = context.lookup(file).path;
  const SettingsTree& tree = context.get<FileSettings>(file);
  const SettingsValue* settings = troupe_settings(tree, path);
  if (is_settings_path(path)) {
    std::ranges::transform(tree.problems, std::back_inserter(diagnostics), diagnostic_of);
  }
  if (settings == nullptr || (tree.problems.empty() == false && settings->entries.empty())) {
    return diagnostics;
  }
  std::ranges::transform(problems_at_the_top(*settings, is_settings_path(path)),
                         std::back_inserter(diagnostics), diagnostic_of);
  std::ranges::transform(configured_in(context, file).problems, std::back_inserter(diagnostics),
                         diagnostic_of);
  std::ranges::stable_sort(diagnostics, {}, [](const ide::Diagnostic& diagnostic) {
    return std::tie(diagnostic.range, diagnostic.message);
  });
  return diagnostics;
}

}  // namespace troupe::graphql::lint
