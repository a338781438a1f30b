#include "server/explain_command.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <vector>

#include <unistd.h>

#include "analysis/languages/graphql/lint/rules/rules.hpp"
#include "server/environment.hpp"
#include "server/exit_codes.hpp"
#include "server/suggestion.hpp"
#include "server/terminal.hpp"

namespace troupe::server {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view cyan = "\x1b[36m";
constexpr std::string_view plain = "\x1b[0m";

/// `[text](target)` to `text`, but for what stands in code.
std::string without_links(std::string_view line) {
  std::string result;
  bool is_code = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    is_code ^= line[at] == '`';
    const std::size_t close = line.find("](", at);
    const std::size_t end = line.find(')', close);
    if (line[at] == '[' && !is_code && close != std::string_view::npos &&
        end != std::string_view::npos) {
      result += line.substr(at + 1, close - at - 1);
      at = end;
    } else {
      result += line[at];
    }
  }
  return result;
}

const Page* page_named(std::string_view name) {
  const auto found = std::ranges::find(rule_pages(), name, &Page::name);
  return found == rule_pages().end() ? nullptr : &*found;
}

}  // namespace

const Page* find_page(std::string_view rule) {
  const std::string bare = graphql::lint::bare_rule_name(rule);
  if (const Page* page = page_named(bare)) {
    return page;
  }
  const graphql::lint::Rule* known = graphql::lint::find_rule(rule);
  return known != nullptr ? page_named(known->name()) : nullptr;
}

std::string terminal_text(std::string_view markdown, bool colors) {
  std::string result;
  bool is_code = false;
  const auto append = [&](std::string_view color, std::string_view text) {
    if (colors && !color.empty()) {
      result.append(color).append(text).append(plain);
    } else {
      result += text;
    }
    result += '\n';
  };
  while (!markdown.empty()) {
    const std::string_view line = markdown.substr(0, markdown.find('\n'));
    markdown.remove_prefix(std::min(markdown.size(), line.size() + 1));
    if (line.starts_with("```")) {
      is_code = !is_code;
    } else if (is_code) {
      append(cyan, line.empty() ? std::string() : "    " + std::string(line));
    } else if (line.starts_with('#')) {
      append(bold, line.substr(std::min(line.size(), line.find_first_not_of("# "))));
    } else {
      append({}, without_links(line));
    }
  }
  return result;
}

int run_explain(const ExplainCommand& command) {
  const Page* const page = find_page(command.rule);
  if (page == nullptr) {
    std::vector<std::string> names;
    names.reserve(rule_pages().size());
    std::ranges::transform(rule_pages(), std::back_inserter(names),
                           [](const Page& each) { return std::string(each.name); });
    const std::string_view meant = nearest(graphql::lint::bare_rule_name(command.rule), names);
    const std::string hint =
        meant.empty() ? std::string() : "; did you mean '" + std::string(meant) + "'?";
    std::fprintf(stderr, "troupe: there is no rule '%s'%s\n", command.rule.c_str(), hint.c_str());
    return exit_code::usage;
  }
  const bool colors =
      wants_colors(command.color, ::isatty(STDOUT_FILENO) == 1, process_environment());
  const std::string text = terminal_text(page->text, colors);
  std::fwrite(text.data(), 1, text.size(), stdout);
  return std::fflush(stdout) == 0 ? exit_code::clean : exit_code::usage;
}

}  // namespace troupe::server
