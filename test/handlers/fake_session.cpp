#include "test/handlers/fake_session.hpp"

#include "base/check.hpp"

namespace troupe::handlers {

namespace {

testing::Fixture parsed(std::string_view text) {
  auto fixture = testing::parse_fixture(text);
  base::check(fixture.has_value(), "the fixture of a test is well-formed");
  return std::move(*fixture);
}

std::vector<std::unique_ptr<const ide::Language>> owned(FakeLanguage* first, FakeLanguage* second) {
  std::vector<std::unique_ptr<const ide::Language>> languages;
  languages.emplace_back(first);
  languages.emplace_back(second);
  return languages;
}

}  // namespace

FakeSession::FakeSession(std::string_view fixture)
    : workspace(parsed(fixture)),
      language(new FakeLanguage()),
      other(new FakeLanguage()),
      languages(owned(language, other)),
      session(std::make_shared<Session>()) {
  other->name = "other";
  other->triggers = ":/";
  session->languages = &languages;
}

void FakeSession::open(std::string_view path, std::string uri, std::int32_t version) {
  engine::ChangeSet changes;
  changes.set<ide::OpenDocumentInput>(file(path), {std::move(uri), language->name});
  changes.set<ide::DocumentVersion>(file(path), version);
  workspace.database().apply(std::move(changes));
}

std::string FakeSession::ask(std::string_view method, std::string_view params_json) {
  const RequestHandler* const handler = find_request_handler(method);
  base::check(handler != nullptr, "the method is served");
  std::expected<Work, protocol::ResponseError> work;
  {
    // What the work needs of its parameters it has copied once decode returns.
    protocol::JsonReader reader;
    const auto params = reader.parse(std::string(params_json));
    base::check(params.has_value(), "the parameters of a test are JSON");
    work = handler->decode(*params, session);
  }
  engine::Context context(workspace.snapshot());
  const Response response = work ? (*work)(context, reporter) : std::unexpected(work.error());
  if (!response) {
    return std::to_string(static_cast<int>(response.error().code)) + ": " +
           response.error().message;
  }
  return *response;
}

}  // namespace troupe::handlers
