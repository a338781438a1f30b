// Reads fixtures line by line. Text lines are collected into the current file as they come, cursors
// taken out; a marker line is resolved at once against the last text line, so nothing has to be
// remembered but where that line begins.
#include <algorithm>

#include "test/support/fill_in.hpp"
#include "test/support/fixture.hpp"

namespace troupe::testing {

namespace {

constexpr std::string_view directive = "//- ";
constexpr std::string_view blanks = " \t";

/// Bytes of the UTF-8 character at `at`; fixtures are valid UTF-8.
std::size_t character_bytes(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    ++end;
  }
  return end - at;
}

/// Offset of the character number `column`, nothing when the text is shorter.
std::optional<std::size_t> offset_of_column(std::string_view text, std::size_t column) {
  std::size_t at = 0;
  while (column > 0 && at < text.size()) {
    at += character_bytes(text, at);
    --column;
  }
  return column == 0 ? std::optional(at) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view next_word(std::string_view& rest) {
  rest = trimmed(rest);
  const std::size_t end = std::min(rest.find_first_of(blanks), rest.size());
  const std::string_view word = rest.substr(0, end);
  rest.remove_prefix(end);
  return word;
}

bool is_marker_line(std::string_view line) {
  const std::size_t first = line.find_first_not_of(blanks);
  return first != std::string_view::npos && line[first] == '^';
}

class Parser {
 public:
  base::Result<Fixture> run(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t newline = std::min(text.find('\n', at), text.size());
      const std::string_view line = text.substr(at, newline - at);
      at = std::min(newline + 1, text.size());
      ++line_;
      if (line == "//- expect") {
        fixture_.head = text.substr(0, at);
        fixture_.expectation = text.substr(at);
        return finish();
      }
      take(line);
      if (!error_.empty()) {
        return base::failure(fill_in("line {}: {}", std::to_string(line_), error_));
      }
    }
    fixture_.head = std::string(text);
    if (!text.empty() && !text.ends_with('\n')) {
      fixture_.head += '\n';
    }
    fixture_.head += "//- expect\n";
    return finish();
  }

 private:
  void take(std::string_view line) {
    if (line.starts_with(directive)) {
      take_directive(line.substr(directive.size()));
    } else if (fixture_.files.empty()) {
      return;  // a comment on the fixture
    } else if (is_marker_line(line)) {
      take_markers(line);
    } else {
      take_text(line);
    }
  }

  void take_directive(std::string_view rest) {
    const std::string_view word = next_word(rest);
    if (word == "folders") {
      fixture_.folders.clear();
      for (std::string_view folder = next_word(rest); !folder.empty(); folder = next_word(rest)) {
        fixture_.folders.emplace_back(folder);
      }
    } else if (word == "environment") {
      rest = trimmed(rest);
      const std::size_t equals = rest.find('=');
      if (equals == std::string_view::npos) {
        error_ = "expected NAME=value";
        return;
      }
      fixture_.environment[std::string(rest.substr(0, equals))] = rest.substr(equals + 1);
    } else if (word.starts_with('/')) {
      begin_file(word, rest);
    } else {
      error_ = fill_in("unknown directive '{}'", word);
    }
  }

  void begin_file(std::string_view path, std::string_view rest) {
    if (std::ranges::any_of(fixture_.files, [&](const auto& file) { return file.path == path; })) {
      error_ = fill_in("{} is there already", path);
      return;
    }
    FixtureFile& file = fixture_.files.emplace_back(FixtureFile{std::string(path), {}, {}});
    is_crlf_ = false;
    text_line_begin_.reset();
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
      if (word == "crlf") {
        is_crlf_ = true;
      } else if (!file.language_id) {
        file.language_id = std::string(word);
      } else {
        error_ = fill_in("unexpected '{}'", word);
      }
    }
  }

  void take_text(std::string_view line) {
    FixtureFile& file = fixture_.files.back();
    text_line_begin_ = file.text.size();
    for (std::size_t at = 0;;) {
      const std::size_t cursor = std::min(line.find("$0", at), line.size());
      file.text += line.substr(at, cursor - at);
      if (cursor == line.size()) {
        break;
      }
      fixture_.cursors.push_back({file.path, static_cast<base::TextOffset>(file.text.size())});
      at = cursor + 2;
    }
    text_line_end_ = file.text.size();
    file.text += is_crlf_ ? "\r\n" : "\n";
  }

  void take_markers(std::string_view line) {
    if (!text_line_begin_) {
      error_ = "no line of text stands above these carets";
      return;
    }
    const FixtureFile& file = fixture_.files.back();
    const std::string_view above =
        std::string_view(file.text).substr(*text_line_begin_, text_line_end_ - *text_line_begin_);
    std::size_t column = 0;
    for (std::size_t at = 0; at < line.size();) {
      if (line[at] != '^') {
        at += character_bytes(line, at);
        ++column;
        continue;
      }
      const std::size_t carets = std::min(line.find_first_not_of('^', at), line.size()) - at;
      const std::size_t label_end = std::min(line.find('^', at + carets), line.size());
      const std::string_view name = trimmed(line.substr(at + carets, label_end - at - carets));
      const auto begin = offset_of_column(above, column);
      const auto end = offset_of_column(above, column + carets);
      if (name.empty() || !begin || !end) {
        error_ = name.empty() ? "carets without a label" : "carets reach past the line above";
        return;
      }
      fixture_.labels.push_back({std::string(name),
                                 file.path,
                                 {static_cast<base::TextOffset>(*text_line_begin_ + *begin),
                                  static_cast<base::TextOffset>(*text_line_begin_ + *end)}});
      column += carets;
      at += carets;
    }
  }

  base::Result<Fixture> finish() {
    if (fixture_.files.empty()) {
      return base::failure("no file: one begins with a line '//- /path'");
    }
    return std::move(fixture_);
  }

  Fixture fixture_{{}, {}, {}, {"/"}, {}, {}, {}};
  std::string error_;
  std::size_t line_ = 0;
  bool is_crlf_ = false;
  std::optional<std::size_t> text_line_begin_;  ///< of the last line of text in the current file
  std::size_t text_line_end_ = 0;               ///< its end, before the terminator
};

}  // namespace

base::Result<Fixture> parse_fixture(std::string_view text) {
  return Parser().run(text);
}

}  // namespace troupe::testing
