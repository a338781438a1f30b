#include "analysis/ide/language.hpp"

namespace troupe::ide {

std::vector<const Language*> LanguageSet::claiming(engine::Context& context, FileId file) const {
  const OpenDocument* open = context.find<OpenDocumentInput>(file);
  const std::string& path = context.lookup(file).path;
  std::vector<const Language*> claiming;
  for (const auto& language : languages_) {
    if (language->claims(path, open != nullptr ? open->language_id : std::string_view())) {
      claiming.push_back(language.get());
    }
  }
  return claiming;
}

}  // namespace troupe::ide
