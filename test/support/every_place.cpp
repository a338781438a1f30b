#include "test/support/every_place.hpp"

#include "analysis/ide/lines.hpp"

namespace troupe::testing {

std::size_t Inquiry::size(ide::FileId file) {
  return ide::text_of(context_, file).size();
}

void Inquiry::expect(bool holds, std::string_view what) {
  if (!holds && complaint_.empty()) {
    complaint_ = std::string(what) + " at offset " + std::to_string(offset_);
  }
}

void Inquiry::note(ide::FileId file, base::TextRange range) {
  expect(range.begin <= range.end && range.end <= size(file), "a range lies in its text");
  note(std::to_string(range.begin) + '-' + std::to_string(range.end) + ' ');
}

FixtureWorkspace workspace_of_text(std::string text) {
  Fixture fixture;
  fixture.files.push_back({"/a.graphql", std::move(text), std::nullopt});
  fixture.folders = {"/"};
  return FixtureWorkspace(std::move(fixture));
}

}  // namespace troupe::testing
