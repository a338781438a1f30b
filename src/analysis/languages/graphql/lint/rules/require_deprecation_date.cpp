#include <algorithm>
#include <string>

#include "analysis/languages/graphql/lint/core/walk.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

int number_at(std::string_view text, std::size_t at, std::size_t size) {
  int number = 0;
  for (const char c : text.substr(at, size)) {
    if (c < '0' || c > '9') {
      return -1;
    }
    number = number * 10 + (c - '0');
  }
  return number;
}

/// DD/MM/YYYY, as graphql-eslint has it, or YYYY-MM-DD, that is a day of the calendar.
bool is_date(std::string_view text) {
  const bool is_iso = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const bool is_slashed = text.size() == 10 && text[2] == '/' && text[5] == '/';
  if (!is_iso && !is_slashed) {
    return false;
  }
  const int day = number_at(text, is_iso ? 8 : 0, 2);
  const int month = number_at(text, is_iso ? 5 : 3, 2);
  const int year = number_at(text, is_iso ? 0 : 6, 4);
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (day < 1 || month < 1 || month > 12 || year < 0) {
    return false;
  }
  const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[month - 1] + (month == 2 && is_leap ? 1 : 0);
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  if (directive.name() != "deprecated") {
    return;
  }
  const std::string& name = walk.options().text("argumentName");
  for (const Argument argument : directive.arguments()) {
    if (argument.name() != name) {
      continue;
    }
    const auto value = argument.value();
    const auto text = value ? value->as<StringValue>() : std::nullopt;
    if (value && (!text || !is_date(text->value()))) {
      walk.report(value->range(), "\"" + name + "\" must be a date: YYYY-MM-DD or DD/MM/YYYY.");
    }
    return;
  }
  walk.report(node.range(), "Say when it will be removed: @deprecated(" + name + ": \"...\").");
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};
constexpr Option options[] = {{"argumentName", Option::Kind::text, "deletionDate"}};

}  // namespace

constinit const Rule require_deprecation_date = {
    .code = "graphql/require-deprecation-date",
    .summary = "Every @deprecated says when its subject will be removed.",
    .options = options,
    .nodes = checks,
};

}  // namespace troupe::graphql::lint
