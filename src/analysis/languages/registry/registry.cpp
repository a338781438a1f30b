#include "analysis/languages/registry/registry.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "analysis/languages/graphql/language/language.hpp"

namespace troupe::registry {

ide::LanguageSet make_language_set() {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(graphql::make_language());
  return ide::LanguageSet(std::move(languages));
}

}  // namespace troupe::registry
