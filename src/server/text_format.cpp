// The format for people.
//
//     queries/hero.graphql:3:5: error: Cannot query field "nam" on type "Hero". [graphql/...]
//      3 |     nam
//        |     ^^^
//     schema.graphql:1:6: note: "Hero" is defined here
//      1 | type Hero {
//        |      ^^^^
//
// Lines and columns count from 1, columns in characters. Carets stand under what is shown: wide
// characters get two, tabs as many as they take. A range of several lines shows its first and its
// last. A line that is wider than `line_width` is cut around the carets.
#include <algorithm>
#include <array>
#include <string>

#include "server/display.hpp"
#include "server/report.hpp"

namespace troupe::server {

namespace {

constexpr std::size_t line_width = 160;
constexpr std::size_t room_before_carets = 40;

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view red = "\x1b[1;31m";
constexpr std::string_view magenta = "\x1b[1;35m";
constexpr std::string_view cyan = "\x1b[1;36m";
constexpr std::string_view green = "\x1b[1;32m";
constexpr std::string_view blue = "\x1b[34m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view plain = "\x1b[0m";

std::string_view color_of(ide::Severity severity) {
  switch (severity) {
    case ide::Severity::error:
      return red;
    case ide::Severity::warning:
      return magenta;
    case ide::Severity::information:
    case ide::Severity::hint:
      break;
  }
  return cyan;
}

/// The part of a line that is shown: cells [first, last), and whether something was cut off.
struct Window {
  std::size_t first = 0;
  std::size_t last = 0;
};

Window window_around(const std::vector<Cell>& cells, std::size_t caret) {
  std::size_t width = 0;
  for (const Cell& cell : cells) {
    width += cell.width;
  }
  if (width <= line_width) {
    return {0, cells.size()};
  }
  Window window{caret, caret};
  for (std::size_t room = 0; window.first > 0 && room < room_before_carets;) {
    room += cells[--window.first].width;
  }
  window.last = window.first;
  for (std::size_t room = 0; window.last < cells.size() && room < line_width;) {
    room += cells[window.last++].width;
  }
  return window;
}

class TextWriter {
 public:
  TextWriter(const actors::CheckReport& report, const Presentation& presentation)
      : report_(&report), presentation_(&presentation), texts_(report, presentation) {}

  std::string run() {
    for (const actors::CheckedFile& file : report_->files) {
      for (const actors::CheckedDiagnostic& checked : file.diagnostics) {
        write(file, checked);
      }
    }
    const Summary summary = summarise(*report_);
    append(summary.errors > 0     ? red
           : summary.warnings > 0 ? magenta
                                  : green,
           summary_line(summary));
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void write(const actors::CheckedFile& file, const actors::CheckedDiagnostic& checked) {
    const ide::Diagnostic& diagnostic = checked.diagnostic;
    write_head(file.path, diagnostic.range, color_of(diagnostic.severity),
               severity_name(diagnostic.severity), diagnostic.message);
    append(dim, " [" + printable(diagnostic.code) + "]");
    out_ += '\n';
    write_source(file.path, diagnostic.range, color_of(diagnostic.severity));
    for (std::size_t i = 0; i < diagnostic.related.size(); ++i) {
      const ide::RelatedInformation& related = diagnostic.related[i];
      write_head(checked.related_paths[i], related.where.range, cyan, "note", related.message);
      out_ += '\n';
      write_source(checked.related_paths[i], related.where.range, cyan);
    }
  }

  void write_head(const std::string& path, base::TextRange range, std::string_view color,
                  std::string_view kind, const std::string& message) {
    std::string where = printable(shown_path(path, presentation_->directory));
    if (const auto place = texts_.place(path, range, base::PositionEncoding::utf32)) {
      where += ":" + std::to_string(place->start.line + 1) + ":" +
               std::to_string(place->start.character + 1);
    }
    append(bold, where + ":");
    out_ += ' ';
    append(color, std::string(kind) + ":");
    out_ += ' ';
    append(bold, printable(message));
  }

  void write_source(const std::string& path, base::TextRange range, std::string_view color) {
    const Texts::Entry* const entry = texts_.find(path);
    if (entry == nullptr) {
      return;
    }
    const std::uint32_t first = entry->lines.line_of(range.begin);
    std::uint32_t last = entry->lines.line_of(range.end);
    if (last > first && entry->lines.line_start(last) == range.end) {
      --last;  // it ends with the line before
    }
    const std::size_t gutter = std::to_string(last + 1).size();
    write_line(*entry, first, range, color, gutter);
    if (last > first + 1) {
      append(blue, std::string(gutter + 1, '.'));
      out_ += '\n';
    }
    if (last > first) {
      write_line(*entry, last, range, color, gutter);
    }
  }

  void write_line(const Texts::Entry& entry, std::uint32_t line, base::TextRange range,
                  std::string_view color, std::size_t gutter) {
    const base::TextRange bounds = entry.lines.line_range(entry.text, line);
    const std::vector<Cell> cells = cells_of(base::slice(entry.text, bounds), bounds.begin);
    const auto is_marked = [&](const Cell& cell) {
      return range.begin <= cell.offset && cell.offset < range.end;
    };
    const auto first_marked =
        std::ranges::find_if(cells, [&](const Cell& cell) { return range.begin <= cell.offset; });
    const Window window =
        window_around(cells, static_cast<std::size_t>(first_marked - cells.begin()));
    std::string source = window.first > 0 ? "..." : "";
    std::string carets(source.size(), ' ');
    for (std::size_t i = window.first; i < window.last; ++i) {
      source += cells[i].shown;
      const bool marked = is_marked(cells[i]) && !is_leading_blank(cells, i, range);
      carets.append(cells[i].width, marked ? '^' : ' ');
      if (range.empty() && cells[i].offset == range.begin) {
        carets.back() = '^';
      }
    }
    source += window.last < cells.size() ? "..." : "";
    write_gutter(std::to_string(line + 1), gutter);
    out_ += source.empty() ? "" : " ";
    out_ += source + "\n";
    if (carets.find('^') == std::string::npos) {
      carets += '^';  // behind the last character
    }
    write_gutter("", gutter);
    out_ += ' ';
    append(color, carets.substr(0, carets.find_last_of('^') + 1));
    out_ += '\n';
  }

  /// Indentation inside a range of several lines is not underlined.
  static bool is_leading_blank(const std::vector<Cell>& cells, std::size_t index,
                               base::TextRange range) {
    if (cells.front().offset < range.begin) {
      return false;
    }
    const auto is_blank = [](const Cell& cell) {
      return cell.shown.find_first_not_of(' ') == std::string::npos;
    };
    return cells.front().offset > range.begin &&
           std::all_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                       is_blank);
  }

  void write_gutter(const std::string& number, std::size_t width) {
    append(blue, " " + std::string(width - number.size(), ' ') + number + " |");
  }

  void append(std::string_view color, std::string_view text) {
    if (presentation_->colors) {
      out_ += color;
      out_ += text;
      out_ += plain;
    } else {
      out_ += text;
    }
  }

  const actors::CheckReport* report_;
  const Presentation* presentation_;
  Texts texts_;
  std::string out_;
};

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

std::string summary_line(const Summary& summary) {
  std::string line;
  if (summary.errors > 0) {
    line = counted(summary.errors, "error");
  }
  if (summary.warnings > 0) {
    line += (line.empty() ? "" : " and ") + counted(summary.warnings, "warning");
  }
  return (line.empty() ? "No problems" : line) + " in " + counted(summary.files, "file");
}

std::string format_text(const actors::CheckReport& report, const Presentation& presentation) {
  return TextWriter(report, presentation).run();
}

}  // namespace troupe::server
