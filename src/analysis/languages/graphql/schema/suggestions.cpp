// The distance is Damerau-Levenshtein's with adjacent transpositions ("optimal string alignment"),
// over lower-case bytes. A table row that is nowhere below the threshold ends the comparison, and
// so does a difference in length above it, so unrelated names cost next to nothing.
#include "analysis/languages/graphql/schema/suggestions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace troupe::graphql {
namespace {

constexpr std::size_t longest_input = 512;  ///< nobody mistypes longer names
constexpr std::size_t named_at_most = 5;

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return lower;
}

/// Measures many options against one input.
class DistanceMeter {
 public:
  explicit DistanceMeter(std::string_view input)
      : input_(input),
        lower_(lower_case(input)),
        threshold_(static_cast<std::size_t>(std::floor(static_cast<double>(input.size()) * 0.4)) +
                   1) {}

  /// Nothing: above the threshold.
  std::optional<std::size_t> measure(std::string_view option) {
    if (option == input_) {
      return 0;
    }
    const std::size_t longer = std::max(option.size(), input_.size());
    const std::size_t shorter = std::min(option.size(), input_.size());
    if (longer - shorter > threshold_) {
      return std::nullopt;
    }
    const std::string lower = lower_case(option);
    if (lower == lower_) {
      return 1;
    }
    return lower.size() < lower_.size() ? distance(lower_, lower) : distance(lower, lower_);
  }

 private:
  /// REQUIRES: long_one is not shorter than short_one.
  std::optional<std::size_t> distance(std::string_view long_one, std::string_view short_one) {
    for (auto& row : rows_) {
      row.assign(short_one.size() + 1, 0);
    }
    for (std::size_t column = 0; column <= short_one.size(); ++column) {
      rows_[0][column] = column;
    }
    for (std::size_t i = 1; i <= long_one.size(); ++i) {
      if (fill_row(long_one, short_one, i) > threshold_) {
        return std::nullopt;
      }
    }
    const std::size_t result = rows_[long_one.size() % 3][short_one.size()];
    return result <= threshold_ ? std::optional(result) : std::nullopt;
  }

  /// Returns the smallest cell of the row.
  std::size_t fill_row(std::string_view long_one, std::string_view short_one, std::size_t i) {
    const std::vector<std::size_t>& above = rows_[(i - 1) % 3];
    std::vector<std::size_t>& row = rows_[i % 3];
    std::size_t smallest = row[0] = i;
    for (std::size_t j = 1; j <= short_one.size(); ++j) {
      const std::size_t substitution =
          above[j - 1] + (long_one[i - 1] == short_one[j - 1] ? 0U : 1U);
      std::size_t cell = std::min({above[j] + 1, row[j - 1] + 1, substitution});
      if (i > 1 && j > 1 && long_one[i - 1] == short_one[j - 2] &&
          long_one[i - 2] == short_one[j - 1]) {
        cell = std::min(cell, rows_[(i - 2) % 3][j - 2] + 1);
      }
      smallest = std::min(smallest, cell);
      row[j] = cell;
    }
    return smallest;
  }

  std::string_view input_;
  std::string lower_;
  std::size_t threshold_;
  std::array<std::vector<std::size_t>, 3> rows_;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Digits of `text` from `at` without leading zeros; moves `at` behind them.
std::string_view take_number(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == '0') {
    ++at;
  }
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) {
    ++at;
  }
  return text.substr(begin, at - begin);
}

}  // namespace

bool natural_less(std::string_view left, std::string_view right) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < left.size() && j < right.size()) {
    if (is_digit(left[i]) && is_digit(right[j])) {
      const std::string_view a = take_number(left, i);
      const std::string_view b = take_number(right, j);
      if (a.size() != b.size()) {
        return a.size() < b.size();
      }
      if (a != b) {
        return a < b;
      }
      continue;
    }
    if (left[i] != right[j]) {
      return static_cast<unsigned char>(left[i]) < static_cast<unsigned char>(right[j]);
    }
    ++i;
    ++j;
  }
  return left.size() < right.size();
}

std::vector<std::string_view> suggestion_list(std::string_view input,
                                              std::span<const std::string_view> options) {
  if (input.empty() || input.size() > longest_input) {
    return {};
  }
  struct Candidate {
    std::size_t distance;
    std::string_view name;
  };
  DistanceMeter meter(input);
  std::vector<Candidate> candidates;
  for (const std::string_view option : options) {
    if (const auto distance = meter.measure(option)) {
      candidates.push_back({*distance, option});
    }
  }
  std::ranges::stable_sort(candidates, [](const Candidate& left, const Candidate& right) {
    return left.distance != right.distance ? left.distance < right.distance
                                           : natural_less(left.name, right.name);
  });
  std::vector<std::string_view> names;
  names.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    if (names.empty() || names.back() != candidate.name) {
      names.push_back(candidate.name);
    }
  }
  return names;
}

std::string did_you_mean(std::span<const std::string_view> suggestions, std::string_view what) {
  if (suggestions.empty()) {
    return {};
  }
  const std::size_t count = std::min(suggestions.size(), named_at_most);
  std::string text = " Did you mean ";
  if (!what.empty()) {
    text.append(what).append(" ");
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) {
      text += count > 2 ? ", " : " ";
      text += i + 1 == count ? "or " : "";
    }
    text.append("\"").append(suggestions[i]).append("\"");
  }
  return text + "?";
}

}  // namespace troupe::graphql
