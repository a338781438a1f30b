#include "analysis/languages/graphql/embedded/escapes.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace troupe::graphql {
namespace {

std::optional<std::uint32_t> digit_value(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? std::optional<std::uint32_t>(lower - 'a' + 10)
                                      : std::nullopt;
}

void append_utf8(std::uint32_t code_point, std::string& text) {
  const auto continuation = [&](unsigned shift) {
    text.push_back(static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)));
  };
  if (code_point < 0x80) {
    text.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    text.push_back(static_cast<char>(0xC0U | (code_point >> 6U)));
    continuation(0);
  } else if (code_point < 0x10000) {
    text.push_back(static_cast<char>(0xE0U | (code_point >> 12U)));
    continuation(6);
    continuation(0);
  } else {
    text.push_back(static_cast<char>(0xF0U | ((code_point >> 18U) & 0x07U)));
    continuation(12);
    continuation(6);
    continuation(0);
  }
}

class EscapeReader {
 public:
  EscapeReader(std::string_view rest, Escapes escapes) : rest_(rest), escapes_(escapes) {}

  /// REQUIRES: rest begins with a backslash.
  Escape read() {
    if (rest_.size() < 2) {
      return {rest_.size(), {}};
    }
    const char c = rest_[1];
    switch (c) {
      case 'n':
        return {2, "\n"};
      case 't':
        return {2, "\t"};
      case 'r':
        return {2, "\r"};
      case 'b':
      case 'f':
      case 'v':
        return {2, " "};
      case '\r':
        return {rest_.substr(1).starts_with("\r\n") ? 3U : 2U, {}};
      case '\n':
        return {2, {}};
      case 'x':
        return number(2, 2);
      case 'u':
        return rest_.substr(2).starts_with('{') ? braced() : unicode();
      case 'U':
        return escapes_ == Escapes::python ? number(2, 8) : verbatim();
      default:
        return verbatim();
    }
  }

 private:
  /// The character itself; in Python, where the backslash stays, both.
  [[nodiscard]] Escape verbatim() const {
    const char c = rest_[1];
    const bool is_kept =
        escapes_ == Escapes::python && c != '\\' && c != '\'' && c != '"' && c != '\n';
    std::size_t length = 2;
    while (length < rest_.size() && (static_cast<unsigned char>(rest_[length]) & 0xC0U) == 0x80U) {
      ++length;  // The rest of a character of several bytes.
    }
    return {length, std::string(rest_.substr(is_kept ? 0 : 1, length - (is_kept ? 0 : 1)))};
  }

  /// The value of `count` digits; nothing when there are not so many.
  [[nodiscard]] std::optional<std::uint32_t> digits(std::size_t from, std::size_t count) const {
    std::uint32_t value = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      const auto digit = i < rest_.size() ? digit_value(rest_[i]) : std::nullopt;
      if (!digit) {
        return std::nullopt;
      }
      value = value * 16 + *digit;
    }
    return value;
  }

  [[nodiscard]] Escape number(std::size_t from, std::size_t count) const {
    const auto value = digits(from, count);
    return value ? Escape{from + count, character(*value)} : verbatim();
  }

  static std::string character(std::uint32_t value) {
    constexpr std::uint32_t last_code_point = 0x10FFFF;
    std::string text;
    append_utf8(value > last_code_point ? U'?' : value, text);
    return text;
  }

  /// Four digits, or two times four for one character.
  [[nodiscard]] Escape unicode() const {
    const auto high = digits(2, 4);
    if (high && *high >= 0xD800 && *high < 0xDC00 && rest_.substr(6).starts_with("\\u")) {
      const auto low = digits(8, 4);
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        return {12, character(0x10000 + ((*high - 0xD800) << 10U) + (*low - 0xDC00))};
      }
    }
    return number(2, 4);
  }

  [[nodiscard]] Escape braced() const {
    std::uint32_t value = 0;
    for (std::size_t i = 3; i < rest_.size(); ++i) {
      if (rest_[i] == '}') {
        return {i + 1, character(value)};
      }
      const auto digit = digit_value(rest_[i]);
      if (!digit || value > 0x10FFFF) {
        break;
      }
      value = value * 16 + *digit;
    }
    return verbatim();
  }

  std::string_view rest_;
  Escapes escapes_;
};

bool is_name_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class PieceWriter {
 public:
  PieceWriter(const Piece& piece, std::string_view host, std::string& text)
      : piece_(piece),
        host_(host.substr(0, piece.content.end)),
        text_(text),
        at_(piece.content.begin) {}

  std::vector<base::TextRange> write() {
    std::size_t hole = 0;
    while (at_ < host_.size()) {
      if (hole < piece_.holes.size() && piece_.holes[hole].begin == at_) {
        unreadable_.push_back(piece_.holes[hole]);
        at_ = piece_.holes[hole].end;
        ++hole;
        continue;
      }
      const std::size_t end = hole < piece_.holes.size() ? piece_.holes[hole].begin : host_.size();
      if (host_[at_] == '\\' && piece_.escapes != Escapes::none) {
        write_escape(end);
      } else if (piece_.has_doubled_braces && is_doubled_brace()) {
        text_[at_ + 1] = host_[at_];
        text_[at_] = ' ';
        at_ += 2;
      } else {
        write_plain(end);
      }
    }
    return std::move(unreadable_);
  }

 private:
  /// Everything up to the next byte that may be special.
  void write_plain(std::size_t end) {
    const std::size_t begin = at_++;
    const char* const special = piece_.has_doubled_braces ? "\\{}" : "\\";
    at_ = std::min(host_.substr(0, end).find_first_of(special, at_), end);
    std::ranges::copy(host_.substr(begin, at_ - begin),
                      text_.begin() + static_cast<std::ptrdiff_t>(begin));
  }

  void write_escape(std::size_t end) {
    const Escape escape = read_escape(host_.substr(at_, end - at_), piece_.escapes);
    const std::size_t after = at_ + escape.length;
    std::fill(text_.begin() + static_cast<std::ptrdiff_t>(at_),
              text_.begin() + static_cast<std::ptrdiff_t>(after), ' ');
    std::ranges::copy(escape.meaning,
                      text_.begin() + static_cast<std::ptrdiff_t>(after - escape.meaning.size()));
    const bool is_kept = escape.meaning.size() == escape.length;
    if (escape.meaning.size() == 1 && !is_kept && is_name_part(escape.meaning.front())) {
      unreadable_.push_back(
          {static_cast<base::TextOffset>(at_), static_cast<base::TextOffset>(after)});
    }
    at_ = after;
  }

  [[nodiscard]] bool is_doubled_brace() const {
    return (host_[at_] == '{' || host_[at_] == '}') && at_ + 1 < host_.size() &&
           host_[at_ + 1] == host_[at_];
  }

  const Piece& piece_;
  std::string_view host_;
  std::string& text_;
  std::size_t at_;
  std::vector<base::TextRange> unreadable_;
};

}  // namespace

Escape read_escape(std::string_view rest, Escapes escapes) {
  return EscapeReader(rest, escapes).read();
}

std::vector<base::TextRange> write_piece(const Piece& piece, std::string_view host,
                                         std::string& text) {
  return PieceWriter(piece, host, text).write();
}

}  // namespace troupe::graphql
