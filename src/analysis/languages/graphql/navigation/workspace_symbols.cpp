// Each file has a list of its symbols (`FileSymbols`), made once for each version of its text, with
// the set of the letters of each name beside it: one look at that sorts out nearly everything, so
// that a search over a schema of tens of thousands of fields takes a fraction of a millisecond.
#include "analysis/languages/graphql/navigation/workspace_symbols.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_set>
#include <utility>

#include "analysis/languages/graphql/features/wording.hpp"
#include "analysis/languages/graphql/navigation/fuzzy.hpp"
#include "analysis/languages/graphql/navigation/name_table.hpp"
#include "analysis/languages/graphql/navigation/spreads.hpp"

namespace troupe::graphql {
namespace {

/// One symbol of a file. Texts point into its tree.
struct IndexedSymbol {
  std::string_view name;
  std::string_view container;  ///< of members: their type
  std::uint64_t letters = 0;   ///< of the name
  base::TextRange range;       ///< of the name
  ide::SymbolKind kind = ide::SymbolKind::object;
  bool is_extension = false;
  bool is_deprecated = false;
};

template <typename View>
bool is_deprecated(const View& view) {
  for (const Directive directive : view.directives()) {
    if (directive.name() == "deprecated") {
      return true;
    }
  }
  return false;
}

/// The symbols of one text. Immutable; holds its tree.
class SymbolIndex {
 public:
  SymbolIndex() = default;
  explicit SymbolIndex(syntax::Tree tree) : tree_(std::move(tree)) {
    for (const Definition definition : Document(tree_).definitions()) {
      add(definition);
    }
    definitions_.shrink_to_fit();
    members_.shrink_to_fit();
  }

  [[nodiscard]] const std::vector<IndexedSymbol>& definitions() const { return definitions_; }
  [[nodiscard]] const std::vector<IndexedSymbol>& members() const { return members_; }
  [[nodiscard]] std::size_t memory_size() const {
    return (definitions_.capacity() + members_.capacity()) * sizeof(IndexedSymbol);
  }
  friend bool operator==(const SymbolIndex& left, const SymbolIndex& right) {
    return left.tree_ == right.tree_;
  }

 private:
  void add(const Definition& definition) {
    const auto name = definition.name_node();
    if (!name || !name->node().has_tokens()) {
      return;
    }
    IndexedSymbol symbol = symbol_of(*name);
    symbol.is_extension = definition.is_extension();
    symbol.is_deprecated = is_deprecated(definition);
    if (const auto type = definition.as<TypeDefinition>()) {
      symbol.kind = symbol_kind_of(type->type_kind());
      add_members(*type);
    } else if (definition.as<DirectiveDefinition>()) {
      symbol.kind = ide::SymbolKind::directive;
    } else {
      symbol.kind = definition.as<FragmentDefinition>() ? ide::SymbolKind::fragment
                                                        : ide::SymbolKind::operation;
    }
    definitions_.push_back(symbol);
  }

  void add_members(const TypeDefinition& type) {
    add_all(type, type.fields(), ide::SymbolKind::field);
    add_all(type, type.input_fields(), ide::SymbolKind::field);
    add_all(type, type.values(), ide::SymbolKind::enum_member);
  }

  template <typename View>
  void add_all(const TypeDefinition& type, const Children<View>& members, ide::SymbolKind kind) {
    for (const View member : members) {
      const auto name = member.name_node();
      if (name && name->node().has_tokens()) {
        IndexedSymbol symbol = symbol_of(*name);
        symbol.container = type.name();
        symbol.kind = kind;
        symbol.is_deprecated = is_deprecated(member);
        members_.push_back(symbol);
      }
    }
  }

  static IndexedSymbol symbol_of(const Name& name) {
    IndexedSymbol symbol;
    symbol.name = name.text();
    symbol.letters = letters_of(symbol.name);
    symbol.range = name.range();
    return symbol;
  }

