// Every place at which a thing is named.
#pragma once

#include <vector>

#include "analysis/languages/graphql/navigation/subject.hpp"

namespace troupe::graphql {

/// One place at which a thing is named.
struct FoundName {
  FileId file;
  syntax::NodeRef node;        ///< the production around the name; lives as long as the snapshot
  base::TextRange name;        ///< without `$` and `@`
  bool is_definition = false;  ///< defines or extends it
  /// In a string (field_sets.hpp) or a comment (imports.hpp): `node` is no part of the document.
  bool is_in_text = false;
};

/// All places at which the subject or one of its kin is named, in order of path and position, no
/// duplicates. Definitions and extensions are among them. A schema file that several projects share
/// is searched for in all of them. What the schema cannot follow (an unknown type on the way) is
/// not found.
[[nodiscard]] std::vector<FoundName> search(const Schema& schema, const Subject& subject,
                                            Kinship kinship);

/// The same in the files alone that define the subject: enough to know whether, and where, it is
/// defined, and as cheap as these files are few.
[[nodiscard]] std::vector<FoundName> search_definitions(const Schema& schema,
                                                        const Subject& subject, Kinship kinship);

/// The same in the file of the subject alone.
[[nodiscard]] std::vector<FoundName> search_in_file(const Schema& schema, const Subject& subject,
                                                    Kinship kinship);

/// The projects in which the subject means something: that of the schema, and those that share a
/// file which defines it.
[[nodiscard]] std::vector<ProjectId> projects_of(const Schema& schema, const Subject& subject);

}  // namespace troupe::graphql
