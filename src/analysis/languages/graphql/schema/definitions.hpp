// The definitions of one GraphQL file, by name: the level between a file's text and everything
// that several files decide together.
//
// Three grains, so that an edit stops as early as it can:
//   FileSyntax            changes with every edit
//   FileDefinitions       changes with every edit: places
//   FileDefinitionNames   changes only when a definition comes, goes or is renamed
//   DefinitionSyntax      changes only when that one definition's text does; its positions are
//                         relative to the definition's begin
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/syntax/ast.hpp"
#include "analysis/syntax/tree.hpp"

namespace troupe::graphql {

using ide::FileId;

/// The syntax tree of a file; of an absent file that of the empty text. The built-in definitions
/// (`built_in_file`) are a file like any other here. Of a host file (embedded/file_embedding.hpp)
/// the tree of all its regions.
struct FileSyntax {
  using Key = FileId;
  using Value = syntax::Tree;
  static constexpr std::string_view name = "graphql_file_syntax";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// What shares a name space. Extensions share that of what they extend.
enum class DefinitionSpace : std::uint8_t { operation, fragment, type, directive, schema };

[[nodiscard]] DefinitionSpace space_of(NodeKind definition);

/// Names one definition of a file: the n-th of its space with that name. Survives edits around it.
struct DefinitionKey {
  FileId file;
  DefinitionSpace space = DefinitionSpace::operation;
  std::uint32_t occurrence = 0;  ///< among those of the same space and name, from the top
  std::string name;              ///< empty: anonymous operation, schema, name missing

  friend bool operator==(const DefinitionKey&, const DefinitionKey&) = default;
};
using DefinitionId = engine::Interned<DefinitionKey>;

/// A range in a definition, relative to its begin. Definitions move; places in them do not.
struct Place {
  DefinitionId definition;
  base::TextRange range;

  friend bool operator==(const Place&, const Place&) = default;
};

/// One definition where it stands.
struct DefinitionEntry {
  DefinitionId id;
  NodeKind kind = NodeKind::operation_definition;
  DefinitionSpace space = DefinitionSpace::operation;
  std::string_view name;   ///< into the table's tree
  base::TextRange range;   ///< of the whole definition, its description included
  syntax::NodeIndex node;  ///< in the file's tree

  [[nodiscard]] bool is_extension() const { return kind >= NodeKind::schema_extension; }
  friend bool operator==(const DefinitionEntry&, const DefinitionEntry&) = default;
};

/// The definitions of a file. Immutable; holds its tree.
class DefinitionTable {
 public:
  DefinitionTable() = default;
  DefinitionTable(syntax::Tree tree, std::vector<DefinitionEntry> entries);

  [[nodiscard]] const syntax::Tree& tree() const { return tree_; }
  /// In order of position.
  [[nodiscard]] std::span<const DefinitionEntry> all() const { return entries_; }
  /// By space, name and position.
  [[nodiscard]] auto by_name() const {
    return by_name_ | std::views::transform([this](std::uint32_t i) -> const DefinitionEntry& {
             return entries_[i];
           });
  }
  /// Those of one name, in order of position. Logarithmic.
  [[nodiscard]] std::vector<const DefinitionEntry*> named(DefinitionSpace space,
                                                          std::string_view name) const;
  /// The entry of an id; null when it is gone.
  [[nodiscard]] const DefinitionEntry* find(DefinitionSpace space, std::string_view name,
                                            std::uint32_t occurrence) const;
  [[nodiscard]] syntax::NodeRef node(const DefinitionEntry& entry) const {
    return tree_.node(entry.node);
  }
  [[nodiscard]] std::size_t memory_size() const;

  friend bool operator==(const DefinitionTable& left, const DefinitionTable& right) {
    return left.tree_ == right.tree_;
  }

 private:
  syntax::Tree tree_;
  std::vector<DefinitionEntry> entries_;
  std::vector<std::uint32_t> by_name_;  ///< indices of entries, by space, name and position
};

struct FileDefinitions {
  using Key = FileId;
  using Value = DefinitionTable;
  static constexpr std::string_view name = "graphql_file_definitions";
  static Value execute(engine::Context& context, const Key& file);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// One name that a file defines.
struct DefinedName {
  DefinitionSpace space = DefinitionSpace::operation;
  bool has_definition = false;  ///< at least one that is not an extension
  std::uint32_t count = 0;      ///< definitions and extensions together
  std::string name;

  friend bool operator==(const DefinedName&, const DefinedName&) = default;
};

/// The names that a file defines, sorted by space and name; no positions.
struct FileDefinitionNames {
  using Key = FileId;
  using Value = std::vector<DefinedName>;
  static constexpr std::string_view name = "graphql_file_definition_names";
  static Value execute(engine::Context& context, const Key& file);
};

/// The text of one definition; empty when it is gone.
struct DefinitionText {
  using Key = DefinitionId;
  using Value = base::SourceText;
  static constexpr std::string_view name = "graphql_definition_text";
  static Value execute(engine::Context& context, const Key& definition);
  static std::size_t memory_size(const Value& value) { return value.charge(value.size()); }
};

/// The tree of one definition's text alone. Offsets are relative to the definition's begin.
struct DefinitionSyntax {
  using Key = DefinitionId;
  using Value = syntax::Tree;
  static constexpr std::string_view name = "graphql_definition_syntax";
  static Value execute(engine::Context& context, const Key& definition);
  static std::size_t memory_size(const Value& value) { return value.memory_size(); }
};

/// The definition of a tree of DefinitionSyntax: the first, where a broken text gives several.
[[nodiscard]] std::optional<Definition> first_definition(const syntax::Tree& tree);

/// The entry of a definition in its file as of this snapshot; null when it is gone.
[[nodiscard]] const DefinitionEntry* find_definition(engine::Context& context, DefinitionId id);

/// The file whose text is the built-in scalars, directives and introspection types.
[[nodiscard]] FileId built_in_file(engine::Context& context);

/// Whether a file is that, or the additions of a project (additions.hpp): there is a text to show,
/// but no place to go to.
[[nodiscard]] bool is_built_in_file(engine::Context& context, FileId file);

}  // namespace troupe::graphql

template <>
struct std::hash<troupe::graphql::DefinitionKey> {
  std::size_t operator()(const troupe::graphql::DefinitionKey& key) const noexcept {
    std::size_t hash = std::hash<std::string>{}(key.name);
    hash = hash * 0x9E3779B97F4A7C15ULL + std::hash<troupe::ide::FileId>{}(key.file);
    return hash * 0x9E3779B97F4A7C15ULL + key.occurrence * 8ULL +
           static_cast<std::size_t>(key.space);
  }
};
