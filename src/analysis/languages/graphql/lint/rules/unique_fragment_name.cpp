#include <string>

#include "analysis/languages/graphql/lint/core/uses.hpp"
#include "analysis/languages/graphql/lint/core/wide.hpp"
#include "analysis/languages/graphql/lint/rules/rules.hpp"

namespace troupe::graphql::lint {
namespace {

void check(const Wide& wide) {
  const DefinitionKey& key = wide.key();
  if (key.space != DefinitionSpace::fragment || key.name.empty() || key.occurrence != 0) {
    return;
  }
  const auto name = wide.node().name_node();
  const auto& files = wide.context().get<FragmentSources>({wide.project(), key.name}).files;
  if (!name || files.size() < 2) {
    return;  // In one file it is validation that looks.
  }
  Finding& finding =
      wide.report(name->range(), "Fragment \"" + key.name + "\" is defined in " +
                                     std::to_string(files.size()) + " files of the project.");
  for (const FileId file : files) {
    if (file != key.file) {
      const DefinitionId other =
          wide.context().intern(DefinitionKey{file, DefinitionSpace::fragment, 0, key.name});
      finding.related.push_back(
          {{other, wide.context().get<DefinitionSummary>(other).name}, "defined here, too"});
    }
  }
}

}  // namespace

constinit const Rule unique_fragment_name = {
    .code = "graphql/unique-fragment-name",
    .summary = "Fragments of one project have different names, whatever files they are in.",
    .wide = check,
};

}  // namespace troupe::graphql::lint
