#include <string>

#include "analysis/languages/graphql/validation/core/reach.hpp"
#include "analysis/languages/graphql/validation/merging/conflicts.hpp"
#include "analysis/languages/graphql/validation/rules/rules.hpp"

namespace troupe::graphql {
namespace {

void check(const Reach& reach) {
  const FieldConflicts::Conflicts& found = reach.context().get<FieldConflicts>(reach.definition());
  for (const FieldConflict& conflict : found.conflicts) {
    reach.report_places(conflict.fields, conflict.message, "conflicts with this");
  }
  if (found.is_cut_short && found.conflicts.empty()) {
    reach.report(reach.place(reach.summary().name),
                 "Too many fields of the same names come together here to be compared with each "
                 "other. Select less at once, or use different aliases.",
                 {});
  }
}

}  // namespace

constinit const Rule overlapping_fields_can_be_merged = {
    .code = "graphql/overlapping-fields-can-be-merged",
    .summary = "Fields with the same name in the response are the same field.",
    .reach = check,
};

}  // namespace troupe::graphql