  syntax::Tree tree_;
  std::vector<IndexedSymbol> definitions_;
  std::vector<IndexedSymbol> members_;
};

struct FileSymbols {
  using Key = FileId;
  using Value = SymbolIndex;
  static constexpr std::string_view name = "graphql_file_symbols";
  static Value execute(engine::Context& context, const Key& file) {
    return SymbolIndex(context.get<FileSyntax>(file));
  }
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// The files of all projects, each once.
std::vector<FileId> all_files(engine::Context& context) {
  std::vector<FileId> files;
  std::unordered_set<FileId> seen;
  for (const Project& project : context.get<Projects>({})) {
    for (const FileId file : context.get<SearchedFiles>(project.id)) {
      if (seen.insert(file).second) {
        files.push_back(file);
      }
    }
  }
  return files;
}

/// A query and what matches it.
class SymbolSearch {
 public:
  SymbolSearch(engine::Context& context, std::string_view query)
      : context_(context), only_directives_(query.starts_with('@')) {
    query.remove_prefix(only_directives_ ? 1 : 0);
    const std::size_t dot = query.find('.');
    if (dot != std::string_view::npos) {
      container_.emplace(query.substr(0, dot));
    }
    name_ = FuzzyPattern(dot == std::string_view::npos ? query : query.substr(dot + 1));
  }

  void run() {
    const std::vector<FileId> files = all_files(context_);
    if (!container_) {
      for (const FileId file : files) {
        context_.checkpoint();
        match(file, context_.get<FileSymbols>(file).definitions());
      }
      drop_needless_extensions();
    }
    const bool has_good_one = std::ranges::any_of(matches_, [](const Match& match) {
      return match.quality.rank < MatchQuality::Rank::subsequence;
    });
    if (container_ || (!has_good_one && !only_directives_)) {
      for (const FileId file : files) {
        context_.checkpoint();
        match(file, context_.get<FileSymbols>(file).members());
      }
    }
  }

  std::vector<ide::WorkspaceSymbol> take(std::size_t limit) {
    const std::size_t count = std::min(limit, matches_.size());
    std::ranges::partial_sort(
        matches_, matches_.begin() + static_cast<std::ptrdiff_t>(count),
        [this](const Match& left, const Match& right) { return is_better(left, right); });
    std::vector<ide::WorkspaceSymbol> symbols;
    symbols.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const IndexedSymbol& symbol = *matches_[i].symbol;
      const bool is_directive = symbol.kind == ide::SymbolKind::directive;
      symbols.push_back({.name = (is_directive ? "@" : "") + std::string(symbol.name),
                         .container = std::string(symbol.container),
                         .kind = symbol.kind,
                         .selection = {matches_[i].file, symbol.range},
                         .is_deprecated = symbol.is_deprecated});
    }
    return symbols;
  }

 private:
  struct Match {
    MatchQuality quality;
    MatchQuality of_container;
    FileId file;
    const IndexedSymbol* symbol;
  };

  void match(FileId file, const std::vector<IndexedSymbol>& symbols) {
    for (const IndexedSymbol& symbol : symbols) {
      if (!name_.can_match(symbol.letters) ||
          (only_directives_ && symbol.kind != ide::SymbolKind::directive)) {
        continue;
      }
      const auto quality = name_.match(symbol.name);
      const auto of_container =
          quality && container_ ? container_->match(symbol.container) : MatchQuality();
      if (quality && of_container && stands_in(context_, file, symbol.range, symbol.name)) {
        matches_.push_back({*quality, *of_container, file, &symbol});
      }
    }
  }

  void drop_needless_extensions() {
    std::unordered_set<std::string_view> defined;
    for (const Match& match : matches_) {
      if (!match.symbol->is_extension) {
        defined.insert(match.symbol->name);
      }
    }
    std::erase_if(matches_, [&defined](const Match& match) {
      return match.symbol->is_extension && defined.contains(match.symbol->name);
    });
  }

  [[nodiscard]] bool is_better(const Match& left, const Match& right) const {
    const auto key = [this](const Match& match) {
      const IndexedSymbol& symbol = *match.symbol;
      return std::tuple(match.of_container.rank, match.quality,
                        symbol.container.size() + symbol.name.size(), symbol.container, symbol.name,
                        std::string_view(context_.lookup(match.file).path), symbol.range);
    };
    return key(left) < key(right);
  }

  engine::Context& context_;
  bool only_directives_;
  std::optional<FuzzyPattern> container_;
  FuzzyPattern name_{""};
  std::vector<Match> matches_;
};

}  // namespace

std::vector<ide::WorkspaceSymbol> workspace_symbols(engine::Context& context,
                                                    std::string_view query, std::size_t limit) {
  SymbolSearch search(context, query);
  search.run();
  return search.take(limit);
}

}  // namespace troupe::graphql
