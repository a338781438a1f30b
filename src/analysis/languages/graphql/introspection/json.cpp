#include "analysis/languages/graphql/introspection/json.hpp"

#include <algorithm>

namespace troupe::graphql {
namespace {

using Kind = JsonNode::Kind;

base::TextRange range(std::size_t begin, std::size_t end) {
  return {static_cast<base::TextOffset>(begin), static_cast<base::TextOffset>(end)};
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<JsonNode>& nodes) : text_(text), nodes_(nodes) {}

  bool read() {
    if (text_.starts_with("\xEF\xBB\xBF")) {
      at_ = 3;
    }
    const bool is_read = value({});
    skip_space();
    return is_read && at_ == text_.size();
  }

 private:
  void skip_space() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
      ++at_;
    }
  }

  bool accept(char c) {
    skip_space();
    if (at_ < text_.size() && text_[at_] == c) {
      ++at_;
      return true;
    }
    return false;
  }

  bool value(base::TextRange key) {
    constexpr std::size_t deepest = 64;
    skip_space();
    if (at_ >= text_.size() || ++depth_ > deepest) {
      return false;
    }
    const std::size_t index = nodes_.size();
    nodes_.push_back({.kind = Kind::null, .range = {}, .key = key, .end = 0});
    const bool is_read = body(index);
    nodes_[index].end = static_cast<std::uint32_t>(nodes_.size());
    --depth_;
    return is_read;
  }

  bool body(std::size_t index) {
    const std::size_t begin = at_;
    const char c = text_[at_];
    if (c == '"') {
      nodes_[index].kind = Kind::string;
      const auto content = string();
      nodes_[index].range = content.value_or(base::TextRange());
      return content.has_value();
    }
    const bool is_read = c == '{' ? object(index) : c == '[' ? array(index) : word(index);
    nodes_[index].range = range(begin, at_);
    return is_read;
  }

  std::optional<base::TextRange> string() {
    const std::size_t begin = ++at_;
    for (; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') {
        ++at_;
      }
    }
    if (at_ >= text_.size()) {
      return std::nullopt;
    }
    return range(begin, at_++);
  }

  bool object(std::size_t index) {
    nodes_[index].kind = Kind::object;
    ++at_;
    if (accept('}')) {
      return true;
    }
    do {
      skip_space();
      if (at_ >= text_.size() || text_[at_] != '"') {
        return false;
      }
      const auto key = string();
      if (!key || !accept(':') || !value(*key)) {
        return false;
      }
    } while (accept(','));
    return accept('}');
  }

  bool array(std::size_t index) {
    nodes_[index].kind = Kind::array;
    ++at_;
    if (accept(']')) {
      return true;
    }
    do {
      if (!value({})) {
        return false;
      }
    } while (accept(','));
    return accept(']');
  }

  bool word(std::size_t index) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && ((text_[at_] >= 'a' && text_[at_] <= 'z') || text_[at_] == '-' ||
                                  (text_[at_] >= '0' && text_[at_] <= '9') || text_[at_] == '+' ||
                                  text_[at_] == '.' || text_[at_] == 'E')) {
      ++at_;
    }
    const std::string_view found = text_.substr(begin, at_ - begin);
    nodes_[index].kind = found == "null"                       ? Kind::null
                         : found == "true" || found == "false" ? Kind::boolean
                                                               : Kind::number;
    return !found.empty();
  }

  std::string_view text_;
  std::vector<JsonNode>& nodes_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
};

/// What a letter behind a backslash stands for, but for `u`.
char unescaped(char c) {
  switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      return c;
  }
}

}  // namespace

std::optional<JsonDocument> JsonDocument::read(std::string_view text) {
  JsonDocument document(text);
  return Reader(text, document.nodes_).read() ? std::optional(std::move(document)) : std::nullopt;
}

std::string_view JsonDocument::raw(Index index) const {
  return nodes_[index].kind == Kind::string ? base::slice(text_, nodes_[index].range)
                                            : std::string_view();
}

std::string JsonDocument::text(Index index) const {
  const std::string_view written = raw(index);
  std::string result;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '\\' || i + 1 == written.size()) {
      result.push_back(written[i]);
    } else if (written[++i] == 'u') {
      result.append("\\u");  // Where this is read, in a GraphQL string, it means the same.
    } else {
      result.push_back(unescaped(written[i]));
    }
  }
  return result;
}

bool JsonDocument::is_true(Index index) const {
  return nodes_[index].kind == Kind::boolean && nodes_[index].range.length() == 4;
}

std::optional<JsonDocument::Index> JsonDocument::member(std::optional<Index> object,
                                                        std::string_view key) const {
  if (!object || nodes_[*object].kind != Kind::object) {
    return std::nullopt;
  }
  for (Index child = *object + 1; child < nodes_[*object].end; child = nodes_[child].end) {
    if (base::slice(text_, nodes_[child].key) == key) {
      return nodes_[child].kind == Kind::null ? std::nullopt : std::optional(child);
    }
  }
  return std::nullopt;
}

std::vector<JsonDocument::Index> JsonDocument::items(std::optional<Index> array) const {
  std::vector<Index> items;
  if (array && nodes_[*array].kind == Kind::array) {
    for (Index child = *array + 1; child < nodes_[*array].end; child = nodes_[child].end) {
      items.push_back(child);
    }
  }
  return items;
}

}  // namespace troupe::graphql
