// graphql-eslint's `rules` can be pasted: the prefix of its rules, its spellings of severities and
// options, and rules that Troupe has under another name are understood, and so are those that are
// validation here, which is always on.
#include "analysis/languages/graphql/lint/core/settings_reader.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "analysis/languages/graphql/lint/core/naming_reader.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "analysis/languages/graphql/schema/suggestions.hpp"

namespace troupe::graphql::lint {
namespace {

/// Of a GraphQL configuration; the first stands in settings files, too.
constexpr std::array<std::string_view, 3> top_keys = {"lint", "directives", "fragmentArguments"};
constexpr std::array<std::string_view, 3> lint_keys = {"extends", "ignore", "rules"};
constexpr std::array<std::string_view, 4> presets = {"all", "none", "recommended", "relay"};

struct SeverityWord {
  std::string_view word;
  std::optional<ide::Severity> severity;  ///< nothing: off
};
constexpr SeverityWord severities[] = {
    {"off", std::nullopt},
    {"hint", ide::Severity::hint},
    {"info", ide::Severity::information},
    {"warn", ide::Severity::warning},
    {"error", ide::Severity::error},
    {"warning", ide::Severity::warning},
    {"information", ide::Severity::information},
    {"0", std::nullopt},
    {"1", ide::Severity::warning},
    {"2", ide::Severity::error},
    {"false", std::nullopt},
};

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string choices_text(std::span<const std::string> choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    text += i == 0 ? "" : (i + 1 == choices.size() ? " or " : ", ");
    text += quoted(choices[i]);
  }
  return text;
}

std::string suggestion_for(std::string_view word, std::span<const std::string_view> known) {
  return did_you_mean(suggestion_list(word, known));
}

}  // namespace

Configured SettingsReader::read(const SettingsValue* value) {
  if (value == nullptr || value->kind == SettingsValue::Kind::none) {
    apply_preset("recommended");
  } else if (value->kind == SettingsValue::Kind::map) {
    read_map(*value);
  } else {
    report(value->range, "\"lint\" must be a map with \"extends\", \"rules\" or \"ignore\".");
    apply_preset("recommended");
  }
  std::vector<RuleSetting> rules;
  rules.reserve(on_.size());
  for (auto& [code, setting] : on_) {
    rules.push_back(std::move(setting));
  }
  std::ranges::stable_sort(problems_, {}, &ConfigurationProblem::range);
  return {Settings(std::move(rules), std::move(ignored_)), std::move(problems_)};
}

void SettingsReader::read_map(const SettingsValue& map) {
  if (const SettingsValue* extends = map.find("extends")) {
    if (extends->kind == SettingsValue::Kind::list) {
      std::ranges::for_each(extends->items,
                            [this](const SettingsValue& item) { read_preset(item); });
    } else {
      read_preset(*extends);
    }
  } else {
    apply_preset("recommended");
  }
  for (const SettingsEntry& entry : map.entries) {
    if (entry.key == "rules") {
      read_rules(entry.value);
    } else if (entry.key == "ignore") {
      read_ignore(entry.value);
    } else if (entry.key != "extends") {
      report(entry.key_range,
             "Unknown key " + quoted(entry.key) + "." + suggestion_for(entry.key, lint_keys),
             ide::Severity::warning);
    }
  }
}

void SettingsReader::read_preset(const SettingsValue& value) {
  if (std::ranges::find(presets, value.text) == presets.end()) {
    report(value.range, "\"extends\" must be \"recommended\", \"relay\", \"all\" or \"none\"." +
                            suggestion_for(value.text, presets));
    return;
  }
  apply_preset(value.text);
}

void SettingsReader::apply_preset(std::string_view preset) {
  for (const Rule* rule : all_rules()) {
    if (preset == "all" || (preset == "recommended" && rule->is_recommended) ||
        (preset == "relay" && rule->is_relay)) {
      on_.try_emplace(rule->code, RuleSetting{rule, rule->severity, Options(rule->options)});
    }
  }
}

