#include "handlers/definition_targets.hpp"

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "protocol/codec.hpp"

namespace troupe::handlers {

namespace {

using Targets = std::vector<ide::DefinitionTarget>;

std::string encode_links(engine::Context& context, const Session& session,
                         const Positions& asked_in, const Targets& targets) {
  std::vector<protocol::LocationLink> links;
  links.reserve(targets.size());
  for (const ide::DefinitionTarget& target : targets) {
    const ide::FileId file = target.selection.file;
    const Positions positions(context, session, file);
    const bool is_narrow =
        target.full != target.selection.range && base::defect_strikes("definition-target-narrow");
    protocol::LocationLink link{{},
                                uri_of_file(context, file),
                                positions.range(is_narrow ? target.selection.range : target.full),
                                positions.range(target.selection.range)};
    if (target.origin && !base::defect_strikes("definition-origin-lost")) {
      link.originSelectionRange = asked_in.range(*target.origin);
    }
    links.push_back(std::move(link));
  }
  return protocol::to_json(links);
}

std::string encode_locations(engine::Context& context, const Session& session,
                             const Targets& targets) {
  Locations locations(context, session);
  std::vector<protocol::Location> encoded;
  encoded.reserve(targets.size());
  for (const ide::DefinitionTarget& target : targets) {
    encoded.push_back(locations.of(target.selection));
  }
  return protocol::to_json(encoded);
}

}  // namespace

Response answer_with_targets(engine::Context& context, const Session& session,
                             const protocol::DefinitionParams& params, FindTargets find,
                             const protocol::DefinitionClientCapabilities& capabilities) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  const Targets targets = gather(context, session, file, [&](const ide::Language& language) {
    return (language.*find)(context, file, offset);
  });
  return capabilities.linkSupport ? encode_links(context, session, positions, targets)
                                  : encode_locations(context, session, targets);
}

}  // namespace troupe::handlers
