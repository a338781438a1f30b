#include "analysis/languages/graphql/lint/core/wide.hpp"

namespace troupe::graphql::lint {

std::vector<Finding> Wide::run() {
  const bool is_whole = schema_.is_whole();
  for (const RuleSetting& setting : settings_->rules()) {
    if (setting.rule->wide != nullptr && (is_whole || !setting.rule->needs_whole_schema)) {
      rule_ = &setting;
      setting.rule->wide(*this);
    }
  }
  return std::move(findings_);
}

Finding& Wide::report(base::TextRange range, std::string message) const {
  return findings_.emplace_back(Finding{rule_->rule, range, std::move(message), {}, {}});
}

std::vector<Finding> FileLook::run() {
  for (const RuleSetting& setting : settings_->rules()) {
    if (setting.rule->file != nullptr) {
      rule_ = &setting;
      setting.rule->file(*this);
    }
  }
  return std::move(findings_);
}

Finding& FileLook::report(base::TextRange range, std::string message) const {
  return findings_.emplace_back(Finding{rule_->rule, range, std::move(message), {}, {}});
}

std::string_view word_for(const Definition& definition) {
  constexpr std::string_view words[] = {"query", "mutation", "subscription"};
  const auto operation = definition.as<OperationDefinition>();
  return operation ? words[static_cast<std::size_t>(operation->operation_type())] : "fragment";
}

}  // namespace troupe::graphql::lint
