// The text is parsed by yaml-cpp, which reads JSON too, into a graph of nodes; what we look for is
// then picked out of it. yaml-cpp throws, and aliases make a graph that is small in memory and huge
// to walk: the exceptions end here, and a budget bounds the walk. Marks are byte offsets of where a
// node begins; where a scalar ends is read off the text.
#include "analysis/languages/graphql/project/configuration.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <yaml-cpp/yaml.h>

#include "analysis/languages/graphql/project/pointer.hpp"
#include "analysis/languages/graphql/schema/suggestions.hpp"

namespace troupe::graphql {
namespace {

constexpr std::size_t longest_text = 1U << 20U;
constexpr std::size_t deepest_nesting = 200;
constexpr int node_budget = 20'000;

constexpr std::array<std::string_view, 5> project_keys = {"schema", "documents", "include",
                                                          "exclude", "extensions"};

std::string quoted(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

/// Whether brackets nest deeper than any configuration does. Looks at flow collections only: block
/// ones cost the writer a column each, and the parser bounds them by itself.
bool nests_too_deep(std::string_view text) {
  std::size_t depth = 0;
  std::size_t run = 0;  // of "- " on one line: block sequences within each other
  for (const char c : text) {
    if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
    if (c == '-' || c == '?') {
      ++run;
    } else if (c != ' ' && c != '\t') {
      run = 0;
    }
    if (depth > deepest_nesting || run > 2 * deepest_nesting) {
      return true;
    }
  }
  return false;
}

class Reader {
 public:
  Reader(std::string_view text, const EnvironmentVariables& environment)
      : text_(text), environment_(&environment) {}

  Configuration read(ConfigurationForm form) {
    std::optional<YAML::Node> root = parse(form);
    if (!root) {
      return std::move(result_);
    }
    if (form == ConfigurationForm::package_manifest) {
      root = root->IsMap() ? member(*root, "graphql") : std::nullopt;
      if (!root) {
        return {};
      }
    }
    result_.is_present = true;
    read_root(*root);
    std::ranges::stable_sort(result_.problems, {}, &ConfigurationProblem::range);
    return std::move(result_);
  }

 private:
  std::optional<YAML::Node> parse(ConfigurationForm form) {
    const bool is_manifest = form == ConfigurationForm::package_manifest;
    if (is_manifest && text_.find("\"graphql\"") == std::string_view::npos) {
      return std::nullopt;
    }
    if (text_.size() > longest_text || nests_too_deep(text_)) {
      report({0, 0}, "The configuration is too large or too deeply nested to be read.");
      return std::nullopt;
    }
    const std::size_t mark = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    shift_ = static_cast<base::TextOffset>(mark);
    try {
      return YAML::Load(std::string(text_.substr(mark)));
    } catch (const YAML::Exception& error) {
      // A broken package.json is for others to complain about.
      if (!is_manifest) {
        report(at(error.mark, 1), "The configuration cannot be read: " + error.msg + ".");
      }
      return std::nullopt;
    }
  }

  void read_root(const YAML::Node& root) {
    if (!root.IsMap()) {
      report(range_of(root), root.IsNull()
                                 ? "The configuration is empty: \"schema\" is missing."
                                 : "A GraphQL configuration is a map with the key \"schema\" or "
                                   "\"projects\".");
      return;
    }
    const std::optional<YAML::Node> projects = member(root, "projects");
    if (!projects) {
      read_project("default", root, range_of(root));
      return;
    }
    for (const auto& [key, value] : pairs(root)) {
      if (key.text != "projects" && key.text != "extensions") {
        report(key.range, quoted(key.text) + " has no effect beside \"projects\".",
               ide::Severity::warning);
      }
    }
    if (!projects->IsMap()) {
      report(range_of(*projects), "\"projects\" must be a map from names to projects.");
      return;
    }
    for (const auto& [key, value] : pairs(*projects)) {
      if (value.IsMap()) {
        read_project(key.text, value, key.range);
      } else if (value.IsScalar() || value.IsSequence()) {
        // graphql-config's short form: the value is the schema.
        ProjectConfiguration project{.name = key.text};
        read_pointers(value, "schema", project.schema);
        add_project(std::move(project), key.range);
      } else {
        report(key.range,
               "Project " + quoted(key.text) + " must be a map with the key \"schema\".");
      }
    }
  }

  void read_project(const std::string& name, const YAML::Node& node, base::TextRange where) {
    ProjectConfiguration project{.name = name};
    bool has_schema = false;
    for (const auto& [key, value] : pairs(node)) {
      if (key.text == "schema") {
        has_schema = true;
        read_pointers(value, key.text, project.schema);
      } else if (key.text == "documents") {
        read_pointers(value, key.text, project.documents);
      } else if (key.text == "include") {
        read_pointers(value, key.text, project.include);
      } else if (key.text == "exclude") {
        read_pointers(value, key.text, project.exclude);
      } else if (key.text == "extensions") {
        read_extensions(value, project);
      } else if (key.text != "$schema") {
        report(key.range,
               "Unknown key " + quoted(key.text) + "." +
                   did_you_mean(suggestion_list(key.text, project_keys)),
               ide::Severity::warning);
      }
    }
    if (!has_schema) {
      report(where, "Project " + quoted(name) + " has no \"schema\".");
    }
    add_project(std::move(project), where);
  }

  /// `directives` and `fragmentArguments` of `extensions.troupe`. The settings beside them are read
  /// by settings_files.cpp, everything else belongs to other tools.
  void read_extensions(const YAML::Node& extensions, ProjectConfiguration& project) {
    const auto own = extensions.IsMap() ? member(extensions, "troupe") : std::nullopt;
    if (!own) {
      return;
    }
    if (!own->IsMap()) {
      report(range_of(*own), "\"troupe\" must be a map.");
      return;
    }
    if (const auto flag = member(*own, "fragmentArguments")) {
      read_fragment_arguments(*flag, project);
    }
    const auto directives = member(*own, "directives");
    if (directives && directives->IsSequence()) {
      for (const YAML::Node& item : *directives) {
        read_directive_set(item, project);
      }
    } else if (directives) {
      read_directive_set(*directives, project);
    }
  }

  void read_fragment_arguments(const YAML::Node& node, ProjectConfiguration& project) {
    const std::string word = node.IsScalar() ? node.Scalar() : std::string();
    project.has_fragment_arguments = word == "true";
    if (word != "true" && word != "false") {
      report(range_of(node), "\"fragmentArguments\" is true or false.");
    }
  }

  void read_directive_set(const YAML::Node& node, ProjectConfiguration& project) {
    static constexpr std::array<std::string_view, 3> names = {"apollo", "relay", "federation"};
    const std::string name = node.IsScalar() ? node.Scalar() : std::string();
    const auto* const found = std::ranges::find(names, name);
    if (!spend() || found == names.end()) {
      report(range_of(node), "\"directives\" are \"apollo\", \"relay\" or \"federation\".");
      return;
    }
    const auto set = static_cast<DirectiveSet>(found - names.begin());
    if (std::ranges::find(project.directives, set) == project.directives.end()) {
      project.directives.push_back(set);
    }
  }

  void add_project(ProjectConfiguration project, base::TextRange where) {
    if (std::ranges::find(result_.projects, project.name, &ProjectConfiguration::name) !=
        result_.projects.end()) {
      report(where, "There can be only one project named " + quoted(project.name) + ".");
      return;
    }
    result_.projects.push_back(std::move(project));
  }

  /// A string, a map whose keys are pointers, or a list of those.
  void read_pointers(const YAML::Node& node, std::string_view key, std::vector<Pointer>& pointers) {
    if (node.IsSequence()) {
      for (const YAML::Node& item : node) {
        if (!spend()) {
          return;
        }
        read_pointer(item, key, pointers);
      }
      return;
    }
    read_pointer(node, key, pointers);
  }

  void read_pointer(const YAML::Node& node, std::string_view key, std::vector<Pointer>& pointers) {
    if (node.IsScalar() && is_text(node)) {
      add_pointer(node, key, pointers);
      return;
    }
    const bool takes_options = key == "schema" || key == "documents";
    if (node.IsMap() && takes_options && node.size() > 0) {
      for (const auto& pair : node) {
        if (!spend()) {
          return;
        }
        read_pointer_with_options(pair.first, key, pointers);
      }
      return;
    }
    report(range_of(node), quoted(key) + " must be a path or glob, or a list of them.");
  }

  void read_pointer_with_options(const YAML::Node& node, std::string_view key,
                                 std::vector<Pointer>& pointers) {
    if (node.IsScalar() && is_text(node)) {
      add_pointer(node, key, pointers);
    } else {
      report(range_of(node), quoted(key) + " must be a path or glob, or a list of them.");
    }
  }

  void add_pointer(const YAML::Node& node, std::string_view key, std::vector<Pointer>& pointers) {
    Pointer pointer;
    pointer.range = range_of(node);
    pointer.text = interpolate(node.Scalar(), pointer.range);
    if (pointer.text.starts_with('!')) {
      pointer.is_negated = true;
      pointer.text.erase(0, 1);
    }
    if (pointer.text.empty()) {
      report(pointer.range, quoted(key) + " has an empty path.");
      return;
    }
    pointer.kind = kind_of_pointer(pointer.text);
    pointers.push_back(std::move(pointer));
  }

  /// Replaces `${NAME}` and `${NAME:default}` (the default may stand in quotes).
  std::string interpolate(const std::string& text, base::TextRange where) {
    std::string result;
    std::size_t from = 0;
    while (true) {
      const std::size_t begin = text.find("${", from);
      const std::size_t end = begin == std::string::npos ? begin : text.find('}', begin);
      if (end == std::string::npos) {
        return result.append(text, from);
      }
      result.append(text, from, begin - from);
      result += variable(std::string_view(text).substr(begin + 2, end - begin - 2), where);
      from = end + 1;
    }
  }

  std::string variable(std::string_view expression, base::TextRange where) {
    const std::size_t colon = expression.find(':');
    const std::string_view name = expression.substr(0, colon);
    const auto found = environment_->find(name);
    if (found != environment_->end()) {
      return found->second;
    }
    if (colon == std::string_view::npos) {
      report(where,
             "The environment variable " + quoted(name) + " is not set. Give it a default: \"${" +
                 std::string(name) + ":default}\".",
             ide::Severity::warning);
      return {};
    }
    std::string_view value = expression.substr(colon + 1);
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
        value.front() == value.back()) {
      value = value.substr(1, value.size() - 2);
    }
    return std::string(value);
  }

  struct Key {
    std::string text;
    base::TextRange range;
  };

  /// The pairs of a map whose keys are text; those of merged maps (`<<`) come last.
  std::vector<std::pair<Key, YAML::Node>> pairs(const YAML::Node& map) {
    std::vector<std::pair<Key, YAML::Node>> found;
    std::vector<YAML::Node> merged;
    for (const auto& pair : map) {
      if (!spend()) {
        break;
      }
      if (!pair.first.IsScalar()) {
        report(range_of(pair.first), "A key must be text.");
      } else if (pair.first.Scalar() == "<<" && pair.second.IsMap()) {
        merged.push_back(pair.second);
      } else {
        found.push_back({{pair.first.Scalar(), range_of(pair.first)}, pair.second});
      }
    }
    for (const YAML::Node& more : merged) {
      for (const auto& pair : more) {
        if (spend() && pair.first.IsScalar() && !has_key(found, pair.first.Scalar())) {
          found.push_back({{pair.first.Scalar(), range_of(pair.first)}, pair.second});
        }
      }
    }
    return found;
  }

  static bool has_key(const std::vector<std::pair<Key, YAML::Node>>& pairs, std::string_view key) {
    return std::ranges::any_of(pairs, [key](const auto& pair) { return pair.first.text == key; });
  }

  std::optional<YAML::Node> member(const YAML::Node& map, std::string_view key) {
    for (const auto& pair : map) {
      if (!spend()) {
        break;
      }
      if (pair.first.IsScalar() && pair.first.Scalar() == key) {
        return pair.second;
      }
    }
    return std::nullopt;
  }

  /// Text, rather than a number or truth value without quotes.
  [[nodiscard]] bool is_text(const YAML::Node& node) const {
    if (node.Tag() == "!") {
      return true;  // in quotes
    }
    double number = 0;
    bool truth = false;
    return !YAML::convert<double>::decode(node, number) &&
           !YAML::convert<bool>::decode(node, truth);
  }

  [[nodiscard]] base::TextRange range_of(const YAML::Node& node) const {
    const YAML::Mark mark = node.Mark();
    if (!node.IsScalar()) {
      return at(mark, node.IsDefined() && !node.IsNull() ? 1 : 0);
    }
    const std::string_view rest = text_.substr(at(mark, 0).begin);
    if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
      return at(mark, quoted_length(rest));
    }
    // A plain scalar stands in the text as it is, unless it is folded over several lines.
    const std::size_t line = rest.substr(0, rest.find_first_of("\r\n")).size();
    return at(mark, std::min(line, node.Scalar().size()));
  }

