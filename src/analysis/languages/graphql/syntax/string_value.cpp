#include "analysis/languages/graphql/syntax/string_value.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "analysis/languages/graphql/syntax/code_points.hpp"
#include "analysis/languages/graphql/syntax/string_escapes.hpp"

namespace troupe::graphql {

namespace {

constexpr std::string_view block_quotes = "\"\"\"";

/// Where an escape that is no valid one ends in bytes is of no interest: it is copied by
/// characters.
std::string decode_escapes(std::string_view raw) {
  std::string value;
  value.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t backslash = std::min(raw.find('\\', at), raw.size());
    value.append(raw.substr(at, backslash - at));
    if (backslash == raw.size()) {
      break;
    }
    const Escape escape = read_escape(raw, backslash);
    if (escape.is_valid) {
      append_utf8(value, escape.code_point);
      at = backslash + escape.length;
    } else {
      value.push_back('\\');
      at = backslash + 1;
    }
  }
  return value;
}

std::vector<std::string_view> split_lines(std::string_view raw) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t line_break = raw.find_first_of("\r\n");
    if (line_break == std::string_view::npos) {
      lines.push_back(raw);
      return lines;
    }
    lines.push_back(raw.substr(0, line_break));
    const bool is_pair = raw.substr(line_break, 2) == "\r\n";
    raw.remove_prefix(line_break + (is_pair ? 2 : 1));
  }
}

std::size_t indentation(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

void append_with_quotes(std::string& value, std::string_view line) {
  constexpr std::string_view escaped_quotes = "\\\"\"\"";
  while (true) {
    const std::size_t at = std::min(line.find(escaped_quotes), line.size());
    value.append(line.substr(0, at));
    if (at == line.size()) {
      return;
    }
    value.append(block_quotes);
    line.remove_prefix(at + escaped_quotes.size());
  }
}

/// BlockStringValue(): without the indentation that all lines but the first share, and without
/// blank lines at the beginning and the end.
std::string dedent(std::string_view raw) {
  const std::vector<std::string_view> lines = split_lines(raw);
  std::size_t common = std::string_view::npos;
  std::size_t first = lines.size();
  std::size_t last = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t indent = indentation(lines[i]);
    if (indent == lines[i].size()) {
      continue;
    }
    first = std::min(first, i);
    last = i;
    if (i != 0) {
      common = std::min(common, indent);
    }
  }
  std::string value;
  value.reserve(raw.size());
  for (std::size_t i = first; i < lines.size() && i <= last; ++i) {
    if (i != first) {
      value.push_back('\n');
    }
    append_with_quotes(value,
                       i == 0 ? lines[i] : lines[i].substr(std::min(common, lines[i].size())));
  }
  return value;
}

std::string_view without_quotes(std::string_view literal, std::string_view quotes) {
  literal.remove_prefix(quotes.size());
  if (literal.ends_with(quotes)) {
    literal.remove_suffix(quotes.size());
  }
  return literal;
}

}  // namespace

std::string string_value(std::string_view literal) {
  if (literal.starts_with(block_quotes)) {
    return dedent(without_quotes(literal, block_quotes));
  }
  if (literal.starts_with('"')) {
    return decode_escapes(without_quotes(literal, "\""));
  }
  return std::string(literal.starts_with('\'') ? without_quotes(literal, "'") : literal);
}

}  // namespace troupe::graphql
