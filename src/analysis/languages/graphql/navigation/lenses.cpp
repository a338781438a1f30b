// What a lens counts can be told from syntax alone: a type's name means that type wherever it
// stands as one. So each file has a list of the types, directives and fragments that it names
// (`FileMentions`), made once for each version of its text, and a file's lenses are one pass over
// the lists of the project.
#include "analysis/languages/graphql/navigation/lenses.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/navigation/name_table.hpp"
#include "analysis/languages/graphql/navigation/spreads.hpp"
#include "analysis/languages/graphql/schema/built_in.hpp"
#include "analysis/languages/graphql/schema/executables.hpp"

namespace troupe::graphql {
namespace {

/// A name in use, not where it is defined.
struct Mention {
  DefinitionSpace space = DefinitionSpace::type;
  std::string_view name;  ///< into the tree
  base::TextRange range;
};

/// The types, directives and fragments that one text names. Immutable; holds its tree.
class Mentions {
 public:
  Mentions() = default;
  explicit Mentions(syntax::Tree tree) : tree_(std::move(tree)) {
    const auto count = static_cast<std::uint32_t>(tree_.nodes().size());
    for (std::uint32_t i = 0; i < count; ++i) {
      add(tree_.node(syntax::NodeIndex{i}));
    }
    all_.shrink_to_fit();
  }

  /// In order of position.
  [[nodiscard]] const std::vector<Mention>& all() const { return all_; }
  [[nodiscard]] std::size_t memory_size() const { return all_.capacity() * sizeof(Mention); }

  friend bool operator==(const Mentions& left, const Mentions& right) {
    return left.tree_ == right.tree_;
  }

 private:
  void add(syntax::NodeRef node) {
    if (const auto type = cast<NamedType>(node)) {
      if (!is_built_in_type(type->name())) {
        add(DefinitionSpace::type, type->name_node());
      }
    } else if (const auto spread = cast<FragmentSpread>(node)) {
      add(DefinitionSpace::fragment, spread->name_node());
    } else if (const auto directive = cast<Directive>(node)) {
      add(DefinitionSpace::directive, directive->name_node());
    }
  }
  void add(DefinitionSpace space, std::optional<Name> name) {
    if (name && name->node().has_tokens()) {
      all_.push_back({space, name->text(), name->range()});
    }
  }

  syntax::Tree tree_;
  std::vector<Mention> all_;
};

struct FileMentions {
  using Key = FileId;
  using Value = Mentions;
  static constexpr std::string_view name = "graphql_file_mentions";
  static Value execute(engine::Context& context, const Key& file) {
    return Mentions(context.get<FileSyntax>(file));
  }
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

class LensMaker {
 public:
  LensMaker(const Schema& schema, FileId file)
      : schema_(schema),
        file_(file),
        table_(schema.context().get<FileDefinitions>(file)),
        roots_(schema.context().get<RootTypes>(schema.project())) {}

  std::vector<ide::CodeLens> run() {
    for (const DefinitionEntry& entry : table_.all()) {
      if (has_lens(entry)) {
        add(entry);
      }
    }
    if (!lenses_.empty()) {
      for (const FileId file : files()) {
        context().checkpoint();
        count_in(file);
      }
    }
    for (Counted& counted : lenses_) {
      ide::CodeLens& lens = counted.lens;
      lens.title = graphql::counted(lens.places.size(),
                                    counted.is_implementations ? "implementation" : "reference");
    }
    return take();
  }

 private:
  struct Counted {
    ide::CodeLens lens;
    bool is_implementations = false;
  };
  using ByName = std::unordered_map<std::string_view, std::size_t>;

  [[nodiscard]] engine::Context& context() const { return schema_.context(); }

  /// The files of the project, and of others that share this file.
  [[nodiscard]] std::vector<FileId> files() const {
    std::vector<FileId> files = context().get<SearchedFiles>(schema_.project());
    std::unordered_set<FileId> seen(files.begin(), files.end());
    for (const Project& project : context().get<Projects>({})) {
      const auto& shared = context().get<ProjectFiles>(project.id).schema;
      if (project.id == schema_.project() || std::ranges::find(shared, file_) == shared.end()) {
        continue;
      }
      for (const FileId file : context().get<SearchedFiles>(project.id)) {
        if (seen.insert(file).second) {
          files.push_back(file);
        }
      }
    }
    std::ranges::sort(files, {}, [this](FileId file) -> const std::string& {
      return context().lookup(file).path;
    });
    return files;
  }