  static std::size_t quoted_length(std::string_view rest) {
    const char quote = rest.front();
    for (std::size_t i = 1; i < rest.size(); ++i) {
      if (quote == '"' && rest[i] == '\\') {
        ++i;
      } else if (rest[i] == quote) {
        return i + 1;
      }
    }
    return rest.size();
  }

  [[nodiscard]] base::TextRange at(const YAML::Mark& mark, std::size_t length) const {
    const std::size_t begin =
        mark.is_null() ? 0 : std::min<std::size_t>(mark.pos + shift_, text_.size());
    const std::size_t end = std::min(begin + length, text_.size());
    return {static_cast<base::TextOffset>(begin), static_cast<base::TextOffset>(end)};
  }

  /// Counts a visited node; false when there were too many.
  bool spend() {
    if (budget_ == 0) {
      report({0, 0}, "The configuration is too large to be read to its end.");
    }
    return --budget_ >= 0;
  }

  void report(base::TextRange range, std::string message,
              ide::Severity severity = ide::Severity::error) {
    result_.problems.push_back({range, severity, std::move(message)});
  }

  std::string_view text_;
  const EnvironmentVariables* environment_;
  base::TextOffset shift_ = 0;  ///< length of a byte order mark
  int budget_ = node_budget;
  Configuration result_;
};

struct NamedForm {
  std::string_view name;
  ConfigurationForm form;
};

/// In the order in which graphql-config looks for them.
constexpr std::array<NamedForm, 26> forms = {{
    {"graphql.config.ts", ConfigurationForm::unsupported},
    {"graphql.config.cts", ConfigurationForm::unsupported},
    {"graphql.config.mts", ConfigurationForm::unsupported},
    {"graphql.config.js", ConfigurationForm::unsupported},
    {"graphql.config.cjs", ConfigurationForm::unsupported},
    {"graphql.config.mjs", ConfigurationForm::unsupported},
    {"graphql.config.json", ConfigurationForm::document},
    {"graphql.config.yaml", ConfigurationForm::document},
    {"graphql.config.yml", ConfigurationForm::document},
    {"graphql.config.toml", ConfigurationForm::unsupported},
    {".graphqlrc", ConfigurationForm::document},
    {".graphqlrc.ts", ConfigurationForm::unsupported},
    {".graphqlrc.cts", ConfigurationForm::unsupported},
    {".graphqlrc.mts", ConfigurationForm::unsupported},
    {".graphqlrc.js", ConfigurationForm::unsupported},
    {".graphqlrc.cjs", ConfigurationForm::unsupported},
    {".graphqlrc.mjs", ConfigurationForm::unsupported},
    {".graphqlrc.json", ConfigurationForm::document},
    {".graphqlrc.yml", ConfigurationForm::document},
    {".graphqlrc.yaml", ConfigurationForm::document},
    {".graphqlrc.toml", ConfigurationForm::unsupported},
    {".graphqlconfig", ConfigurationForm::unsupported},
    {".graphqlconfig.json", ConfigurationForm::unsupported},
    {".graphqlconfig.yml", ConfigurationForm::unsupported},
    {".graphqlconfig.yaml", ConfigurationForm::unsupported},
    {"package.json", ConfigurationForm::package_manifest},
}};

std::string why_unsupported(std::string_view file_name) {
  const std::string same = " Write the same as YAML or JSON, for example in \".graphqlrc.yml\".";
  if (file_name.starts_with(".graphqlconfig")) {
    return "This is the form of graphql-config 2, which Troupe does not read." + same;
  }
  if (file_name.ends_with(".toml")) {
    return "This configuration is TOML, which Troupe does not read." + same;
  }
  return "This configuration is a program, and Troupe does not run programs to find out what it "
         "says." +
         same;
}

}  // namespace

std::optional<ConfigurationForm> configuration_form(std::string_view file_name) {
  const auto found = std::ranges::find(forms, file_name, &NamedForm::name);
  return found == forms.end() ? std::nullopt : std::optional(found->form);
}

const std::vector<std::string>& configuration_file_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(forms.size());
    for (const NamedForm& form : forms) {
      all.emplace_back(form.name);
    }
    return all;
  }();
  return names;
}

Configuration read_configuration(std::string_view file_name, std::string_view text,
                                 const EnvironmentVariables& environment) {
  const ConfigurationForm form =
      configuration_form(file_name).value_or(ConfigurationForm::unsupported);
  if (form == ConfigurationForm::unsupported) {
    Configuration configuration;
    configuration.problems.push_back({{0, 0}, ide::Severity::warning, why_unsupported(file_name)});
    return configuration;
  }
  return Reader(text, environment).read(form);
}

}  // namespace troupe::graphql
