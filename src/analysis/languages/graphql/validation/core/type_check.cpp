#include "analysis/languages/graphql/validation/core/type_check.hpp"

#include <algorithm>
#include <optional>

#include "analysis/languages/graphql/validation/core/findings.hpp"
#include "analysis/languages/graphql/validation/core/type_facts.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

constexpr std::string_view with_this = "together with this";

}  // namespace

std::vector<Finding> TypeFindings::execute(engine::Context& context, const ProjectName& key) {
  return TypeCheck(context, key).run();
}

TypeCheck::TypeCheck(engine::Context& context, const ProjectName& key)
    : schema_(context, key.project), type_(schema_.find_type(key.name)) {}

std::vector<Finding> TypeCheck::run() {
  if (!schema_.is_whole() || (type_ != nullptr && type_->is_broken)) {
    return {};
  }
  for (const Rule* rule : all_rules()) {
    if (rule->type != nullptr) {
      rule_ = rule;
      rule->type(*this);
    }
  }
  return std::move(findings_);
}

std::vector<DefinitionId> TypeCheck::parts_of(std::string_view type) const {
  std::vector<DefinitionId> ids;
  bool has_definition = false;
  for (const Part& part : context().get<TypeParts>({project(), std::string(type)})) {
    if (part.is_extension()) {
      ids.push_back(part.id);
    } else if (!has_definition) {
      ids.insert(ids.begin(), part.id);
      has_definition = true;
    }
  }
  return ids;
}

std::optional<TypeKind> TypeCheck::kind_of_type(std::string_view name) const {
  return context().get<TypeKindOfName>({project(), std::string(name)});
}

void TypeCheck::report(const std::vector<Place>& places, const std::string& message,
                       const std::vector<DefinitionId>& files_of) const {
  std::vector<FileId> files;
  for (const DefinitionId definition : files_of) {
    const FileId file = context().lookup(definition).file;
    if (std::ranges::find(files, file) == files.end()) {
      files.push_back(file);
      add_finding(context(), file, places, std::nullopt, {rule_->code, message, {}, {}}, with_this,
                  findings_);
    }
  }
}

}  // namespace troupe::graphql
