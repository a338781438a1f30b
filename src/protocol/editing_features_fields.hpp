// The fields of editing_features.hpp.
#pragma once

#include "protocol/basic_structures_fields.hpp"
#include "protocol/codec_fields.hpp"
#include "protocol/diagnostics_fields.hpp"
#include "protocol/editing_features.hpp"
#include "protocol/workspace_fields.hpp"

namespace troupe::protocol {

INTEGER_ENUM(InlayHintKind, Type, Parameter);

/// A pair of numbers; written only.
template <>
struct Codec<LabelOffsets> {
  static void write(JsonWriter& writer, const LabelOffsets& value) {
    writer.array([&] {
      for (const std::uint32_t offset : value) {
        writer.integer(offset);
      }
    });
  }
};

STRUCT(ParameterInformation, REQUIRED(label), OPTIONAL(documentation));
STRUCT(SignatureInformation, REQUIRED(label), OPTIONAL(documentation), OPTIONAL(parameters));
STRUCT(SignatureHelp, REQUIRED(signatures), REQUIRED(activeSignature), NULLABLE(activeParameter));
STRUCT(CodeActionContext, LENIENT(diagnostics), LENIENT(only));
STRUCT(CodeActionParams, REQUIRED(textDocument), REQUIRED(range), OPTIONAL(context));
STRUCT(CodeAction, REQUIRED(title), OPTIONAL(kind), OPTIONAL(diagnostics), OPTIONAL(isPreferred),
       OPTIONAL(edit));
STRUCT(RenameParams, REQUIRED(textDocument), REQUIRED(position), REQUIRED(newName));
STRUCT(PrepareRenameResult, REQUIRED(range), REQUIRED(placeholder));
STRUCT(FormattingOptions, LENIENT(tabSize), LENIENT(insertSpaces));
STRUCT(DocumentFormattingParams, REQUIRED(textDocument), OPTIONAL(options));
STRUCT(DocumentRangeFormattingParams, REQUIRED(textDocument), REQUIRED(range), OPTIONAL(options));
STRUCT(DocumentOnTypeFormattingParams, REQUIRED(textDocument), REQUIRED(position), REQUIRED(ch),
       OPTIONAL(options));
STRUCT(InlayHintParams, REQUIRED(textDocument), REQUIRED(range));
STRUCT(InlayHint, REQUIRED(position), REQUIRED(label), OPTIONAL(kind), OPTIONAL(tooltip),
       OPTIONAL(paddingLeft), OPTIONAL(paddingRight));

}  // namespace troupe::protocol
