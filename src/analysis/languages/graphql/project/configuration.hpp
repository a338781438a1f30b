// What a GraphQL configuration file says: a pure function of its text. Understands what
// graphql-config does (its YAML and JSON forms), with positions for everything it complains about.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/ide/structs.hpp"
#include "base/text_range.hpp"

namespace troupe::graphql {

using EnvironmentVariables = std::map<std::string, std::string, std::less<>>;

/// How a configuration file is written, told from its name.
enum class ConfigurationForm : std::uint8_t {
  document,          ///< YAML or JSON: read
  package_manifest,  ///< `package.json`: its `graphql` key is read
  unsupported,       ///< a program or TOML: not read, one diagnostic
};

/// Nothing for names that are no configuration's: "schema.graphql".
[[nodiscard]] std::optional<ConfigurationForm> configuration_form(std::string_view file_name);

/// All names of configuration files. Where one folder has several, the one that comes first counts.
[[nodiscard]] const std::vector<std::string>& configuration_file_names();

/// One entry of `schema`, `documents`, `include` or `exclude`.
struct Pointer {
  enum class Kind : std::uint8_t {
    files,          ///< a path or glob
    introspection,  ///< a path or glob that ends in `.json`
    program,        ///< a path or glob of source files in which no GraphQL is looked for
    remote,         ///< a URL, `git:`, `github:` ...
    inline_text,    ///< SDL written into the configuration
  };
  Kind kind = Kind::files;
  std::string text;  ///< variables replaced, without the `!`
  bool is_negated = false;
  base::TextRange range;  ///< in the configuration file

  friend bool operator==(const Pointer&, const Pointer&) = default;
};

/// Definitions that a project has without writing them.
enum class DirectiveSet : std::uint8_t { apollo, relay, federation };

/// One project as it is configured.
struct ProjectConfiguration {
  std::string name{};  ///< "default" where the file does not name its projects
  std::vector<Pointer> schema{};
  std::vector<Pointer> documents{};
  std::vector<Pointer> include{};
  std::vector<Pointer> exclude{};
  std::vector<DirectiveSet> directives{};  ///< in order, each once
  bool has_fragment_arguments = false;     ///< `extensions.troupe.fragmentArguments`

  friend bool operator==(const ProjectConfiguration&, const ProjectConfiguration&) = default;
};

struct ConfigurationProblem {
  base::TextRange range;
  ide::Severity severity = ide::Severity::error;
  std::string message;

  friend bool operator==(const ConfigurationProblem&, const ConfigurationProblem&) = default;
};

struct Configuration {
  /// Whether the file configures GraphQL: a `package.json` without the key, and forms that are not
  /// read, do not.
  bool is_present = false;
  std::vector<ProjectConfiguration> projects;  ///< in order of declaration
  std::vector<ConfigurationProblem> problems;  ///< in order of position

  friend bool operator==(const Configuration&, const Configuration&) = default;
};

/// Reads a configuration. Never fails: what cannot be understood becomes a problem, the rest
/// counts. Hostile texts (deep nesting, alias bombs) cost no more than their size.
/// REQUIRES: configuration_form(file_name).
[[nodiscard]] Configuration read_configuration(std::string_view file_name, std::string_view text,
                                               const EnvironmentVariables& environment);

}  // namespace troupe::graphql
