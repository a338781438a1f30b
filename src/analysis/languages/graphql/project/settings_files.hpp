// Where Troupe's own settings stand: `troupe.yaml`, or what a GraphQL configuration says about
// Troupe under `extensions`.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/engine/engine.hpp"
#include "analysis/ide/inputs.hpp"
#include "analysis/languages/graphql/project/settings_tree.hpp"

namespace troupe::graphql {

using ide::FileId;

/// In the order in which they count when a folder has several.
inline constexpr std::string_view settings_file_names[] = {"troupe.yaml", "troupe.yml"};

[[nodiscard]] bool is_settings_path(std::string_view path);

/// What a settings file or GraphQL configuration says, as it is written.
struct FileSettings {
  using Key = FileId;
  using Value = SettingsTree;
  static constexpr std::string_view name = "graphql_file_settings";
  static Value execute(engine::Context& context, const Key& file);
};

/// All settings files that count, sorted by path: one in a folder.
struct SettingsFiles {
  using Key = ide::Singleton;
  using Value = std::vector<FileId>;
  static constexpr std::string_view name = "graphql_settings_files";
  static Value execute(engine::Context& context, const Key& key);
};

/// The file whose settings hold for a file: the nearest settings file upward; without one, the
/// configuration of the file's project where that has settings for Troupe; else nothing.
struct SettingsFileOf {
  using Key = FileId;
  using Value = std::optional<FileId>;
  static constexpr std::string_view name = "graphql_settings_file_of";
  static Value execute(engine::Context& context, const Key& file);
};

/// The settings in the tree of `path`: of a settings file all of it, of a GraphQL configuration
/// what stands under `extensions: troupe:` (of its first project that has it). Null when there are
/// none.
[[nodiscard]] const SettingsValue* troupe_settings(const SettingsTree& tree, std::string_view path);

}  // namespace troupe::graphql
