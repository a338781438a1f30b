// textDocument/formatting, rangeFormatting and onTypeFormatting: edits of one document, sorted and
// never overlapping; where two languages touch the same place the first one wins.
#include <string>
#include <vector>

#include "base/seeded_defects.hpp"
#include "handlers/documents.hpp"
#include "handlers/gather.hpp"
#include "handlers/methods.hpp"
#include "handlers/workspace_edit.hpp"
#include "protocol/editing_features.hpp"

namespace troupe::handlers {

namespace {

ide::FormattingOptions options_of(const protocol::FormattingOptions& options) {
  // A client that says zero has not made up its mind.
  return {options.tabSize == 0 ? ide::FormattingOptions().tab_size : options.tabSize,
          options.insertSpaces};
}

Response encode(const Positions& positions, std::vector<ide::TextEdit> edits) {
  keep_apart(edits, &ide::TextEdit::range);
  if (edits.size() > 1 && base::defect_strikes("format-last-edit-lost")) {
    edits.pop_back();
  }
  return protocol::to_json(encode_edits(positions, edits));
}

Response format(engine::Context& context, const Session& session, ide::FileId file,
                const Positions& positions, ide::TextRange range,
                const protocol::FormattingOptions& options) {
  return encode(positions, gather(context, session, file, [&](const ide::Language& language) {
                  return language.format(context, file, range, options_of(options));
                }));
}

Response format_document(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                         const protocol::DocumentFormattingParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextRange all{0, static_cast<ide::TextOffset>(positions.text().size())};
  return format(context, session, file, positions, all, params.options);
}

Response format_range(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                      const protocol::DocumentRangeFormattingParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  return format(context, session, file, positions, positions.text_range(params.range),
                params.options);
}

Response format_on_type(engine::Context& context, Reporter& /*reporter*/, const Session& session,
                        const protocol::DocumentOnTypeFormattingParams& params) {
  const ide::FileId file = file_of_uri(context, params.textDocument.uri);
  const Positions positions(context, session, file);
  const ide::TextOffset offset = positions.offset(params.position);
  return encode(positions, gather(context, session, file, [&](const ide::Language& language) {
                  return language.format_on_type(context, file, offset, params.ch,
                                                 options_of(params.options));
                }));
}

}  // namespace

DecodedWork decode_formatting(Params params, SharedSession session) {
  return decode_work<protocol::DocumentFormattingParams>(params, std::move(session),
                                                         format_document);
}

DecodedWork decode_range_formatting(Params params, SharedSession session) {
  return decode_work<protocol::DocumentRangeFormattingParams>(params, std::move(session),
                                                              format_range);
}

DecodedWork decode_on_type_formatting(Params params, SharedSession session) {
  return decode_work<protocol::DocumentOnTypeFormattingParams>(params, std::move(session),
                                                               format_on_type);
}

}  // namespace troupe::handlers
