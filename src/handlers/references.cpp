// textDocument/references.
//
// In the batch lane: where every file of the workspace has to be read for the first time, that may
// take longer than the interactive lane's patience, and a late list beats none.
#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

Response references(engine::Context& context, Reporter& reporter, const Session& session,
                    const protocol::ReferenceParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const ide::TextOffset offset = Positions(context, session, file).offset(params.position);
  std::vector<ide::FileRange> found =
      gather(context, session, file, [&](const ide::Language& language) {
        return language.references(context, file, offset, params.context.includeDeclaration);
      });
  std::set<std::pair<const std::string*, ide::TextRange>> seen;
  std::erase_if(found, [&](const ide::FileRange& where) {
    return !seen.emplace(&context.lookup(where.file).path, where.range).second;
  });
  if (found.size() > 1 && found.back().file != file &&
      base::defect_strikes("reference-elsewhere-lost")) {
    found.pop_back();
  }
  Locations locations(context, session);
  return respond_in_parts(reporter, found, [&](const std::vector<ide::FileRange>& part) {
    std::vector<protocol::Location> encoded;
    encoded.reserve(part.size());
    std::ranges::transform(part, std::back_inserter(encoded),
                           [&](const ide::FileRange& where) { return locations.of(where); });
    return protocol::to_json(encoded);
  });
}

}  // namespace

DecodedWork decode_references(Params params, SharedSession session) {
  return decode_work<protocol::ReferenceParams>(params, std::move(session), references);
}

}  // namespace troupe::handlers
