// What formatting promises for every file of another language: nothing outside of literals changes,
// nothing that the host spells in its own way changes, the GraphQL stays what it was, and
// formatting twice is formatting once.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/languages/graphql/embedded/literal_text.hpp"
#include "analysis/languages/graphql/formatting/edit_writer.hpp"
#include "analysis/languages/graphql/formatting/format_host.hpp"
#include "test/analysis/languages/graphql/formatting/trivia_mutation.hpp"
#include "test/support/fixture.hpp"

using namespace troupe;
using namespace troupe::graphql;

namespace {

/// What must stay of a host: its code, and of each literal the tokens and comments, the escapes and
/// the interpolations.
struct Essence {
  std::string code;
  std::vector<std::string> spelled;
  std::vector<std::vector<std::string>> documents;

  friend bool operator==(const Essence&, const Essence&) = default;
};

Essence essence(const std::string& host, HostKind kind) {
  Essence result;
  base::TextOffset at = 0;
  for (const Literal& literal : find_literals(host, kind)) {
    for (const Piece& piece : literal.pieces) {
      result.code.append(base::slice(host, {at, piece.content.begin})).append("|");
      at = piece.content.end;
      for (const base::TextRange hole : piece.holes) {
        result.spelled.emplace_back(base::slice(host, hole));
      }
      if (piece.escapes != Escapes::none) {
        for (base::TextOffset i = piece.content.begin; i + 1 < piece.content.end; ++i) {
          if (host[i] == '\\') {
            result.spelled.push_back(host.substr(i, 2));
            ++i;
          }
        }
      }
    }
    if (literal.pieces.size() == 1) {
      result.documents.push_back(essence_of(LiteralText(literal.pieces.front(), host).text()));
    }
  }
  result.code.append(host.substr(at));
  return result;
}

/// Whether formatting changed anything. All promises are checked.
bool check_host(const std::string& host, HostKind kind, const FormatStyle& style) {
  CAPTURE(host);
  const std::vector<ide::TextEdit> edits = format_host(host, kind, {}, style);
  base::TextOffset end = 0;
  for (const ide::TextEdit& edit : edits) {
    REQUIRE(edit.range.begin >= end);
    REQUIRE(edit.range.begin <= edit.range.end);
    end = edit.range.end;
  }
  const std::string once = apply_edits(host, edits);
  CAPTURE(once);
  REQUIRE(essence(once, kind) == essence(host, kind));
  REQUIRE(apply_edits(once, format_host(once, kind, {}, style)) == once);
  return once != host;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

/// Puts interpolations where documents have places for them, and anywhere.
std::string with_holes(std::string text, std::mt19937& random, bool is_python) {
  constexpr std::array<std::string_view, 5> names = {"fields", " f( {a: 1} ) ", "a ? `x` : b",
                                                     "call(\n  1)", "x"};
  for (std::size_t count = random() % 4; count > 0; --count) {
    const std::size_t at = random() % (text.size() + 1);
    const std::string name(is_python ? "name" : names[random() % names.size()]);
    text.insert(at, (is_python ? "\x01" : "\x01{") + name + (is_python ? "\x02" : "}"));
  }
  return text;
}

std::string script_of(const std::string& document, std::mt19937& random) {
  std::string text = with_holes(document, random, false);
  text = replaced(std::move(text), "\\", "\\\\");
  text = replaced(std::move(text), "`x`", "'x'");
  text = replaced(std::move(text), "\x01", "$");
  constexpr std::array<std::string_view, 5> heads = {
      "const q = gql`", "\tq: gql`", "  f(`#graphql\n", "x = /* GraphQL */ `", "\n\n      g(gql(`"};
  return "// before\n" + std::string(heads[random() % heads.size()]) + text + "`)) // behind\n";
}

std::string python_of(const std::string& document, std::mt19937& random) {
  const bool is_format = random() % 2 == 0;
  std::string text = is_format ? with_holes(document, random, true) : document;
  text = replaced(std::move(text), "\\", "\\\\");
  if (is_format) {
    text = replaced(replaced(std::move(text), "{", "{{"), "}", "}}");
    text = replaced(replaced(std::move(text), "\x01", "{"), "\x02", "}");
  }
  return std::string(random() % 2 == 0 ? "def f():\n    q = gql(" : "q = gql(\n    ") +
         (is_format ? "f'''" : "'''") + text + "''')\n";
}

std::vector<std::filesystem::path> fixtures() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(TROUPE_TEST_DATA "/graphql")) {
    if (entry.path().extension() == ".fixture") {
      paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace

TEST_CASE("formatting a host keeps its code, its spellings and its documents, and is done once") {
  std::mt19937 random(5);
  std::size_t changed = 0;
  for (int round = 0; round < 150; ++round) {
    for (const std::string& document : sample_documents()) {
      FormatStyle style;
      style.indent_width = 1 + static_cast<std::uint32_t>(random() % 4);
      style.use_tabs = random() % 4 == 0;
      const std::string text = with_other_trivia(document, random);
      changed += check_host(script_of(text, random), HostKind::script, style) ? 1 : 0;
      changed += check_host(python_of(text, random), HostKind::python, style) ? 1 : 0;
    }
  }
  CHECK(changed > 300);
}

TEST_CASE("it does so for every document of the fixtures, and for those in other languages") {
  std::size_t hosts = 0;
  std::size_t changed = 0;
  const auto check_file = [&](const testing::FixtureFile& file) {
    const HostKind kind = host_kind(file.path, file.language_id.value_or(""));
    hosts += kind == HostKind::none ? 0 : 1;
    if (kind != HostKind::none) {
      changed += check_host(file.text, kind, {}) ? 1 : 0;
    } else if (file.path.ends_with(".graphql")) {
      const std::string text = replaced(replaced(file.text, "\\", "\\\\"), "`", "\\`");
      changed += check_host("  x = gql`" + text + "`;\n", HostKind::script, {}) ? 1 : 0;
    }
  };
  for (const std::filesystem::path& path : fixtures()) {
    INFO(path.string());
    std::ifstream stream(path, std::ios::binary);
    const auto fixture = testing::parse_fixture(
        std::string{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
    REQUIRE(fixture.has_value());
    std::ranges::for_each(fixture->files, check_file);
  }
  CHECK(hosts >= 10);
  CHECK(changed > 100);
}

TEST_CASE("it does so for short documents on one line") {
  std::mt19937 random(6);
  constexpr std::array<std::string_view, 6> documents = {
      "{a}",
      "query Q($a:Int=1){b(c:[1,2],d:{e:$a}){...F}}",
      "type A implements B&C{d(e:Int!):[F!]!}",
      "{ a } fragment F on A{b}",
      "enum E{A,B} union U=|A|B",
      "directive @a(b:Int) on FIELD|QUERY"};
  std::size_t changed = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string document(documents[random() % documents.size()]);
    const std::string holed = replaced(with_holes(document, random, false), "`x`", "'x'");
    const std::string host =
        "x = gql`" + replaced(holed, "\x01", "$") + "`; y = graphql('" + document + "')\n";
    changed += check_host(host, HostKind::script, {}) ? 1 : 0;
  }
  CHECK(changed > 200);
}

TEST_CASE("it does so for documents with mistakes") {
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    for (const std::string& document : sample_documents()) {
      const std::string text = broken(with_other_trivia(document, random), random);
      check_host("x = gql`" + replaced(replaced(text, "\\", "\\\\"), "`", "") + "`\n",
                 HostKind::script, {});
    }
  }
}

TEST_CASE("typing anywhere in a host changes nothing but white space of its literal") {
  std::mt19937 random(8);
  for (const std::string& document : sample_documents()) {
    const std::string host = script_of(with_other_trivia(document, random), random);
    for (std::size_t at = 0; at <= host.size(); at += 1 + random() % 7) {
      for (const std::string typed : {"}", "\n"}) {
        std::string longer = host;
        longer.insert(at, typed);
        const auto behind = static_cast<base::TextOffset>(at + typed.size());
        const auto edits = format_host_on_type(longer, HostKind::script, behind, typed, {});
        CAPTURE(longer);
        CAPTURE(at);
        REQUIRE(essence(apply_edits(longer, edits), HostKind::script) ==
                essence(longer, HostKind::script));
      }
    }
  }
}
