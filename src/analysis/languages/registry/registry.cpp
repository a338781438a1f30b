#include "analysis/languages/registry/registry.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/language/language.hpp"
#include "analysis/languages/graphql/language/redaction.hpp"

namespace troupe::registry {

ide::LanguageSet make_language_set() {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(graphql::make_language());
  return ide::LanguageSet(std::move(languages));
}

std::vector<ide::RedactionRules> redaction_rules() {
  return {graphql::redaction_rules()};
}

}  // namespace troupe::registry