  [[nodiscard]] bool has_lens(const DefinitionEntry& entry) const {
    if (entry.is_extension() || entry.name.empty()) {
      return false;
    }
    switch (entry.space) {
      case DefinitionSpace::type:
        return std::ranges::find(roots_, entry.name) == roots_.end();
      case DefinitionSpace::fragment:
        return find_fragment(context(), schema_.project(), file_, entry.name) == entry.id;
      case DefinitionSpace::directive:
        return true;
      default:
        return false;
    }
  }

  void add(const DefinitionEntry& entry) {
    const Definition definition(table_.node(entry));
    const auto name = definition.name_node();
    if (!name || !by_name_[static_cast<std::size_t>(entry.space)]
                      .emplace(entry.name, lenses_.size())
                      .second) {
      return;
    }
    lenses_.push_back({.lens = {.range = name->range(), .title = {}, .places = {}}});
    if (entry.kind == NodeKind::interface_type_definition) {
      lenses_.push_back(
          {.lens = {.range = name->range(), .title = {}, .places = implementations(entry)},
           .is_implementations = true});
    }
  }

  [[nodiscard]] std::vector<ide::FileRange> implementations(const DefinitionEntry& entry) const {
    std::vector<ide::FileRange> places;
    for (const auto& implementor : schema_.implementations(entry.name)) {
      for (const FileId file :
           context().get<TypeSources>({schema_.project(), implementor.name}).files) {
        add_definitions(file, implementor.name, places);
      }
    }
    std::ranges::sort(places, [this](const ide::FileRange& left, const ide::FileRange& right) {
      return left.file == right.file
                 ? left.range < right.range
                 : context().lookup(left.file).path < context().lookup(right.file).path;
    });
    return places;
  }

  void add_definitions(FileId file, std::string_view type,
                       std::vector<ide::FileRange>& places) const {
    const DefinitionTable& table = context().get<FileDefinitions>(file);
    for (const DefinitionEntry* entry : table.named(DefinitionSpace::type, type)) {
      const auto name = Definition(table.node(*entry)).name_node();
      if (name && !entry->is_extension() &&
          stands_in(context(), file, name->range(), name->text())) {
        places.push_back({file, name->range()});
      }
    }
  }

  void count_in(FileId file) {
    for (const Mention& mention : context().get<FileMentions>(file).all()) {
      const ByName& names = by_name_[static_cast<std::size_t>(mention.space)];
      const auto found = names.find(mention.name);
      if (found == names.end() || !stands_in(context(), file, mention.range, mention.name) ||
          (mention.space == DefinitionSpace::fragment && !is_ours(file, mention.name))) {
        continue;
      }
      lenses_[found->second].lens.places.push_back({file, mention.range});
    }
  }

  /// Whether a spread in another file means the fragment of this one.
  [[nodiscard]] bool is_ours(FileId file, std::string_view fragment) const {
    const auto meant = find_fragment(context(), schema_.project(), file, fragment);
    return meant && context().lookup(*meant).file == file_;
  }

  std::vector<ide::CodeLens> take() {
    std::vector<ide::CodeLens> lenses;
    lenses.reserve(lenses_.size());
    for (Counted& counted : lenses_) {
      lenses.push_back(std::move(counted.lens));
    }
    return lenses;
  }

  const Schema& schema_;
  FileId file_;
  const DefinitionTable& table_;
  const std::array<std::string, 3>& roots_;
  std::array<ByName, 5> by_name_;  ///< by space: which lens counts a name
  std::vector<Counted> lenses_;
};

/// The lenses of a file, remembered: each of them is asked for alone.
struct FileLenses {
  struct Lenses {
    std::vector<ide::CodeLens> all;

    friend bool operator==(const Lenses& left, const Lenses& right) {
      return std::ranges::equal(left.all, right.all, [](const auto& one, const auto& other) {
        return one.range == other.range && one.title == other.title && one.places == other.places;
      });
    }
  };
  using Key = FileId;
  using Value = Lenses;
  static constexpr std::string_view name = "graphql_file_lenses";
  static Value execute(engine::Context& context, const Key& file) {
    const auto project = context.get<ProjectOf>(file);
    return {project ? LensMaker(Schema(context, *project), file).run()
                    : std::vector<ide::CodeLens>()};
  }
  static std::size_t memory_size(const Value& value) {
    std::size_t size = value.all.capacity() * sizeof(ide::CodeLens);
    for (const ide::CodeLens& lens : value.all) {
      size += lens.places.capacity() * sizeof(ide::FileRange);
    }
    return size;
  }
};

}  // namespace

std::vector<ide::CodeLens> code_lenses(engine::Context& context, ide::FileId file) {
  return context.get<FileLenses>(file).all;
}

}  // namespace troupe::graphql
