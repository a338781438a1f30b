#include "analysis/languages/graphql/embedded/file_embedding.hpp"

#include "analysis/ide/lines.hpp"

namespace troupe::graphql {

HostKind FileHost::execute(engine::Context& context, const ide::FileId& file) {
  const auto* open = context.find<ide::OpenDocumentInput>(file);
  return host_kind(context.lookup(file).path,
                   open != nullptr ? std::string_view(open->language_id) : std::string_view());
}

Embedding FileEmbedding::execute(engine::Context& context, const ide::FileId& file) {
  const HostKind kind = context.get<FileHost>(file);
  return kind == HostKind::none ? Embedding() : embed(ide::text_of(context, file), kind);
}

bool FileHasRegions::execute(engine::Context& context, const ide::FileId& file) {
  return !context.get<FileEmbedding>(file).regions.empty();
}

bool is_host(engine::Context& context, ide::FileId file) {
  return context.get<FileHost>(file) != HostKind::none;
}

}  // namespace troupe::graphql
