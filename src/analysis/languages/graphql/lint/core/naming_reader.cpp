#include "analysis/languages/graphql/lint/core/naming_reader.hpp"

#include <algorithm>
#include <array>

#include "analysis/languages/graphql/lint/core/naming.hpp"
#include "analysis/languages/graphql/schema/suggestions.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::array<std::string_view, 8> keys = {"style",
                                                  "prefix",
                                                  "suffix",
                                                  "forbiddenPrefixes",
                                                  "ignorePattern",
                                                  "forbiddenSuffixes",
                                                  "requiredPrefixes",
                                                  "requiredSuffixes"};

class NamingReader {
 public:
  explicit NamingReader(std::vector<ConfigurationProblem>& problems) : problems_(&problems) {}

  NamingStyle read(const SettingsEntry& entry) {
    style_.selector = entry.key;
    if (entry.value.kind == SettingsValue::Kind::map) {
      for (const SettingsEntry& member : entry.value.entries) {
        read_member(member);
      }
    } else {
      read_style(entry.value);
    }
    return std::move(style_);
  }

 private:
  void read_member(const SettingsEntry& member) {
    if (member.key == "style") {
      read_style(member.value);
    } else if (member.key == "prefix") {
      style_.prefix = member.value.text;
    } else if (member.key == "suffix") {
      style_.suffix = member.value.text;
    } else if (member.key == "forbiddenPrefixes") {
      read_texts(member.value, style_.forbidden_prefixes);
    } else if (member.key == "forbiddenSuffixes") {
      read_texts(member.value, style_.forbidden_suffixes);
    } else if (member.key == "requiredPrefixes") {
      read_texts(member.value, style_.required_prefixes);
    } else if (member.key == "requiredSuffixes") {
      read_texts(member.value, style_.required_suffixes);
    } else if (member.key == "ignorePattern") {
      read_pattern(member.value);
    } else {
      report(
          member.key_range,
          "Unknown key \"" + member.key + "\"." + did_you_mean(suggestion_list(member.key, keys)),
          ide::Severity::warning);
    }
  }

  void read_style(const SettingsValue& value) {
    if (is_naming_style(value.text)) {
      style_.style = value.text;
      return;
    }
    report(value.range,
           "A style of names is camelCase, PascalCase, snake_case, UPPER_CASE, "
           "kebab-case or matchDocumentStyle." +
               did_you_mean(suggestion_list(value.text, naming_styles())));
  }

  void read_texts(const SettingsValue& value, std::vector<std::string>& texts) {
    if (value.kind == SettingsValue::Kind::scalar) {
      texts.push_back(value.text);
      return;
    }
    for (const SettingsValue& item : value.items) {
      if (item.kind == SettingsValue::Kind::scalar) {
        texts.push_back(item.text);
      } else {
        report(item.range, "This must be text.");
      }
    }
  }

  void read_pattern(const SettingsValue& value) {
    if (const auto pattern = Pattern::compile(value.text)) {
      style_.ignore = *pattern;
    } else {
      report(value.range, "\"ignorePattern\" must be a regular expression.");
    }
  }

  void report(base::TextRange range, std::string message,
              ide::Severity severity = ide::Severity::error) {
    problems_->push_back({range, severity, std::move(message)});
  }

  std::vector<ConfigurationProblem>* problems_;
  NamingStyle style_;
};

}  // namespace

void read_naming(const SettingsEntry& entry, const Rule& rule, Options& options,
                 std::vector<ConfigurationProblem>& problems) {
  const std::string_view key = std::string_view(entry.key).substr(0, entry.key.find('['));
  const auto known = std::ranges::find(rule.options, key, &Option::name);
  if (known == rule.options.end() || known->kind != Option::Kind::naming) {
    std::vector<std::string_view> names;
    names.reserve(rule.options.size());
    std::ranges::transform(rule.options, std::back_inserter(names), &Option::name);
    problems.push_back({entry.key_range, ide::Severity::warning,
                        "The rule \"" + std::string(rule.name()) + "\" knows no \"" +
                            std::string(key) + "\"." + did_you_mean(suggestion_list(key, names))});
    return;
  }
  if (key.size() != entry.key.size() && !is_selector(entry.key)) {
    problems.push_back({entry.key_range, ide::Severity::warning,
                        "Of selectors, [parent.name.value=X] and [gqlType.name.value=X] are "
                        "understood, where X is a name or /a pattern/."});
    return;
  }
  NamingStyle style = NamingReader(problems).read(entry);
  const std::string_view value = selector_of(entry.key).value_or(Selector()).value;
  if (value.size() > 1 && value.starts_with('/') && value.ends_with('/')) {
    const auto condition = Pattern::compile(value.substr(1, value.size() - 2));
    if (condition == nullptr) {
      problems.push_back({entry.key_range, ide::Severity::error,
                          "Between the slashes must stand a regular expression."});
      return;
    }
    style.condition = *condition;
  }
  options.add(std::move(style));
}

}  // namespace troupe::graphql::lint
