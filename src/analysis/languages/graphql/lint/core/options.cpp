#include "analysis/languages/graphql/lint/core/options.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/check.hpp"

namespace troupe::graphql::lint {
namespace {

constexpr std::size_t longest_pattern = 200;
constexpr std::size_t longest_name = 200;

/// libstdc++'s backtracking matcher recurses for every character and can take exponential time;
/// where it has the other one, that is asked for.
constexpr std::regex::flag_type regex_flags =
#ifdef _GLIBCXX_REGEX_STATE_LIMIT
    std::regex::ECMAScript | std::regex_constants::__polynomial;
#else
    std::regex::ECMAScript;
#endif

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!word.empty()) {
      words.emplace_back(word);
    }
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return words;
}

std::unique_ptr<Pattern> Pattern::compile(std::string_view source) {
  if (source.size() > longest_pattern) {
    return nullptr;
  }
  auto pattern = std::make_unique<Pattern>();
  pattern->source_ = source;
  try {
    pattern->compiled_ = std::make_shared<const std::regex>(pattern->source_, regex_flags);
  } catch (const std::regex_error&) {
    return nullptr;
  }
  return pattern;
}

bool Pattern::is_in(std::string_view text) const {
  const std::string_view name = text.substr(0, longest_name);
  return compiled_ && std::regex_search(name.begin(), name.end(), *compiled_);
}

Options::Options(std::span<const Option> table) {
  for (const Option& option : table) {
    Setting& setting = settings_.emplace_back();
    setting.name = option.name;
    switch (option.kind) {
      case Option::Kind::flag:
        setting.number = option.fallback == "true" ? 1 : 0;
        break;
      case Option::Kind::number:
        std::from_chars(option.fallback.data(), option.fallback.data() + option.fallback.size(),
                        setting.number);
        break;
      case Option::Kind::text:
      case Option::Kind::texts:
        setting.texts = words_of(option.fallback);
        break;
      case Option::Kind::pattern:
        if (const auto pattern = Pattern::compile(option.fallback);
            pattern && !option.fallback.empty()) {
          setting.pattern = *pattern;
        }
        break;
      case Option::Kind::naming:
        if (!option.fallback.empty()) {
          NamingStyle style;
          style.selector = option.name;
          style.style = option.fallback;
          naming_.push_back(std::move(style));
        }
        break;
    }
  }
}

const Options::Setting& Options::setting(std::string_view name) const {
  const auto found = std::ranges::find(settings_, name, &Setting::name);
  base::check(found != settings_.end(), "a rule asks for an option that its table has");
  return *found;
}

Options::Setting& Options::setting(std::string_view name) {
  return const_cast<Setting&>(std::as_const(*this).setting(name));
}

bool Options::flag(std::string_view name) const {
  return setting(name).number != 0;
}

std::int64_t Options::number(std::string_view name) const {
  return setting(name).number;
}

const std::string& Options::text(std::string_view name) const {
  static const std::string none;
  const std::vector<std::string>& texts = setting(name).texts;
  return texts.empty() ? none : texts.front();
}

const std::vector<std::string>& Options::texts(std::string_view name) const {
  return setting(name).texts;
}

const Pattern& Options::pattern(std::string_view name) const {
  return setting(name).pattern;
}

bool Options::has(std::string_view name, std::string_view entry) const {
  const std::vector<std::string>& texts = setting(name).texts;
  return std::ranges::find(texts, entry) != texts.end();
}

void Options::set(std::string_view name, bool flag) {
  setting(name).number = flag ? 1 : 0;
}

void Options::set(std::string_view name, std::int64_t number) {
  setting(name).number = number;
}

void Options::set(std::string_view name, std::vector<std::string> texts) {
  setting(name).texts = std::move(texts);
}

void Options::set(std::string_view name, Pattern pattern) {
  setting(name).pattern = std::move(pattern);
}

void Options::add(NamingStyle style) {
  if (!std::exchange(has_naming_, true)) {
    naming_.clear();
  }
  naming_.push_back(std::move(style));
}

}  // namespace troupe::graphql::lint
