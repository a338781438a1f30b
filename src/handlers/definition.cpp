// textDocument/definition.
#include <vector>

#include "handlers/documents.hpp"
#include "handlers/methods.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

using Targets = std::vector<ide::DefinitionTarget>;

std::string encode_links(engine::Context& context, const Session& session,
                         const Positions& asked_in, const Targets& targets) {
  std::vector<protocol::LocationLink> links;
  for (const ide::DefinitionTarget& target : targets) {
    const ide::FileId file = target.selection.file;
    const Positions positions(context, session, file);
    protocol::LocationLink link{{},
                                uri_of_file(context, file),
                                positions.range(target.full),
                                positions.range(target.selection.range)};
    if (target.origin) {
      link.originSelectionRange = asked_in.range(*target.origin);
    }
    links.push_back(std::move(link));
  }
  return protocol::to_json(links);
}

std::string encode_locations(engine::Context& context, const Session& session,
                             const Targets& targets) {
  std::vector<protocol::Location> locations;
  for (const ide::DefinitionTarget& target : targets) {
    locations.push_back(location(context, session, target.selection));
  }
  return protocol::to_json(locations);
}

Response definition(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                    const protocol::DefinitionParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  Targets targets;
  for (const ide::Language* language : session.languages->claiming(context, file)) {
    Targets more = language->definition(context, file, offset);
    targets.insert(targets.end(), more.begin(), more.end());
  }
  return session.capabilities.textDocument.definition.linkSupport
             ? encode_links(context, session, positions, targets)
             : encode_locations(context, session, targets);
}

}  // namespace

DecodedWork decode_definition(Params params, SharedSession session) {
  return decode_work<protocol::DefinitionParams>(params, std::move(session), definition);
}

}  // namespace troupe::handlers
