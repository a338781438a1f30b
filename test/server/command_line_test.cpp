#include "server/command_line.hpp"

#include <initializer_list>

#include <doctest/doctest.h>

#include "server/suggestion.hpp"
#include "server/terminal.hpp"

namespace troupe::server {
namespace {

Command parse(std::initializer_list<std::string> arguments) {
  const std::vector<std::string> list(arguments);
  return parse_command_line(list);
}

std::string complaint(std::initializer_list<std::string> arguments) {
  const Command command = parse(arguments);
  const auto* const error = std::get_if<UsageError>(&command);
  return error != nullptr ? error->message : "no complaint";
}

std::string printed(std::initializer_list<std::string> arguments) {
  const Command command = parse(arguments);
  const auto* const print = std::get_if<PrintCommand>(&command);
  return print != nullptr ? print->text : "";
}

TEST_CASE("--stdio is accepted everywhere and means serve where no command is given") {
  CHECK(std::holds_alternative<ServeCommand>(parse({"--stdio"})));
  CHECK(std::holds_alternative<ServeCommand>(parse({"serve"})));
  CHECK(std::holds_alternative<ServeCommand>(parse({"serve", "--stdio"})));
  CHECK(std::holds_alternative<ServeCommand>(parse({"--stdio", "serve"})));
  CHECK(std::holds_alternative<ServeCommand>(parse({"serve", "--stdio", "--clientProcessId=7"})));
  CHECK(std::holds_alternative<CheckCommand>(parse({"check", "--stdio"})));
}

TEST_CASE("--supervise keeps the arguments for the server, with and without sockets") {
  const Command command = parse({"serve", "--supervise", "--threads", "2"});
  const auto& serve = std::get<ServeCommand>(command);
  CHECK(serve.supervise);
  CHECK(serve.arguments == std::vector<std::string>{"serve", "--supervise", "--threads", "2"});
  const Command plain = parse({"serve"});
  CHECK(std::get<ServeCommand>(plain).arguments.empty());
  const Command sockets = parse({"serve", "--supervise", "--socket", "/s"});
  CHECK(std::get<ServeCommand>(sockets).arguments.size() == 4);
  CHECK(std::get<ServeCommand>(parse({"serve", "--passed-connections"})).uses_sockets());
}

TEST_CASE("format takes paths, or a name for standard input") {
  const Command command = parse({"format", "--check", "a", "--workspace", "w", "b"});
  const auto& format = std::get<FormatCommand>(command);
  CHECK(format.check);
  CHECK(format.workspace == "w");
  CHECK(format.paths == std::vector<std::string>{"a", "b"});
  CHECK(std::get<FormatCommand>(parse({"format", "--stdin-filepath", "q.graphql"})).stdin_path ==
        "q.graphql");
  CHECK(complaint({"format", "--stdin-filepath", "q.graphql", "a"})
            .starts_with("--stdin-filepath goes without paths"));
}

TEST_CASE("check takes format, colours, workspace and paths, in any order") {
  const Command command = parse({"check", "a", "--format", "sarif", "b", "--workspace=w", "--color",
                                 "always", "--threads", "3"});
  const auto& check = std::get<CheckCommand>(command);
  CHECK(check.format == OutputFormat::sarif);
  CHECK(check.color == ColorChoice::always);
  CHECK(check.workspace == "w");
  CHECK(check.paths == std::vector<std::string>{"a", "b"});
  CHECK(check.threads == 3);
  const Command bare = parse({"check"});
  CHECK(std::get<CheckCommand>(bare).format == OutputFormat::text);
  CHECK(std::get<CheckCommand>(bare).paths.empty());
  const Command dashed = parse({"check", "--", "--odd-name"});
  CHECK(std::get<CheckCommand>(dashed).paths == std::vector<std::string>{"--odd-name"});
  const Command named = parse({"check", "serve", "check"});
  CHECK(std::get<CheckCommand>(named).paths == std::vector<std::string>{"serve", "check"});
}

TEST_CASE("logging is set up before or behind the command") {
  for (const Command& command : {parse({"serve", "--log-level", "debug", "--log-file", "f"}),
                                 parse({"--log-level=debug", "--log-file=f", "serve"}),
                                 parse({"--log-level=debug", "--stdio", "--log-file=f"})}) {
    CHECK(std::get<ServeCommand>(command).log.level == handlers::LogLevel::debug);
    CHECK(std::get<ServeCommand>(command).log.file == "f");
  }
  const Command bare = parse({"serve"});
  CHECK(std::get<ServeCommand>(bare).log.level == handlers::LogLevel::warning);
}

TEST_CASE("mistakes are named with what was probably meant") {
  CHECK(complaint({"check", "--fomrat", "json"}) ==
        "unknown option '--fomrat'; did you mean '--format'?\nTry 'troupe check --help'.");
  CHECK(complaint({"check", "--wrokspace=x"}) ==
        "unknown option '--wrokspace'; did you mean '--workspace'?\nTry 'troupe check --help'.");
  CHECK(complaint({"chekc"}) ==
        "unknown command 'chekc'; did you mean 'check'?\nTry 'troupe --help'.");
  CHECK(complaint({"frobnicate"}) == "unknown command 'frobnicate'\nTry 'troupe --help'.");
  CHECK(complaint({"serve", "x"}) == "unknown command 'x'\nTry 'troupe serve --help'.");
  CHECK(complaint({"--versoin"}) ==
        "unknown option '--versoin'; did you mean '--version'?\nTry 'troupe --help'.");
  CHECK(complaint({"check", "--format", "jsn"}) ==
        "--format: 'jsn' is none of github, json, junit, sarif, text; did you mean 'json'?\n"
        "Try 'troupe check --help'.");
  CHECK(complaint({}) == "say what to do: 'check' or 'serve'\nTry 'troupe --help'.");
  CHECK(complaint({"check", "--threads", "x"}).find("--threads") != std::string::npos);
  CHECK(complaint({"check", "--threads", "257"}).find("--threads") != std::string::npos);
  CHECK(complaint({"check", "--format"}).find("--format") != std::string::npos);
}

TEST_CASE("help and version are printed") {
  CHECK(printed({"--version"}).starts_with("troupe " TROUPE_VERSION " (CAF 0."));
  CHECK(printed({"--help"}).find("Examples:") != std::string::npos);
  CHECK(printed({"--help"}).find("serve") != std::string::npos);
  CHECK(printed({"check", "--help"}).find("--format") != std::string::npos);
  CHECK(printed({"check", "-h"}).find("Exit codes") != std::string::npos);
  CHECK(printed({"serve", "--help"}).find("--log-file") != std::string::npos);
  CHECK(printed({"check", "--help"}).find("clientProcessId") == std::string::npos);
}

TEST_CASE("the nearest name is one that a slip leads to, or none") {
  const std::vector<std::string> names = {"--format", "--color", "--workspace"};
  CHECK(nearest("--colour", names) == "--color");
  CHECK(nearest("--format", names) == "--format");
  CHECK(nearest("--formta", names) == "--format");
  CHECK(nearest("--xyz", names).empty());
  CHECK(nearest("", names).empty());
}

TEST_CASE("colours are automatic on terminals, and NO_COLOR is honoured") {
  using enum ColorChoice;
  CHECK(wants_colors(always, false, {{"NO_COLOR", "1"}}));
  CHECK_FALSE(wants_colors(never, true, {}));
  CHECK(wants_colors(automatic, true, {{"TERM", "xterm"}}));
  CHECK(wants_colors(automatic, true, {{"NO_COLOR", ""}}));
  CHECK_FALSE(wants_colors(automatic, true, {{"NO_COLOR", "1"}}));
  CHECK_FALSE(wants_colors(automatic, true, {{"TERM", "dumb"}}));
  CHECK_FALSE(wants_colors(automatic, false, {}));
  CHECK(wants_colors(automatic, false, {{"FORCE_COLOR", "1"}}));
  CHECK_FALSE(wants_colors(automatic, false, {{"FORCE_COLOR", "1"}, {"NO_COLOR", "1"}}));
}

TEST_CASE("the progress bar fills from left to right") {
  CHECK(progress_bar(0, 0) == "Checking [>                             ] 0/0");
  CHECK(progress_bar(15, 30) == "Checking [===============>              ] 15/30");
  CHECK(progress_bar(30, 30) == "Checking [==============================] 30/30");
}

}  // namespace
}  // namespace troupe::server
