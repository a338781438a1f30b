// The specification's BlockStringValue, in ranges: the indentation that all lines but the first
// have in common goes, then the blank lines at both ends. White space that a line has beyond that
// belongs to the value, at its end, too.
#include "analysis/languages/graphql/formatting/block_string.hpp"

#include <algorithm>
#include <limits>

namespace troupe::graphql {
namespace {

constexpr std::string_view quotes = "\"\"\"";

std::vector<base::TextRange> split_lines(std::string_view text, base::TextRange content) {
  std::vector<base::TextRange> lines;
  base::TextOffset begin = content.begin;
  const std::string_view reach = text.substr(0, content.end);
  const bool has_carriage_returns = base::slice(text, content).find('\r') != std::string_view::npos;
  while (true) {
    const std::size_t stop =
        has_carriage_returns ? reach.find_first_of("\r\n", begin) : reach.find('\n', begin);
    if (stop == std::string_view::npos) {
      break;
    }
    lines.push_back({begin, static_cast<base::TextOffset>(stop)});
    const bool is_pair = reach.substr(stop).starts_with("\r\n");
    begin = static_cast<base::TextOffset>(stop) + (is_pair ? 2 : 1);
  }
  lines.push_back({begin, content.end});
  return lines;
}

std::uint32_t indentation_of(std::string_view line) {
  std::uint32_t size = 0;
  while (size < line.size() && (line[size] == ' ' || line[size] == '\t')) {
    ++size;
  }
  return size;
}

}  // namespace

BlockStringLines lines_of_block_string(std::string_view text, base::TextRange literal) {
  const auto quote_length = static_cast<base::TextOffset>(quotes.size());
  BlockStringLines result;
  result.lines = split_lines(text, {literal.begin + quote_length, literal.end - quote_length});
  const auto is_blank = [&](base::TextRange line) {
    return indentation_of(base::slice(text, line)) == line.length();
  };
  std::uint32_t common = std::numeric_limits<std::uint32_t>::max();
  for (std::size_t i = 1; i < result.lines.size(); ++i) {
    if (!is_blank(result.lines[i])) {
      common = std::min(common, indentation_of(base::slice(text, result.lines[i])));
    }
  }
  for (std::size_t i = 1; i < result.lines.size(); ++i) {
    base::TextRange& line = result.lines[i];
    line.begin += std::min(common, line.length());
  }
  const auto last = std::ranges::find_if_not(result.lines.rbegin(), result.lines.rend(), is_blank);
  result.lines.erase(last.base(), result.lines.end());
  const auto first = std::ranges::find_if_not(result.lines, is_blank);
  result.lines.erase(result.lines.begin(), first);
  if (result.lines.size() == 1) {
    const std::string_view line = base::slice(text, result.lines.front());
    result.is_bound_to_quotes = indentation_of(line) > 0;
    const bool is_escaped = line.ends_with("\\\"\"\"");
    result.can_close_behind = is_escaped || (!line.ends_with('"') && !line.ends_with('\\'));
  }
  return result;
}

}  // namespace troupe::graphql
