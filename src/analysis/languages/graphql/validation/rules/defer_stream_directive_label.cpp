// A label names a part of the answer, so it must be known before the operation runs, and mean one
// part. What a server gets at once is the unit: here, a file.
#include <string>
#include <string_view>
#include <vector>

#include "analysis/languages/graphql/syntax/string_value.hpp"
#include "analysis/languages/graphql/validation/core/heads.hpp"
#include "analysis/languages/graphql/validation/core/labels.hpp"
#include "analysis/languages/graphql/validation/core/walk.hpp"
#include "analysis/languages/graphql/validation/rules/defer_stream_directives.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check_unique(const Walk& walk, base::TextRange range, const std::string& label) {
  const Place here = walk.place(range);
  for (const LabelUse& use : walk.context().get<FileLabels>(walk.file())) {
    if (use.label != label) {
      continue;
    }
    if (use.where != here) {
      walk.report(use.where,
                  "Value for arguments \"defer(label:)\" and \"stream(label:)\" must be unique "
                  "across all Defer/Stream directive usages.",
                  {{here, "used again here"}});
    }
    return;
  }
}

void check(const Walk& walk, syntax::NodeRef node) {
  const Directive directive(node);
  if (walk.is_type_system() || (directive.name() != "defer" && directive.name() != "stream")) {
    return;
  }
  const auto label = argument_value(directive, "label");
  if (!label || label->kind() == NodeKind::null_value) {
    return;
  }
  const base::TextRange range = head_range(node, directive.name_node());
  if (const auto text = label->as<StringValue>()) {
    check_unique(walk, range, text->value());
  } else {
    walk.report(range, "Argument \"@" + std::string(directive.name()) +
                           "(label:)\" must be a static string.");
  }
}

constexpr NodeCheck checks[] = {{NodeKind::directive, check}};

}  // namespace

constinit const Rule defer_stream_directive_label = {
    .code = "graphql/defer-stream-directive-label",
    .summary = "Labels of deferred and streamed parts are strings, each used once in a file.",
    .nodes = checks,
};

}  // namespace troupe::graphql
