#include "handlers/client_commands.hpp"

#include <doctest/doctest.h>

#include "handlers/initialize.hpp"
#include "protocol/codec.hpp"
#include "test/handlers/fake_session.hpp"

namespace troupe::handlers {
namespace {

/// The session that these parameters of `initialize` make.
Session session_of(const std::string& params) {
  static const ide::LanguageSet none({});
  protocol::JsonReader reader;
  return make_session(*protocol::decode<protocol::InitializeParams>(*reader.parse(params)), none);
}

std::string shows_references(const std::string& params) {
  return std::string(show_references_command(session_of(params)).value_or("nothing"));
}

TEST_CASE("a client is not believed to know commands that it does not tell of") {
  CHECK(session_of(R"({"capabilities":{},"clientInfo":{"name":"helix"}})").client_commands.empty());
  CHECK(session_of(R"({"capabilities":{"experimental":{}}})").client_commands.empty());
  CHECK(session_of(R"({"capabilities":{"experimental":{"commands":{"commands":"x"}}}})")
            .client_commands.empty());
  CHECK(session_of(R"({"capabilities":{"experimental":[7]},"initializationOptions":"x"})")
            .client_commands.empty());
}

TEST_CASE("commands are told as an experimental capability or by initialization options") {
  CHECK(shows_references(R"({"capabilities":{"experimental":{"commands":{"commands":)"
                         R"(["a",7,"editor.action.showReferences"]}}}})") ==
        "editor.action.showReferences");
  CHECK(shows_references(R"({"capabilities":{},"initializationOptions":{"commands":)"
                         R"(["troupe.showReferences","editor.action.showReferences"]}})") ==
        "troupe.showReferences");
  CHECK(shows_references(R"({"capabilities":{},"initializationOptions":{"troupe":{"commands":)"
                         R"(["troupe.showReferences"]}}})") == "troupe.showReferences");
  CHECK(shows_references(R"({"capabilities":{}})") == "nothing");
}

TEST_CASE("some clients are known by their names") {
  const auto named = [](const std::string& name) {
    return session_of(R"({"capabilities":{},"clientInfo":{"name":")" + name + R"("}})");
  };
  CHECK(knows_command(named("Visual Studio Code - Insiders"), trigger_suggest_command));
  CHECK(knows_command(named("code-server"), trigger_suggest_command));
  CHECK_FALSE(show_references_command(named("Visual Studio Code")));
  CHECK(knows_command(named("coc.nvim"), trigger_suggest_command));
  CHECK(show_references_command(named("coc.nvim")) == "editor.action.showReferences");
  CHECK_FALSE(knows_command(named("Neovim"), trigger_suggest_command));
}

}  // namespace
}  // namespace troupe::handlers
