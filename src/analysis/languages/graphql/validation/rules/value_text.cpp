#include "analysis/languages/graphql/validation/rules/value_text.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/syntax/string_value.hpp"

namespace troupe::graphql {
namespace {

constexpr std::size_t line_limit = 80;
constexpr std::size_t text_limit = 2'000;

/// `\b`, `\"` or `\u00XX`; empty for characters that stand for themselves.
std::string escaped(unsigned char c) {
  switch (c) {
    case '\b':
      return "\\b";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\f':
      return "\\f";
    case '\r':
      return "\\r";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    default:
      break;
  }
  if (c >= 0x20 && c != 0x7F) {
    return {};
  }
  constexpr std::string_view digits = "0123456789ABCDEF";
  return std::string("\\u00") + digits[c >> 4U] + digits[c & 0xFU];
}

std::string string_text(const Value& value) {
  const std::string decoded = string_value(value.text());
  if (StringValue(value.node()).is_block()) {
    return "\"\"\"\n" + decoded + "\n\"\"\"";
  }
  std::string text = "\"";
  for (const char c : decoded) {
    const std::string escape = escaped(static_cast<unsigned char>(c));
    if (escape.empty()) {
      text += c;
    } else {
      text += escape;
    }
  }
  return text + "\"";
}

std::string indented(const std::string& text) {
  std::string result = "  ";
  for (const char c : text) {
    result += c;
    if (c == '\n') {
      result += "  ";
    }
  }
  return result;
}

/// Items between brackets: on one line, or one to a line where that would be too long.
std::string bracketed(const std::vector<std::string>& items, std::string_view open,
                      std::string_view close, bool is_spaced) {
  const std::string_view space = is_spaced ? " " : "";
  std::string line = std::string(open).append(space);
  for (std::size_t i = 0; i < items.size(); ++i) {
    line.append(i == 0 ? "" : ", ").append(items[i]);
  }
  line.append(space).append(close);
  if (line.size() <= line_limit) {
    return line;
  }
  std::string block(open);
  for (const std::string& item : items) {
    block.append("\n").append(indented(item));
  }
  block.append("\n").append(close);
  // What is cut in the end need not be carried, and indented again, through every level around it.
  block.resize(std::min(block.size(), text_limit + 1));
  return block;
}

/// Spells a value, and stops spelling when the text is long enough to be cut.
class Speller {
 public:
  std::string spell(const Value& value) {
    if (const auto list = value.as<ListValue>()) {
      std::vector<std::string> items;
      for (const Value item : list->values()) {
        if (left_ == 0) {
          break;
        }
        items.push_back(spell(item));
      }
      return bracketed(items, "[", "]", false);
    }
    if (const auto object = value.as<ObjectValue>()) {
      std::vector<std::string> items;
      for (const ObjectField field : object->fields()) {
        const std::optional<Value> inner = field.value();
        if (left_ == 0) {
          break;
        }
        items.push_back(std::string(field.name()) + ": " + (inner ? spell(*inner) : ""));
      }
      return bracketed(items, "{", "}", true);
    }
    std::string text =
        value.kind() == NodeKind::string_value ? string_text(value) : std::string(value.text());
    left_ -= std::min(left_, text.size());
    return text;
  }

 private:
  std::size_t left_ = 2 * text_limit;
};

}  // namespace

std::string value_text(const Value& value) {
  std::string text = Speller().spell(value);
  if (text.size() > text_limit) {
    std::size_t end = text_limit;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;  // not inside a character
    }
    text.resize(end);
    text += "...";
  }
  return text;
}

}  // namespace troupe::graphql
