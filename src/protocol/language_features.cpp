#include "protocol/language_features.hpp"

#include "protocol/language_features_fields.hpp"

namespace troupe::protocol {

TROUPE_DECODES(ReferenceParams);
TROUPE_DECODES(CompletionParams);
TROUPE_DECODES(CompletionItem);
TROUPE_DECODES(DocumentParams);
TROUPE_DECODES(SemanticTokensDeltaParams);
TROUPE_DECODES(SemanticTokensRangeParams);

TROUPE_ENCODES(Hover);
TROUPE_ENCODES(DocumentHighlight);
TROUPE_ENCODES(CompletionItem);
TROUPE_ENCODES(CompletionList);
TROUPE_ENCODES(DocumentSymbol);
TROUPE_ENCODES(SymbolInformation);
TROUPE_ENCODES(FoldingRange);
TROUPE_ENCODES(SemanticTokens);
TROUPE_ENCODES(SemanticTokensDelta);

}  // namespace troupe::protocol
