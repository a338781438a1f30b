// Which lint rules are on, how severe they are and what is set about them.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/lint/core/rule.hpp"
#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/graphql/project/settings_files.hpp"

namespace troupe::graphql::lint {

/// A rule that is on.
struct RuleSetting {
  const Rule* rule = nullptr;
  ide::Severity severity = ide::Severity::warning;
  Options options;

  friend bool operator==(const RuleSetting&, const RuleSetting&) = default;
};

/// What is configured for the files of one settings file: no positions, so that only changes of
/// meaning are changes. Immutable.
class Settings {
 public:
  Settings() = default;
  Settings(std::vector<RuleSetting> rules, std::vector<PathPattern> ignored);

  /// Those that are on, in the table's order.
  [[nodiscard]] const std::vector<RuleSetting>& rules() const { return rules_; }
  /// Null when the rule is off.
  [[nodiscard]] const RuleSetting* find(const Rule& rule) const;
  /// Those that look at a kind of node, by their place in `rules`.
  struct Subscriber {
    std::uint32_t rule;
    void (*run)(const Walk& walk, syntax::NodeRef node);
  };
  [[nodiscard]] const std::vector<Subscriber>& subscribers(NodeKind kind) const {
    return subscribers_[static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] bool has_walks() const { return has_walks_; }
  [[nodiscard]] bool has_wide_rules() const { return has_wide_rules_; }
  [[nodiscard]] bool has_file_rules() const { return has_file_rules_; }
  /// Whether a file is shut out from linting.
  [[nodiscard]] bool ignores(std::string_view path) const;

  friend bool operator==(const Settings& left, const Settings& right) {
    return left.rules_ == right.rules_ && left.ignored_ == right.ignored_;
  }

 private:
  std::vector<RuleSetting> rules_;
  std::vector<PathPattern> ignored_;
  std::array<std::vector<Subscriber>, node_kind_count> subscribers_;
  bool has_walks_ = false;
  bool has_wide_rules_ = false;
  bool has_file_rules_ = false;
};

/// What a settings tree says about linting, and what is wrong in it.
struct Configured {
  Settings settings;
  std::vector<ConfigurationProblem> problems;  ///< in order of position
};
/// `value` is null where nothing is configured: the recommended rules are on. `directory` is where
/// the globs of `ignore` start.
[[nodiscard]] Configured read_lint_settings(const SettingsValue* value, std::string_view directory);

/// The settings for a file.
struct SettingsOf {
  using Key = FileId;
  using Value = std::shared_ptr<const Settings>;
  static constexpr std::string_view name = "graphql_lint_settings_of";
  static Value execute(engine::Context& context, const Key& file);
  static bool equal(const Value& left, const Value& right) { return *left == *right; }
};

/// What is wrong in a settings file, or in what a GraphQL configuration says about Troupe.
[[nodiscard]] std::vector<ide::Diagnostic> settings_diagnostics(engine::Context& context,
                                                                FileId file);

}  // namespace troupe::graphql::lint
