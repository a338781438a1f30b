// textDocument/codeLens. In the batch lane: lenses count what is in other files, and appear above
// lines that nobody is typing in.
//
// A lens shows places by a command of the client, which LSP does not name (client_commands.hpp).
// Where the client knows none the lens has an empty command: clients show its title, and a click
// does nothing.
#include <algorithm>
#include <vector>

#include "handlers/client_commands.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::handlers {

namespace {

std::vector<protocol::RawJson> arguments_of(Locations& locations, ide::FileId file,
                                            protocol::Position position,
                                            const ide::CodeLens& lens) {
  std::string uri;
  protocol::JsonWriter(uri).string(locations.uri(file));
  std::vector<protocol::Location> places;
  places.reserve(lens.places.size());
  for (const ide::FileRange& place : lens.places) {
    places.push_back(locations.of(place));
  }
  return {{std::move(uri)}, {protocol::to_json(position)}, {protocol::to_json(places)}};
}

Response code_lens(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                   const protocol::CodeLensParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  std::vector<ide::CodeLens> lenses =
      gather(context, session, file,
             [&](const ide::Language& language) { return language.code_lenses(context, file); });
  std::ranges::stable_sort(lenses, {}, &ide::CodeLens::range);
  const auto show = show_references_command(session);
  Locations locations(context, session);
  std::vector<protocol::CodeLens> encoded;
  encoded.reserve(lenses.size());
  for (const ide::CodeLens& lens : lenses) {
    context.checkpoint();
    const protocol::Range range = positions.range(lens.range);
    protocol::Command command{lens.title, "", {}};
    if (show && !lens.places.empty()) {
      command.command = *show;
      command.arguments = arguments_of(locations, file, range.start, lens);
    }
    encoded.push_back({range, std::move(command)});
  }
  return protocol::to_json(encoded);
}

}  // namespace

DecodedWork decode_code_lens(Params params, SharedSession session) {
  return decode_work<protocol::CodeLensParams>(params, std::move(session), code_lens);
}

}  // namespace troupe::handlers
