#include "test/actors/fake_language.hpp"

#include <set>

#include "analysis/ide/lines.hpp"

namespace troupe::actors {

namespace {

/// Calls `visit` with each line and its offset.
template <typename Visit>
void for_each_line(std::string_view text, Visit&& visit) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    visit(text.substr(begin, end - begin), begin);
    begin = end + 1;
  }
}

std::vector<ide::FileId> all_files(engine::Context& context) {
  const auto* files = context.find<ide::WorkspaceFiles>({});
  if (files != nullptr) {
    return **files;
  }
  const auto* open = context.find<ide::OpenDocuments>({});
  return open != nullptr ? *open : std::vector<ide::FileId>();
}

/// The names that one file defines.
struct DefinedNames {
  using Key = ide::FileId;
  using Value = std::set<std::string>;
  static constexpr std::string_view name = "fake_defined_names";
  static Value execute(engine::Context& context, const Key& file) {
    Value names;
    for_each_line(ide::text_of(context, file), [&](std::string_view line, std::size_t) {
      if (line.starts_with("def ")) {
        names.emplace(line.substr(4));
      }
    });
    return names;
  }
};

/// The names of the whole workspace.
struct KnownNames {
  using Key = ide::Singleton;
  using Value = std::set<std::string>;
  static constexpr std::string_view name = "fake_known_names";
  static Value execute(engine::Context& context, const Key&) {
    Value names;
    for (const ide::FileId file : all_files(context)) {
      const Value& defined = context.get<DefinedNames>(file);
      names.insert(defined.begin(), defined.end());
    }
    return names;
  }
};

}  // namespace

bool FakeLanguage::claims(std::string_view path, std::string_view language_id) const {
  return path.ends_with(".fake") || path.ends_with("/fake.conf") || language_id == "fake";
}

std::vector<ide::FilePatterns> FakeLanguage::source_patterns(engine::Context& context) const {
  std::vector<ide::FilePatterns> patterns;
  for (const ide::FileId file : all_files(context)) {
    const std::string path = context.lookup(file).path;
    if (path.ends_with("/fake.conf")) {
      ide::FilePatterns wanted{
          .directory = path.substr(0, path.rfind('/')), .include = {}, .exclude = {}};
      for_each_line(ide::text_of(context, file),
                    [&](std::string_view line, std::size_t) { wanted.include.emplace_back(line); });
      patterns.push_back(std::move(wanted));
    }
  }
  if (patterns.empty()) {
    const auto* folders = context.find<ide::WorkspaceFolders>({});
    for (const std::string& folder : folders != nullptr ? *folders : std::vector<std::string>()) {
      patterns.push_back({.directory = folder, .include = {"**/*.fake"}, .exclude = {}});
    }
  }
  return patterns;
}

std::vector<ide::Diagnostic> FakeLanguage::diagnostics(engine::Context& context,
                                                       ide::FileId file) const {
  if (during_check) {
    during_check(context, context.lookup(file).path);
  }
  std::vector<ide::Diagnostic> found;
  for_each_line(ide::text_of(context, file), [&](std::string_view line, std::size_t at) {
    if (!line.starts_with("use ")) {
      return;
    }
    const std::string name(line.substr(4));
    // Who does not know all files cannot know what is missing.
    if (context.find<ide::WorkspaceFiles>({}) != nullptr &&
        !context.get<KnownNames>({}).contains(name)) {
      ide::Diagnostic diagnostic;
      diagnostic.range = {static_cast<ide::TextOffset>(at),
                          static_cast<ide::TextOffset>(at + line.size())};
      diagnostic.code = "fake/unknown-name";
      diagnostic.message = "unknown: " + name;
      found.push_back(std::move(diagnostic));
    }
  });
  return found;
}

std::optional<ide::Hover> FakeLanguage::hover(engine::Context& context, ide::FileId file,
                                              ide::TextOffset offset) const {
  if (during_hover) {
    during_hover(context);
  }
  ide::Hover hover;
  hover.range = {offset, offset};
  hover.contents.push_back({.kind = ide::DocumentationBlock::Kind::markdown,
                            .language = "",
                            .text = "[" + std::string(ide::text_of(context, file)) + "]"});
  return hover;
}

}  // namespace troupe::actors
