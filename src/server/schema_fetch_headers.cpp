// What is a secret is not known, so every value is one: as a whole, each variable in it, and each
// word, as `Bearer` is in front of many. Short words are left alone: a text without them would not
// be readable any more, and nobody is kept out by them.
#include "server/schema_fetch_headers.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace troupe::server {

namespace {

constexpr std::size_t shortest_secret = 6;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// RFC 9110's `tchar`.
bool is_token_character(char c) {
  return is_name_character(c) || std::string_view("!#$%&'*+-.^`|~").contains(c);
}

bool is_control_character(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  return result;
}

/// The variable whose name begins at the front of `text`, behind a dollar, and how much of the text
/// names it. No name: the dollar stands for itself.
struct Variable {
  std::string_view name;
  std::size_t length = 0;
  bool is_broken = false;  ///< a brace that is not closed, or without a name in it
};

Variable variable_at(std::string_view text) {
  const bool has_brace = text.starts_with('{');
  const std::string_view inner = text.substr(has_brace ? 1 : 0);
  const auto* const end = std::ranges::find_if_not(inner, is_name_character);
  std::string_view name = inner.substr(0, static_cast<std::size_t>(end - inner.begin()));
  if (!name.empty() && is_digit(name.front())) {
    name = {};
  }
  if (!has_brace) {
    return {name, name.size(), false};
  }
  return {name, name.size() + 2, name.empty() || !inner.substr(name.size()).starts_with('}')};
}

class Expansion {
 public:
  Expansion(const Environment& environment, FetchHeaders& result)
      : environment_(&environment), result_(&result) {}

  /// Adds one header, or says what is wrong with it.
  std::optional<base::Error> add(std::string_view line) {
    const std::size_t colon = line.find(':');
    name_ = std::string(trimmed(line.substr(0, colon)));
    if (colon == std::string_view::npos || name_.empty() ||
        !std::ranges::all_of(name_, is_token_character)) {
      return base::Error{"--header takes 'Name: value'; there is no name with a colon behind it"};
    }
    constexpr std::array<std::string_view, 3> ours = {"content-length", "transfer-encoding",
                                                      "accept-encoding"};
    if (std::ranges::find(ours, lower(name_)) != ours.end()) {
      return base::Error{"the header " + name_ + " cannot be set by hand"};
    }
    std::string value;
    if (auto problem = expand(trimmed(line.substr(colon + 1)), value)) {
      return problem;
    }
    if (value.empty()) {
      return base::Error{"the header " + name_ + " has no value"};
    }
    if (std::ranges::any_of(value, is_control_character)) {
      return base::Error{"the value of the header " + name_ +
                         " has a line break or another control character in it"};
    }
    keep_secret(value);
    result_->lines.push_back(name_ + ": " + value);
    return std::nullopt;
  }

 private:
  std::optional<base::Error> expand(std::string_view text, std::string& value) {
    while (!text.empty()) {
      const std::size_t dollar = std::min(text.find('$'), text.size());
      value.append(text.substr(0, dollar));
      text.remove_prefix(dollar);
      if (text.empty()) {
        break;
      }
      text.remove_prefix(1);
      if (text.starts_with('$')) {
        text.remove_prefix(1);
        value.push_back('$');
        continue;
      }
      const Variable variable = variable_at(text);
      if (variable.is_broken) {
        return base::Error{"the header " + name_ + ": '${' needs a name and '}' behind it"};
      }
      if (variable.name.empty()) {
        value.push_back('$');
        continue;
      }
      if (auto problem = append_variable(variable.name, value)) {
        return problem;
      }
      text.remove_prefix(variable.length);
    }
    return std::nullopt;
  }

  std::optional<base::Error> append_variable(std::string_view name, std::string& value) {
    const auto found = environment_->find(name);
    const bool is_set = found != environment_->end();
    if (!is_set || trimmed(found->second).empty()) {
      return base::Error{"the environment variable " + std::string(name) + ", which the header " +
                         name_ + " is to hold, is " + (is_set ? "empty" : "not set")};
    }
    result_->secrets.emplace_back(trimmed(found->second));
    value.append(trimmed(found->second));
    return std::nullopt;
  }

  void keep_secret(std::string_view value) {
    result_->secrets.emplace_back(value);
    while (!value.empty()) {
      const std::size_t blank = std::min(value.find(' '), value.size());
      if (const std::string_view word = value.substr(0, blank); lower(word) != "bearer") {
        result_->secrets.emplace_back(word);
      }
      value.remove_prefix(std::min(blank + 1, value.size()));
    }
  }

  const Environment* environment_;
  FetchHeaders* result_;
  std::string name_;
};

}  // namespace

base::Result<FetchHeaders> expand_headers(std::span<const std::string> given,
                                          const Environment& environment) {
  FetchHeaders headers;
  Expansion expansion(environment, headers);
  for (const std::string& line : given) {
    if (auto problem = expansion.add(line)) {
      return std::unexpected(std::move(*problem));
    }
  }
  std::erase_if(headers.secrets,
                [](const std::string& secret) { return secret.size() < shortest_secret; });
  std::ranges::sort(headers.secrets, [](const std::string& left, const std::string& right) {
    return left.size() != right.size() ? left.size() > right.size() : left < right;
  });
  const auto same = std::ranges::unique(headers.secrets);
  headers.secrets.erase(same.begin(), same.end());
  return headers;
}

std::string without_secrets(std::string_view text, std::span<const std::string> secrets) {
  std::string result;
  while (!text.empty()) {
    const auto secret = std::ranges::find_if(
        secrets, [&](const std::string& one) { return text.starts_with(one); });
    if (secret != secrets.end()) {
      result.append("***");
      text.remove_prefix(secret->size());
    } else {
      result.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return result;
}

}  // namespace troupe::server
