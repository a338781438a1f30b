// Renders what each feature answers, and asserts what has to hold of any answer.
#include <algorithm>
#include <tuple>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "test/support/fill_in.hpp"
#include "test/support/fixture.hpp"

namespace troupe::testing {

namespace {

using engine::Context;
using ide::FileId;
using ide::TextOffset;
using ide::TextRange;

constexpr std::size_t excerpt_bytes = 60;

/// Everything that rendering one answer needs: where the asking happens and how places are written.
class Writer {
 public:
  Writer(FixtureWorkspace& workspace, Context& context)
      : workspace_(&workspace), context_(&context) {}

  [[nodiscard]] const std::string& path(FileId file) const { return context_->lookup(file).path; }

  /// `line:column`, both from 1, columns in characters.
  [[nodiscard]] std::string position(FileId file, TextOffset offset) const {
    const base::LinePosition position = context_->get<ide::FileLines>(file).position(
        ide::text_of(*context_, file), offset, base::PositionEncoding::utf32);
    return std::to_string(position.line + 1) + ":" + std::to_string(position.character + 1);
  }

  [[nodiscard]] std::string range(FileId file, TextRange range) const {
    const std::string begin = position(file, range.begin);
    const std::string end = position(file, range.end);
    return begin + "-" + end;
  }

  /// The text of a range on one line, cut when it is long.
  [[nodiscard]] std::string excerpt(FileId file, TextRange range) const {
    std::string_view text = base::slice(ide::text_of(*context_, file), range);
    std::string result = "\"";
    bool is_cut = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool begins_character = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
      if (at >= excerpt_bytes && begins_character) {
        is_cut = true;
        break;
      }
      if (text[at] == '\n') {
        result += "\\n";
      } else if (text[at] == '\r') {
        result += "\\r";
      } else {
        result += text[at];
      }
    }
    return result + (is_cut ? "...\"" : "\"");
  }

  /// `[label] ` or nothing.
  [[nodiscard]] std::string label(FileId file, TextRange range) const {
    const std::string_view name = workspace_->label_at(path(file), range);
    return name.empty() ? std::string() : fill_in("[{}] ", name);
  }

  /// Asserts that a range lies inside its file's text.
  void require_inside(FileId file, TextRange range) const {
    INFO("range " << range.begin << "-" << range.end << " in " << path(file));
    CHECK(range.begin <= range.end);
    REQUIRE(range.end <= ide::text_of(*context_, file).size());
  }

 private:
  FixtureWorkspace* workspace_;
  Context* context_;
};

void append_indented(std::string& out, std::string_view text, std::string_view indentation) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (!line.empty()) {
      out += indentation;
      out += line;
    }
    out += '\n';
    at = end + 1;
  }
}

void append_documentation(std::string& out, const ide::Documentation& blocks,
                          std::string_view indentation) {
  for (const ide::DocumentationBlock& block : blocks) {
    if (block.kind == ide::DocumentationBlock::Kind::code) {
      append_indented(out, fill_in("```{}\n{}\n```", block.language, block.text), indentation);
    } else {
      append_indented(out, block.text, indentation);
    }
  }
}

std::string_view severity_name(ide::Severity severity) {
  switch (severity) {
    case ide::Severity::error:
      return "error";
    case ide::Severity::warning:
      return "warning";
    case ide::Severity::information:
      return "information";
    case ide::Severity::hint:
      return "hint";
  }
  return "?";
}

std::string_view kind_name(ide::SymbolKind kind) {
  using enum ide::SymbolKind;
  switch (kind) {
    case operation:
      return "operation";
    case fragment:
      return "fragment";
    case schema:
      return "schema";
    case object:
      return "object";
    case interface:
      return "interface";
    case union_type:
      return "union_type";
    case enumeration:
      return "enumeration";
    case enum_member:
      return "enum_member";
    case scalar:
      return "scalar";
    case input_object:
      return "input_object";
    case field:
      return "field";
    case argument:
      return "argument";
    case variable:
      return "variable";
    case directive:
      return "directive";
    case keyword:
      return "keyword";
    case value:
      return "value";
    case file:
      return "file";
  }
  return "?";
}

/// Calls `render_one` for each cursor and each language that claims its file; cursors' answers
/// follow each other under a line `path:line:column`.
template <typename RenderOne>
std::string at_cursors(FixtureWorkspace& workspace, const ide::LanguageSet& languages,
                       RenderOne render_one) {
  Context context(workspace.snapshot());
  const Writer writer(workspace, context);
  std::string out;
  CHECK_MESSAGE(!workspace.fixture().cursors.empty(), "the fixture has no cursor $0");
  for (const FixtureCursor& cursor : workspace.fixture().cursors) {
    const FileId file = workspace.file(cursor.path);
    const auto claiming = languages.claiming(context, file);
    CHECK_MESSAGE(!claiming.empty(), "no language claims " << cursor.path);
    out += fill_in("{}:{}\n", cursor.path, writer.position(file, cursor.offset));
    for (const ide::Language* language : claiming) {
      render_one(out, writer, context, *language, file, cursor.offset);
    }
  }
  return out;
}

