// callHierarchy/incomingCalls and callHierarchy/outgoingCalls. The places of a call are in the
// caller's file: the other's for what comes in, the asked item's for what goes out.
#include <vector>

#include "handlers/call_hierarchy.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"

namespace troupe::handlers {

namespace {

using CallsParams = protocol::CallHierarchyCallsParams;

std::vector<protocol::Range> encode_places(const Positions& positions, const ide::Call& call) {
  std::vector<protocol::Range> encoded;
  encoded.reserve(call.places.size());
  for (const ide::TextRange place : call.places) {
    encoded.push_back(positions.range(place));
  }
  return encoded;
}

Response incoming_calls(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                        const CallsParams& params) {
  const CallItemPlace asked = place_of_call_item(context, session, params.item);
  const std::vector<ide::Call> calls =
      gather(context, session, asked.file, [&](const ide::Language& language) {
        return language.incoming_calls(context, asked.file, asked.offset);
      });
  Locations locations(context, session);
  std::vector<protocol::CallHierarchyIncomingCall> encoded;
  encoded.reserve(calls.size());
  for (const ide::Call& call : calls) {
    encoded.push_back({encode_call_item(locations, session, call.other),
                       encode_places(locations.positions(call.other.selection.file), call)});
  }
  return protocol::to_json(encoded);
}

Response outgoing_calls(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                        const CallsParams& params) {
  const CallItemPlace asked = place_of_call_item(context, session, params.item);
  const Positions positions(context, session, asked.file);
  const std::vector<ide::Call> calls =
      gather(context, session, asked.file, [&](const ide::Language& language) {
        return language.outgoing_calls(context, asked.file, asked.offset);
      });
  Locations locations(context, session);
  std::vector<protocol::CallHierarchyOutgoingCall> encoded;
  encoded.reserve(calls.size());
  for (const ide::Call& call : calls) {
    encoded.push_back(
        {encode_call_item(locations, session, call.other), encode_places(positions, call)});
  }
  return protocol::to_json(encoded);
}

}  // namespace

DecodedWork decode_incoming_calls(Params params, SharedSession session) {
  return decode_work<CallsParams>(params, std::move(session), incoming_calls);
}

DecodedWork decode_outgoing_calls(Params params, SharedSession session) {
  return decode_work<CallsParams>(params, std::move(session), outgoing_calls);
}

}  // namespace troupe::handlers