void SettingsReader::read_rules(const SettingsValue& map) {
  if (map.kind != SettingsValue::Kind::map) {
    report(map.range, "\"rules\" must be a map from names of rules to severities.");
    return;
  }
  std::ranges::for_each(map.entries, [this](const SettingsEntry& entry) { read_rule(entry); });
}

void SettingsReader::read_rule(const SettingsEntry& entry) {
  const Rule* const rule = find_rule(entry.key);
  if (rule == nullptr) {
    report_unknown_rule(entry);
    return;
  }
  const bool is_list = entry.value.kind == SettingsValue::Kind::list;
  if (is_list && entry.value.items.empty()) {
    report(entry.value.range, "A rule is given as its severity, or as [severity, options].");
    return;
  }
  if (!read_severity(is_list ? entry.value.items.front() : entry.value, *rule)) {
    return;
  }
  const auto setting = on_.find(rule->code);
  for (std::size_t i = 1; setting != on_.end() && i < entry.value.items.size(); ++i) {
    if (i > 1) {
      report(entry.value.items[i].range, "A rule has one map of options.");
      return;
    }
    read_options(entry.value.items[i], *rule, setting->second.options);
  }
}

bool SettingsReader::read_severity(const SettingsValue& value, const Rule& rule) {
  const auto found = std::ranges::find(severities, value.text, &SeverityWord::word);
  if (value.kind != SettingsValue::Kind::scalar || found == std::end(severities)) {
    constexpr std::array<std::string_view, 5> words = {"off", "hint", "info", "warn", "error"};
    report(value.range, "The severity of a rule is off, hint, info, warn or error." +
                            suggestion_for(value.text, words));
    return false;
  }
  on_.erase(rule.code);
  if (found->severity) {
    on_.emplace(rule.code, RuleSetting{&rule, *found->severity, Options(rule.options)});
  }
  return true;
}

void SettingsReader::read_options(const SettingsValue& value, const Rule& rule, Options& options) {
  const bool has_naming = std::ranges::any_of(
      rule.options, [](const Option& option) { return option.kind == Option::Kind::naming; });
  if (value.kind != SettingsValue::Kind::map) {
    report(value.range, "The options of a rule are a map.");
    return;
  }
  for (const SettingsEntry& entry : value.entries) {
    const bool is_selector = has_naming && entry.key.find('[') != std::string::npos;
    if (is_selector) {
      read_naming(entry, rule, options, problems_);
    } else {
      read_option(entry, rule, options);
    }
  }
}

void SettingsReader::read_option(const SettingsEntry& entry, const Rule& rule, Options& options) {
  const std::string below = entry.key + ".";
  if (std::ranges::any_of(rule.options,
                          [&](const Option& each) { return each.name.starts_with(below); })) {
    for (const SettingsEntry& member : entry.value.entries) {
      read_option({below + member.key, member.key_range, member.value}, rule, options);
    }
    return;
  }
  const auto option = std::ranges::find(rule.options, entry.key, &Option::name);
  if (option == rule.options.end()) {
    std::vector<std::string_view> names;
    names.reserve(rule.options.size());
    std::ranges::transform(rule.options, std::back_inserter(names), &Option::name);
    report(entry.key_range,
           "The rule " + quoted(rule.name()) + " has no option " + quoted(entry.key) + "." +
               suggestion_for(entry.key, names),
           ide::Severity::warning);
    return;
  }
  switch (option->kind) {
    case Option::Kind::flag:
      if (const auto flag = entry.value.flag()) {
        options.set(option->name, *flag);
      } else {
        report(entry.value.range, quoted(entry.key) + " must be true or false.");
      }
      break;
    case Option::Kind::number:
      if (const auto number = entry.value.number()) {
        options.set(option->name, *number);
      } else {
        report(entry.value.range, quoted(entry.key) + " must be a whole number.");
      }
      break;
    case Option::Kind::text:
    case Option::Kind::texts:
      read_texts(entry.value, *option, options);
      break;
    case Option::Kind::pattern:
      if (const auto pattern = Pattern::compile(entry.value.text)) {
        options.set(option->name, *pattern);
      } else {
        report(entry.value.range, quoted(entry.key) + " must be a regular expression.");
      }
      break;
    case Option::Kind::naming:
      read_naming(entry, rule, options, problems_);
      break;
  }
}