/// Calls `render_one` for each file of the workspace and each language that claims it.
template <typename RenderOne>
std::string for_files(FixtureWorkspace& workspace, const ide::LanguageSet& languages,
                      RenderOne render_one) {
  Context context(workspace.snapshot());
  const Writer writer(workspace, context);
  std::string out;
  for (const FileId file : workspace.files()) {
    for (const ide::Language* language : languages.claiming(context, file)) {
      render_one(out, writer, context, *language, file);
    }
  }
  return out;
}

std::string render_hover(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return at_cursors(workspace, languages,
                    [](std::string& out, const Writer& writer, Context& context,
                       const ide::Language& language, FileId file, TextOffset offset) {
                      const std::optional<ide::Hover> hover = language.hover(context, file, offset);
                      if (!hover) {
                        out += "  nothing\n";
                        return;
                      }
                      writer.require_inside(file, hover->range);
                      CHECK(hover->range.touches(offset));
                      CHECK_FALSE(hover->contents.empty());
                      out += fill_in("  {} {}{}\n", writer.range(file, hover->range),
                                     writer.label(file, hover->range),
                                     writer.excerpt(file, hover->range));
                      append_documentation(out, hover->contents, "  ");
                    });
}

std::string one_line(std::string_view text) {
  std::string result;
  for (const char character : text) {
    if (character == '\n') {
      result += "\\n";
    } else {
      result += character;
    }
  }
  return result;
}

void append_completion_item(std::string& out, const ide::CompletionItem& item,
                            std::string_view excerpt) {
  out += fill_in("  {} {}", kind_name(item.kind), item.label);
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) {
      out += fill_in(" | {}: {}", name, one_line(value));
    }
  };
  add("detail", item.detail);
  add("from", item.description);
  add("replaces", excerpt == "\"\"" ? std::string_view() : excerpt);
  add("inserts", item.insert_text == item.label ? std::string_view() : item.insert_text);
  add("snippet", item.snippet);
  add("filter", item.filter_text == item.label ? std::string_view() : item.filter_text);
  if (item.is_deprecated) {
    out += " | deprecated";
  }
  if (item.retrigger) {
    out += " | retrigger";
  }
  out += '\n';
}

std::string render_completion(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return at_cursors(workspace, languages,
                    [](std::string& out, const Writer& writer, Context& context,
                       const ide::Language& language, FileId file, TextOffset offset) {
                      ide::CompletionList list = language.complete(context, file, offset);
                      std::ranges::stable_sort(list.items, {}, [](const ide::CompletionItem& item) {
                        return std::tie(item.sort_key, item.label);
                      });
                      if (list.items.empty()) {
                        out += "  nothing\n";
                      }
                      for (const ide::CompletionItem& item : list.items) {
                        INFO("completion item " << item.label);
                        writer.require_inside(file, item.replaced);
                        CHECK(item.replaced.touches(offset));
                        const std::string excerpt = writer.excerpt(file, item.replaced);
                        CHECK_MESSAGE(excerpt.find("\\n") == std::string::npos, "lies on one line");
                        CHECK_FALSE(item.label.empty());
                        CHECK_FALSE(item.insert_text.empty());
                        append_completion_item(out, item, excerpt);
                        if (!item.resolve_key.empty()) {
                          append_documentation(
                              out, language.resolve_completion(context, file, item.resolve_key),
                              "      ");
                        }
                      }
                      if (list.is_incomplete) {
                        out += "  and more when typing goes on\n";
                      }
                    });
}

std::string render_definition(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return at_cursors(workspace, languages,
                    [](std::string& out, const Writer& writer, Context& context,
                       const ide::Language& language, FileId file, TextOffset offset) {
                      const auto targets = language.definition(context, file, offset);
                      if (targets.empty()) {
                        out += "  nothing\n";
                      }
                      for (const ide::DefinitionTarget& target : targets) {
                        const FileId where = target.selection.file;
                        writer.require_inside(where, target.selection.range);
                        writer.require_inside(where, target.full);
                        CHECK(target.full.contains(target.selection.range));
                        out += fill_in("  {}:{} {}{}, whole {}", writer.path(where),
                                       writer.range(where, target.selection.range),
                                       writer.label(where, target.selection.range),
                                       writer.excerpt(where, target.selection.range),
                                       writer.range(where, target.full));
                        if (target.origin) {
                          writer.require_inside(file, *target.origin);
                          CHECK(target.origin->touches(offset));
                          out += fill_in(", asked at {}", writer.excerpt(file, *target.origin));
                        }
                        out += '\n';
                      }
                    });
}

