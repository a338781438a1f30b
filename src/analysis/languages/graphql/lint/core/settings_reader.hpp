// From a tree of settings to which rules are on.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/lint/core/settings.hpp"

namespace troupe::graphql::lint {

/// Reads what stands under `lint`. One for each reading. What it does not understand becomes a
/// problem with a suggestion, and the rest counts.
class SettingsReader {
 public:
  explicit SettingsReader(std::string_view directory) : directory_(directory) {}

  /// `value` is null where nothing is configured.
  [[nodiscard]] Configured read(const SettingsValue* value);

 private:
  void read_map(const SettingsValue& map);
  void read_preset(const SettingsValue& value);
  void apply_preset(std::string_view preset);
  void read_rules(const SettingsValue& map);
  void read_rule(const SettingsEntry& entry);
  /// `off`, `warn`, `error` and the like; false when it is none of them.
  bool read_severity(const SettingsValue& value, const Rule& rule);
  void read_options(const SettingsValue& value, const Rule& rule, Options& options);
  void read_option(const SettingsEntry& entry, const Rule& rule, Options& options);
  void read_texts(const SettingsValue& value, const Option& option, Options& options);
  void read_ignore(const SettingsValue& value);
  void report_unknown_rule(const SettingsEntry& entry);
  void report(base::TextRange range, std::string message,
              ide::Severity severity = ide::Severity::error);

  std::string_view directory_;
  std::map<std::string_view, RuleSetting> on_;  ///< by code: the table's order
  std::vector<PathPattern> ignored_;
  std::vector<ConfigurationProblem> problems_;
};

/// Keys beside those that Troupe knows, at the top of its settings.
[[nodiscard]] std::vector<ConfigurationProblem> problems_at_the_top(const SettingsValue& settings,
                                                                    bool is_settings_file);

}  // namespace troupe::graphql::lint