void SettingsReader::read_texts(const SettingsValue& value, const Option& option,
                                Options& options) {
  const std::vector<std::string> choices = words_of(option.choices);
  std::vector<const SettingsValue*> given;
  if (value.kind == SettingsValue::Kind::list && option.kind == Option::Kind::texts) {
    given.reserve(value.items.size());
    std::ranges::transform(value.items, std::back_inserter(given),
                           [](const SettingsValue& item) { return &item; });
  } else if (value.flag() && option.kind == Option::Kind::texts && !choices.empty()) {
    // graphql-eslint's older form: true means all of them.
    options.set(option.name, *value.flag() ? choices : std::vector<std::string>());
    return;
  } else {
    given.push_back(&value);
  }
  std::vector<std::string> texts;
  for (const SettingsValue* item : given) {
    const bool is_choice =
        choices.empty() || std::ranges::find(choices, item->text) != choices.end();
    if (item->kind != SettingsValue::Kind::scalar || !is_choice) {
      report(item->range, quoted(option.name) + " must be " +
                              (choices.empty() ? std::string("text") : choices_text(choices)) +
                              ".");
      continue;
    }
    texts.push_back(item->text);
  }
  options.set(option.name, std::move(texts));
}

void SettingsReader::read_ignore(const SettingsValue& value) {
  const auto add = [this](const SettingsValue& item) {
    if (item.kind != SettingsValue::Kind::scalar || item.text.empty()) {
      report(item.range, "\"ignore\" must be a path or glob, or a list of them.");
      return;
    }
    const bool is_negated = item.text.starts_with('!');
    const std::string_view glob = std::string_view(item.text).substr(is_negated ? 1 : 0);
    ignored_.push_back(pattern_of(directory_, glob, is_negated));
  };
  if (value.kind == SettingsValue::Kind::list) {
    std::ranges::for_each(value.items, add);
  } else {
    add(value);
  }
}

void SettingsReader::report_unknown_rule(const SettingsEntry& entry) {
  if (is_validation_rule(entry.key)) {
    const SettingsValue& value =
        entry.value.items.empty() ? entry.value : entry.value.items.front();
    if (value.text == "off" || value.text == "warn" || value.text == "0" || value.text == "1") {
      report(entry.key_range,
             quoted(entry.key) + " is part of validation, which is always on, with errors.",
             ide::Severity::information);
    }
    return;
  }
  std::vector<std::string_view> names;
  names.reserve(all_rules().size());
  std::ranges::transform(all_rules(), std::back_inserter(names), &Rule::name);
  report(entry.key_range,
         "There is no rule " + quoted(entry.key) + "." +
             suggestion_for(bare_rule_name(entry.key), names),
         ide::Severity::warning);
}

void SettingsReader::report(base::TextRange range, std::string message, ide::Severity severity) {
  problems_.push_back({range, severity, std::move(message)});
}

std::vector<ConfigurationProblem> problems_at_the_top(const SettingsValue& settings,
                                                      bool is_settings_file) {
  const std::span keys = std::span(top_keys).first(is_settings_file ? 1 : top_keys.size());
  std::vector<ConfigurationProblem> problems;
  if (settings.kind != SettingsValue::Kind::map && settings.kind != SettingsValue::Kind::none) {
    problems.push_back({settings.range, ide::Severity::error,
                        "Troupe's settings are a map with the key \"lint\"."});
  }
  for (const SettingsEntry& entry : settings.entries) {
    if (std::ranges::find(keys, entry.key) == keys.end()) {
      problems.push_back(
          {entry.key_range, ide::Severity::warning,
           "Unknown key " + quoted(entry.key) + "." + suggestion_for(entry.key, keys)});
    }
  }
  return problems;
}

}  // namespace troupe::graphql::lint
