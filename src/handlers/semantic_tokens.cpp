// textDocument/semanticTokens/full, full/delta and range.
//
// The visible range is asked for by somebody who waits to see colours: interactive. All of a
// document, and what has changed in it, follow each edit in some clients: batch, so that they are
// behind what is typed.
#include <vector>

#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "handlers/token_data.hpp"
#include "handlers/token_delta.hpp"
#include "protocol/language_features.hpp"

namespace troupe::handlers {

namespace {

using Data = std::vector<std::uint32_t>;

Data tokens_in(engine::Context& context, const Session& session, ide::FileId file,
               const Positions& positions, ide::TextRange range) {
  std::vector<ide::SemanticToken> tokens =
      gather(context, session, file, [&](const ide::Language& language) {
        return language.semantic_tokens(context, file, range);
      });
  std::erase_if(tokens, [&](const ide::SemanticToken& token) {
    return token.range.end < range.begin || range.end < token.range.begin;
  });
  return encode_tokens(positions, std::move(tokens));
}

Data all_tokens(engine::Context& context, const Session& session,
                const protocol::TextDocumentIdentifier& document) {
  const ide::FileId file = file_of_uri(context, document.uri);
  const Positions positions(context, session, file);
  return tokens_in(context, session, file, positions,
                   {0, static_cast<ide::TextOffset>(positions.text().size())});
}

Response full_answer(Data data) {
  std::string id = token_result_id(data);
  return protocol::to_json(protocol::SemanticTokens{std::move(id), std::move(data)});
}

Response semantic_tokens_full(engine::Context& context, Reporter& /*reporter*/,
                              const Session& session,
                              const protocol::SemanticTokensParams& params) {
  return full_answer(all_tokens(context, session, params.textDocument));
}

Response semantic_tokens_delta(engine::Context& context, Reporter& /*reporter*/,
                               const Session& session,
                               const protocol::SemanticTokensDeltaParams& params) {
  Data data = all_tokens(context, session, params.textDocument);
  auto edits = token_edits(params.previousResultId, data);
  if (!edits) {
    return full_answer(std::move(data));
  }
  return protocol::to_json(protocol::SemanticTokensDelta{token_result_id(data), std::move(*edits)});
}

Response semantic_tokens_range(engine::Context& context, Reporter& /*reporter*/,
                               const Session& session,
                               const protocol::SemanticTokensRangeParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  return protocol::to_json(protocol::SemanticTokens{
      {}, tokens_in(context, session, file, positions, positions.text_range(params.range))});
}

}  // namespace

DecodedWork decode_semantic_tokens_full(Params params, SharedSession session) {
  return decode_work<protocol::SemanticTokensParams>(params, std::move(session),
                                                     semantic_tokens_full);
}

DecodedWork decode_semantic_tokens_delta(Params params, SharedSession session) {
  return decode_work<protocol::SemanticTokensDeltaParams>(params, std::move(session),
                                                          semantic_tokens_delta);
}

DecodedWork decode_semantic_tokens_range(Params params, SharedSession session) {
  return decode_work<protocol::SemanticTokensRangeParams>(params, std::move(session),
                                                          semantic_tokens_range);
}

}  // namespace troupe::handlers
