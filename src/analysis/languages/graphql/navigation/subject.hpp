// What a search is about: the thing under the cursor, and what cannot be told from it.
//
// Selecting a field of an interface runs the field of an object, so the two are *relatives*:
// whoever asks where `Node.id` is used wants to see `User.id`, and the other way round. Up and
// down, but not across: `User.id` is no relative of `Team.id`. What has to keep one name, since the
// schema would break otherwise, is the whole *family*: relatives of relatives.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/languages/graphql/features/entity.hpp"
#include "analysis/languages/graphql/schema/definitions.hpp"
#include "analysis/languages/graphql/schema/schema.hpp"

namespace troupe::graphql {

/// The thing under a cursor.
struct Subject {
  Entity entity;
  FileId file;                 ///< where was asked
  syntax::NodeRef node;        ///< the production around the name
  base::TextRange name;        ///< the name at the cursor, without `$` and `@`
  bool is_definition = false;  ///< the name defines or extends it
  /// The operation or fragment that is meant, or that the variable stands in; nothing for
  /// everything else, and where there is none.
  std::optional<DefinitionId> definition;
};

/// Nothing where there is no name that means something. REQUIRES: offset <= tree.text().size().
[[nodiscard]] std::optional<Subject> subject_at(const Schema& schema, FileId file,
                                                const syntax::Tree& tree, base::TextOffset offset);

/// The same in strings and comments alone, where a document has no names.
[[nodiscard]] std::optional<Subject> subject_in_text(const Schema& schema, FileId file,
                                                     const syntax::Tree& tree,
                                                     base::TextOffset offset);

/// What of the things related to a subject a search is for.
enum class Kinship : std::uint8_t {
  relatives,
  family,
  implementations,  ///< what lies below it, in the types that implement its own
};

/// The entities of a kinship, the entity itself first, each once. Of everything but fields and
/// arguments of objects and interfaces: the entity alone.
[[nodiscard]] std::vector<Entity> related(const Schema& schema, const Entity& entity,
                                          Kinship kinship);

/// The name that an entity is written with: that of the argument, if it is one.
[[nodiscard]] inline const std::string& written_name(const Entity& entity) {
  const bool is_argument =
      entity.kind == Entity::Kind::argument || entity.kind == Entity::Kind::directive_argument;
  return is_argument ? entity.argument : entity.name;
}

}  // namespace troupe::graphql
