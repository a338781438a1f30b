// textDocument/codeLens and codeLens/resolve. In the batch lane: lenses count what is in other
// files, and appear above lines that nobody is typing in.
//
// A file has a lens for each of its definitions, of which a screen shows a few. So the list says
// only where they stand; what a lens says, and the places that it shows, are told when the client
// asks for that lens. By then the text may have changed: a lens is known by the word that it stands
// above and by its number among those above that word.
//
// A lens shows places by a command of the client, which LSP does not name (client_commands.hpp).
// Where the client knows none the lens has an empty command: clients show its title, and a click
// does nothing.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <string>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/client_commands.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "handlers/string_array.hpp"
#include "protocol/navigation_features.hpp"

namespace troupe::handlers {

namespace {

/// What a lens carries so that it can be resolved.
struct LensData {
  std::string uri;   ///< of the document, as the client spells it
  std::string word;  ///< that it stands above
  std::string number;
};

std::string encode(const LensData& data) {
  return encode_strings({data.uri, data.word, data.number});
}

std::optional<LensData> decode_data(protocol::JsonValue json) {
  LensData data;
  const std::array places{&data.uri, &data.word, &data.number};
  return decode_strings(json, places) ? std::optional(std::move(data)) : std::nullopt;
}

/// In order of position, those of one place in the order in which languages gave them.
std::vector<ide::CodeLens> lenses_of(engine::Context& context, const Session& session,
                                     ide::FileId file) {
  std::vector<ide::CodeLens> lenses =
      gather(context, session, file,
             [&](const ide::Language& language) { return language.code_lenses(context, file); });
  std::ranges::stable_sort(lenses, {}, &ide::CodeLens::range);
  return lenses;
}

Response code_lens(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                   const protocol::CodeLensParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const std::vector<ide::CodeLens> lenses = lenses_of(context, session, file);
  std::map<std::string_view, std::size_t> counts;
  std::vector<protocol::CodeLens> encoded;
  encoded.reserve(lenses.size());
  for (const ide::CodeLens& lens : lenses) {
    context.checkpoint();
    const std::string_view word = base::slice(positions.text(), lens.range);
    const LensData data{params.textDocument.uri, std::string(word), std::to_string(counts[word]++)};
    if (counts[word] > 1 && base::defect_strikes("lens-second-lost")) {
      continue;
    }
    encoded.push_back({positions.range(lens.range), {}, protocol::RawJson{encode(data)}});
  }
  return protocol::to_json(encoded);
}

protocol::Command command_of(engine::Context& context, const Session& session, ide::FileId file,
                             const ide::CodeLens& lens, protocol::Position shown_at) {
  protocol::Command command{lens.title, "", {}};
  const auto show = show_references_command(session);
  if (!show || lens.places.empty()) {
    return command;
  }
  Locations locations(context, session);
  std::string uri;
  protocol::JsonWriter(uri).string(locations.uri(file));
  std::vector<protocol::Location> places;
  places.reserve(lens.places.size());
  for (const ide::FileRange& place : lens.places) {
    places.push_back(locations.of(place));
  }
  command.command = *show;
  command.arguments = {
      {std::move(uri)}, {protocol::to_json(shown_at)}, {protocol::to_json(places)}};
  return command;
}

/// A lens whose word is gone says nothing: the client will ask for new ones.
Response resolve(engine::Context& context, const Session& session, protocol::CodeLens lens,
                 const LensData& data) {
  const ide::FileId file = file_of_uri(context, data.uri);
  const Positions positions(context, session, file);
  std::size_t number = 0;
  std::from_chars(data.number.data(), data.number.data() + data.number.size(), number);
  lens.command = protocol::Command{"", "", {}};
  for (const ide::CodeLens& each : lenses_of(context, session, file)) {
    if (base::slice(positions.text(), each.range) == data.word && number-- == 0) {
      lens.command = command_of(context, session, file, each, lens.range.start);
      break;
    }
  }
  return protocol::to_json(lens);
}

}  // namespace

DecodedWork decode_code_lens(Params params, SharedSession session) {
  return decode_work<protocol::CodeLensParams>(params, std::move(session), code_lens);
}

DecodedWork decode_code_lens_resolve(Params params, SharedSession session) {
  auto lens = protocol::decode<protocol::CodeLens>(params);
  if (!lens) {
    return std::unexpected(protocol::ResponseError{
        protocol::ErrorCode::InvalidParams, std::move(lens.error().message), {}});
  }
  const auto json = params->get("data");
  const auto data = json ? decode_data(*json) : std::nullopt;
  return Work([session = std::move(session), lens = std::move(*lens), data](
                  engine::Context& context, Reporter&) -> Response {
    return data ? resolve(context, *session, lens, *data) : protocol::to_json(lens);
  });
}

}  // namespace troupe::handlers