void append_diagnostic(std::string& out, const Writer& writer, FileId file,
                       const ide::Diagnostic& diagnostic) {
  out += fill_in("{}:{} {} {}: {}\n", writer.path(file), writer.range(file, diagnostic.range),
                 severity_name(diagnostic.severity), diagnostic.code, one_line(diagnostic.message));
  out += fill_in("  at {}{}\n", writer.label(file, diagnostic.range),
                 writer.excerpt(file, diagnostic.range));
  if (diagnostic.is_unnecessary) {
    out += "  unnecessary\n";
  }
  if (diagnostic.is_deprecated) {
    out += "  deprecated\n";
  }
  for (const ide::RelatedInformation& related : diagnostic.related) {
    writer.require_inside(related.where.file, related.where.range);
    out +=
        fill_in("  see {}:{} {}{}\n", writer.path(related.where.file),
                writer.range(related.where.file, related.where.range),
                writer.label(related.where.file, related.where.range), one_line(related.message));
  }
}

std::string render_diagnostics(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  const std::string out = for_files(
      workspace, languages,
      [](std::string& text, const Writer& writer, Context& context, const ide::Language& language,
         FileId file) {
        const std::vector<ide::Diagnostic> diagnostics = language.diagnostics(context, file);
        CHECK(std::ranges::is_sorted(diagnostics, {}, [](const ide::Diagnostic& diagnostic) {
          return std::tie(diagnostic.range, diagnostic.code, diagnostic.message);
        }));
        for (const ide::Diagnostic& diagnostic : diagnostics) {
          writer.require_inside(file, diagnostic.range);
          CHECK_FALSE(diagnostic.message.empty());
          CHECK_MESSAGE(diagnostic.code.starts_with(std::string(language.id()) + "/"),
                        "code " << diagnostic.code << " begins with the language's name");
          append_diagnostic(text, writer, file, diagnostic);
        }
      });
  return out.empty() ? "nothing\n" : out;
}

void append_symbols(std::string& out, const Writer& writer, FileId file,
                    const std::vector<ide::DocumentSymbol>& symbols, std::string indentation) {
  for (const ide::DocumentSymbol& symbol : symbols) {
    INFO("symbol " << symbol.name);
    CHECK_FALSE(symbol.name.empty());
    writer.require_inside(file, symbol.full);
    CHECK(symbol.full.contains(symbol.selection));
    out += fill_in("{}{} {}", indentation, kind_name(symbol.kind), symbol.name);
    if (!symbol.detail.empty()) {
      out += fill_in(" | detail: {}", one_line(symbol.detail));
    }
    out += fill_in(" | {} in {}{}\n", writer.range(file, symbol.selection),
                   writer.range(file, symbol.full), symbol.is_deprecated ? " | deprecated" : "");
    for (const ide::DocumentSymbol& child : symbol.children) {
      CHECK(symbol.full.contains(child.full));
    }
    append_symbols(out, writer, file, symbol.children, indentation + "  ");
  }
}

std::string render_document_symbols(FixtureWorkspace& workspace,
                                    const ide::LanguageSet& languages) {
  return for_files(workspace, languages,
                   [](std::string& out, const Writer& writer, Context& context,
                      const ide::Language& language, FileId file) {
                     out += writer.path(file) + "\n";
                     append_symbols(out, writer, file, language.document_symbols(context, file),
                                    "  ");
                   });
}

std::string render_folding(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  return for_files(workspace, languages,
                   [](std::string& out, const Writer& writer, Context& context,
                      const ide::Language& language, FileId file) {
                     out += writer.path(file) + "\n";
                     for (const auto& folding : language.folding_ranges(context, file)) {
                       using enum ide::FoldingRange::Kind;
                       writer.require_inside(file, folding.range);
                       CHECK_FALSE(folding.range.empty());
                       const std::string_view kind = folding.kind == comment   ? "comment"
                                                     : folding.kind == imports ? "imports"
                                                                               : "region";
                       out += fill_in("  {} {} {}\n", kind, writer.range(file, folding.range),
                                      writer.excerpt(file, folding.range));
                     }
                   });
}

}  // namespace

void check_hover(const ide::LanguageSet& languages, std::string_view directory) {
  check_fixtures(languages, directory, render_hover);
}
void check_completion(const ide::LanguageSet& languages, std::string_view directory) {
  check_fixtures(languages, directory, render_completion);
}
void check_definition(const ide::LanguageSet& languages, std::string_view directory) {
  check_fixtures(languages, directory, render_definition);
}
void check_diagnostics(const ide::LanguageSet& languages, std::string_view directory) {
  check_fixtures(languages, directory, render_diagnostics);
}
void check_document_symbols(const ide::LanguageSet& languages, std::string_view directory) {
  check_fixtures(languages, directory, render_document_symbols);
}
void check_folding(const ide::LanguageSet& languages, std::string_view directory) {
  check_fixtures(languages, directory, render_folding);
}

}  // namespace troupe::testing
