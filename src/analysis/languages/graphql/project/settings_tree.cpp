// yaml-cpp makes a graph of nodes, in which aliases may make a small text huge to walk: copying it
// into a tree is bounded by a budget of nodes and a depth, and exceptions end here.
#include "analysis/languages/graphql/project/settings_tree.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <yaml-cpp/yaml.h>

namespace troupe::graphql {
namespace {

constexpr std::size_t longest_text = 1U << 20U;
constexpr std::size_t deepest_nesting = 64;
constexpr int node_budget = 20'000;

/// A bound on how deep the text nests, read off its brackets, dashes and indentation before the
/// parser, which recurses, gets to see it.
bool nests_too_deep(std::string_view text) {
  std::size_t depth = 0;
  std::size_t run = 0;
  for (const char c : text) {
    if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
    run = c == '-' || c == '?' ? run + 1 : (c == ' ' || c == '\t' ? run : 0);
    if (depth > deepest_nesting || run > 4 * deepest_nesting) {
      return true;
    }
  }
  return false;
}

std::size_t quoted_length(std::string_view rest) {
  const char quote = rest.front();
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (quote == '"' && rest[i] == '\\') {
      ++i;
    } else if (rest[i] == quote) {
      return i + 1;
    }
  }
  return rest.size();
}

class TreeReader {
 public:
  explicit TreeReader(std::string_view text) : text_(text) {}

  SettingsTree read() {
    if (text_.size() > longest_text || nests_too_deep(text_)) {
      report({0, 0}, "This is too large or too deeply nested to be read.");
      return std::move(tree_);
    }
    shift_ = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    try {
      const YAML::Node root = YAML::Load(std::string(text_.substr(shift_)));
      tree_.root = value_of(root, 0);
    } catch (const YAML::Exception& error) {
      report(at(error.mark, 1), "This cannot be read: " + error.msg + ".");
    }
    return std::move(tree_);
  }

 private:
  SettingsValue value_of(const YAML::Node& node, std::size_t depth) {
    SettingsValue value;
    value.range = range_of(node);
    if (depth > deepest_nesting || --budget_ < 0) {
      cut(value.range);
      return value;
    }
    if (node.IsScalar()) {
      value.kind = SettingsValue::Kind::scalar;
      value.text = node.Scalar();
      value.is_quoted = node.Tag() == "!";
    } else if (node.IsSequence()) {
      value.kind = SettingsValue::Kind::list;
      for (const YAML::Node& item : node) {
        if (budget_ > 0) {
          value.items.push_back(value_of(item, depth + 1));
        }
      }
    } else if (node.IsMap()) {
      value.kind = SettingsValue::Kind::map;
      for (const auto& pair : node) {
        if (budget_ > 0) {
          add_entry(value, pair.first, pair.second, depth);
        }
      }
    }
    if (budget_ == 0) {
      cut(value.range);
    }
    return value;
  }

  /// Says, once, that not all is read.
  void cut(base::TextRange where) {
    if (!std::exchange(is_cut_, true)) {
      report(where, "What follows is too much to be read.");
    }
  }

  void add_entry(SettingsValue& map, const YAML::Node& key, const YAML::Node& value,
                 std::size_t depth) {
    if (!key.IsScalar()) {
      report(range_of(key), "A key must be text.");
      return;
    }
    if (key.Scalar() == "<<" && value.IsMap()) {
      for (const auto& pair : value) {
        if (budget_ > 0 && pair.first.IsScalar() && map.find(pair.first.Scalar()) == nullptr) {
          add_entry(map, pair.first, pair.second, depth);
        }
      }
      return;
    }
    if (map.find(key.Scalar()) != nullptr) {
      report(range_of(key), "\"" + key.Scalar() + "\" is given twice.");
      return;
    }
    map.entries.push_back({key.Scalar(), range_of(key), value_of(value, depth + 1)});
  }

  [[nodiscard]] base::TextRange range_of(const YAML::Node& node) const {
    const YAML::Mark mark = node.Mark();
    if (!node.IsScalar()) {
      return at(mark, node.IsDefined() && !node.IsNull() ? 1 : 0);
    }
    const std::string_view rest = text_.substr(at(mark, 0).begin);
    if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
      return at(mark, quoted_length(rest));
    }
    // A plain scalar stands in the text as it is, unless it is folded over several lines.
    const std::size_t line = rest.substr(0, rest.find_first_of("\r\n")).size();
    return at(mark, std::min(line, node.Scalar().size()));
  }

  [[nodiscard]] base::TextRange at(const YAML::Mark& mark, std::size_t length) const {
    const std::size_t begin =
        mark.is_null() ? 0 : std::min<std::size_t>(mark.pos + shift_, text_.size());
    return {static_cast<base::TextOffset>(begin),
            static_cast<base::TextOffset>(std::min(begin + length, text_.size()))};
  }

  void report(base::TextRange range, std::string message) {
    tree_.problems.push_back({range, ide::Severity::error, std::move(message)});
  }

  std::string_view text_;
  std::size_t shift_ = 0;  ///< length of a byte order mark
  int budget_ = node_budget;
  bool is_cut_ = false;
  SettingsTree tree_;
};

}  // namespace

bool operator==(const SettingsValue& left, const SettingsValue& right) {
  return left.kind == right.kind && left.range == right.range && left.text == right.text &&
         left.is_quoted == right.is_quoted && left.items == right.items &&
         left.entries == right.entries;
}

const SettingsValue* SettingsValue::find(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &SettingsEntry::key);
  return found == entries.end() ? nullptr : &found->value;
}

std::optional<bool> SettingsValue::flag() const {
  if (kind != Kind::scalar || is_quoted || (text != "true" && text != "false")) {
    return std::nullopt;
  }
  return text == "true";
}

std::optional<std::int64_t> SettingsValue::number() const {
  std::int64_t result = 0;
  if (kind != Kind::scalar || is_quoted || text.empty()) {
    return std::nullopt;
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  const bool is_whole = error == std::errc() && end == text.data() + text.size() && result >= 0;
  return is_whole ? std::optional(result) : std::nullopt;
}

SettingsTree read_settings(std::string_view text) {
  return TreeReader(text).read();
}

}  // namespace troupe::graphql
