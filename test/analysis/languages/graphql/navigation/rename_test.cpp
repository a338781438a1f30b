// Fixtures of renames: the new name is the fixture's environment variable NEW_NAME. Whatever is
// renamed, the diagnostics afterwards are those from before with the new name in place of the old
// one, and renaming back gives the texts from before.
#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/ide/lines.hpp"
#include "test/analysis/languages/graphql/navigation/answers.hpp"

namespace {

using namespace troupe;
using testing::Answers;
using testing::FixtureWorkspace;

bool is_name_part(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

/// Replaces whole words.
void replace_name(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    const std::size_t end = at + from.size();
    if ((at > 0 && is_name_part(text[at - 1])) || (end < text.size() && is_name_part(text[end]))) {
      at = end;
      continue;
    }
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

/// Every error in a workspace, with both names left out. Not what lint has to say, since that may
/// well be about names.
/// Rules whose verdict hangs on names being equal to others, or to those that the specification
/// gives a meaning: in texts that are wrong already, a new name may mend or add such an error.
bool compares_names(std::string_view code) {
  return code == "graphql/overlapping-fields-can-be-merged" ||
         code == "graphql/no-unused-fragments" || code.starts_with("graphql/defer-stream-") ||
         code.starts_with("graphql/stream-");
}

std::vector<std::string> complaints(const FixtureWorkspace& workspace,
                                    const ide::LanguageSet& languages, std::string_view old_name,
                                    std::string_view new_name, bool of_names_too = true) {
  engine::Context context(workspace.snapshot());
  std::vector<std::string> complaints;
  for (const ide::FileId file : workspace.files()) {
    for (const ide::Language* language : languages.claiming(context, file)) {
      for (const ide::Diagnostic& diagnostic : language->diagnostics(context, file)) {
        if (diagnostic.severity != ide::Severity::error ||
            diagnostic.code == "graphql/unique-operation-names" ||
            (!of_names_too && compares_names(diagnostic.code))) {
          continue;  // (each operation is renamed alone, which mends that rule's errors)
        }
        std::string text = context.lookup(file).path + " " + diagnostic.code + " " +
                           diagnostic.message.substr(0, diagnostic.message.find(" Did you mean"));
        replace_name(text, old_name, "NAME");
        replace_name(text, new_name, "NAME");
        complaints.push_back(std::move(text));
      }
    }
  }
  std::ranges::sort(complaints);
  return complaints;
}

std::vector<std::string> texts(const FixtureWorkspace& workspace) {
  engine::Context context(workspace.snapshot());
  std::vector<std::string> texts;
  for (const ide::FileId file : workspace.files()) {
    texts.emplace_back(ide::text_of(context, file));
  }
  return texts;
}

void append_changed_lines(std::string& out, const std::string& path, std::string_view before,
                          std::string_view after) {
  for (int line = 1; !after.empty(); ++line) {
    const std::size_t end_before = std::min(before.find('\n'), before.size());
    const std::size_t end_after = std::min(after.find('\n'), after.size());
    if (before.substr(0, end_before) != after.substr(0, end_after)) {
      out.append("  ").append(path).append(":").append(std::to_string(line)).append(" | ");
      out.append(after.substr(0, end_after)).append("\n");
    }
    before.remove_prefix(std::min(end_before + 1, before.size()));
    after.remove_prefix(std::min(end_after + 1, after.size()));
  }
}

/// Where the name at `old_place` of `file` stands after the edits.
ide::TextOffset place_of_new_name(const ide::WorkspaceEdit& edits, ide::FileId file,
                                  ide::TextOffset old_place) {
  std::size_t grown = 0;
  for (const ide::FileEdits& of_file : edits) {
    for (const ide::TextEdit& edit : of_file.edits) {
      if (of_file.file == file && edit.range.end <= old_place) {
        grown += edit.new_text.size() - edit.range.length();
      } else if (of_file.file == file && edit.range.contains(old_place)) {
        // Behind the alias, if one was written.
        return edit.range.begin +
               static_cast<ide::TextOffset>(grown + edit.new_text.rfind(' ') + 1);
      }
    }
  }
  return old_place;
}

/// Renames at one cursor in a workspace of its own.
void rename(std::string& out, FixtureWorkspace workspace, const ide::LanguageSet& languages,
            const testing::FixtureCursor& cursor) {
  const std::string& new_name = workspace.fixture().environment.at("NEW_NAME");
  Answers answers(workspace);
  const ide::FileId file = workspace.file(cursor.path);
  const ide::Language& language = *languages.all().front();
  const auto target = language.prepare_rename(answers.context(), file, cursor.offset);
  const auto edits = language.rename(answers.context(), file, cursor.offset, new_name);
  if (!target) {
    out.append("  cannot be renamed: ").append(target.error().message).append("\n");
    CHECK_FALSE(edits.has_value());
    return;
  }
  if (!*target) {
    out += "  nothing\n";
    CHECK(edits->empty());
    return;
  }
  out.append("  ").append(answers.place_in_file(file, (*target)->range)).append("\n");
  CHECK((*target)->range.touches(cursor.offset));
  CHECK((*target)->placeholder ==
        base::slice(ide::text_of(answers.context(), file), (*target)->range));
  if (!edits) {
    out.append("  refused: ").append(edits.error().message).append("\n");
    return;
  }
  const std::vector<std::string> before = texts(workspace);
  const auto complaints_before = complaints(workspace, languages, (*target)->placeholder, new_name);
  testing::apply(workspace, answers.context(), *edits);
  const std::vector<std::string> after = texts(workspace);
  for (std::size_t i = 0; i < before.size(); ++i) {
    append_changed_lines(out, answers.path(workspace.files()[i]), before[i], after[i]);
  }
  CHECK(complaints(workspace, languages, (*target)->placeholder, new_name) == complaints_before);
  if (edits->empty()) {
    return;
  }
  Answers renamed(workspace);
  const ide::TextOffset offset = place_of_new_name(*edits, file, (*target)->range.begin);
  const auto back = language.rename(renamed.context(), file, offset, (*target)->placeholder);
  REQUIRE_MESSAGE(back.has_value(), back.error().message);
  testing::apply(workspace, renamed.context(), *back);
  CHECK(texts(workspace) == before);
}

std::string render_rename(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  Answers answers(workspace);
  std::string out;
  for (const testing::FixtureCursor& cursor : workspace.fixture().cursors) {
    const ide::FileId file = workspace.file(cursor.path);
    out.append(cursor.path).append(":").append(answers.position(file, cursor.offset)).append("\n");
    rename(out, FixtureWorkspace(workspace.fixture()), languages, cursor);
  }
  return out;
}

/// Renames what is named at a place, and back. What does not hold comes back as a sentence.
std::string rename_and_back(FixtureWorkspace& workspace, const ide::LanguageSet& languages,
                            ide::FileId file, const ide::RenameTarget& target) {
  const std::string new_name = "quiteAnotherName";
  const ide::Language& language = *languages.all().front();
  Answers answers(workspace);
  const ide::TextOffset place = target.range.begin;
  const auto edits = language.rename(answers.context(), file, place, new_name);
  if (!edits || edits->empty()) {
    return "nothing was renamed";
  }
  const std::vector<std::string> before = texts(workspace);
  const bool is_right = complaints(workspace, languages, target.placeholder, new_name).empty();
  const auto complaints_before =
      complaints(workspace, languages, target.placeholder, new_name, is_right);
  testing::apply(workspace, answers.context(), *edits);
  std::string failure;
  const auto complaints_after =
      complaints(workspace, languages, target.placeholder, new_name, is_right);
  for (const auto& [some, others] : {std::tie(complaints_before, complaints_after),
                                     std::tie(complaints_after, complaints_before)}) {
    for (const std::string& complaint : some) {
      if (std::ranges::find(others, complaint) == others.end()) {
        failure = "the diagnostics have changed: " + complaint;
      }
    }
  }
  Answers renamed(workspace);
  const auto back = language.rename(renamed.context(), file, place_of_new_name(*edits, file, place),
                                    target.placeholder);
  if (back) {
    testing::apply(workspace, renamed.context(), *back);
    if (failure.empty() && texts(workspace) != before) {
      failure = "renaming back does not restore the texts";
    }
  } else if (back.error().message.find("already") == std::string::npos) {
    // A name that two things had from the beginning cannot be given back.
    failure = "renaming back is refused: " + back.error().message;
  }
  for (std::size_t i = 0; i < before.size(); ++i) {
    workspace.set_text(answers.path(workspace.files()[i]), before[i]);
  }
  return failure;
}

std::string rename_everything(FixtureWorkspace& workspace, const ide::LanguageSet& languages) {
  for (const ide::FileId file : workspace.files()) {
    Answers answers(workspace);
    const std::size_t size = ide::text_of(answers.context(), file).size();
    std::optional<ide::TextRange> last;
    for (ide::TextOffset offset = 0; offset <= size; ++offset) {
      const auto target = languages.all().front()->prepare_rename(answers.context(), file, offset);
      if (target && *target && (*target)->range != last) {
        last = (*target)->range;
        INFO(answers.place(file, *last));
        CHECK(rename_and_back(workspace, languages, file, **target) == "");
      }
    }
  }
  return workspace.fixture().expectation;  // there is nothing to compare
}

TEST_CASE("whatever can be renamed keeps the diagnostics and can be renamed back") {
  for (const char* directory :
       {"graphql/rename", "graphql/references", "graphql/calls", "graphql/implementation",
        "graphql/type_definition", "graphql/linked_editing", "graphql/code_lenses",
        "graphql/workspace_symbols", "graphql/definition", "graphql/hover", "graphql/completion",
        "graphql/validation"}) {
    testing::check_fixtures(testing::graphql_alone(), directory, rename_everything);
  }
}

TEST_CASE("renames are what the fixtures say, keep the diagnostics, and can be undone") {
  testing::check_fixtures(testing::graphql_alone(), "graphql/rename", render_rename);
}

}  // namespace
