#include "analysis/languages/graphql/lint/core/walk.hpp"

namespace troupe::graphql::lint {

Walk::Walk(engine::Context& context, ProjectId project, DefinitionId definition,
           const syntax::Tree& tree, const Settings& settings)
    : types_(context, project, context.lookup(definition).file),
      tree_(&tree),
      settings_(&settings) {}

std::vector<Finding> Walk::run() {
  const std::optional<Definition> definition = first_definition(*tree_);
  if (!definition) {
    return {};
  }
  const bool is_whole = schema().is_whole();
  types_.follow(*definition, [this, is_whole](syntax::NodeRef node) {
    for (const Settings::Subscriber& subscriber : settings_->subscribers(kind_of(node))) {
      rule_ = &settings_->rules()[subscriber.rule];
      if (is_whole || !rule_->rule->needs_whole_schema) {
        subscriber.run(*this, node);
      }
    }
  });
  return std::move(findings_);
}

std::optional<OperationType> Walk::root_of(std::string_view type) const {
  for (const OperationType operation :
       {OperationType::query, OperationType::mutation, OperationType::subscription}) {
    const TypeShape* root = schema().root_type(operation);
    if (root != nullptr && root->name == type) {
      return operation;
    }
  }
  return std::nullopt;
}

Finding& Walk::report(base::TextRange range, std::string message) const {
  return findings_.emplace_back(Finding{rule_->rule, range, std::move(message), {}, {}});
}

}  // namespace troupe::graphql::lint
