// The one language that tests of GraphQL are about.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "analysis/ide/language.hpp"
#include "analysis/languages/graphql/language/language.hpp"

namespace troupe::testing {

[[nodiscard]] inline ide::LanguageSet graphql_alone() {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.push_back(graphql::make_language());
  return ide::LanguageSet(std::move(languages));
}

}  // namespace troupe::testing
