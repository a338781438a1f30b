// CLI11 knows the options; what it says about mistakes is replaced by our own words, with the
// option that was probably meant.
#include "server/command_line.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include <CLI/CLI.hpp>
#include <caf/config.hpp>

#include "server/socket_options.hpp"
#include "server/suggestion.hpp"

namespace troupe::server {

namespace {

using handlers::LogLevel;

const std::map<std::string, OutputFormat> formats = {{"text", OutputFormat::text},
                                                     {"json", OutputFormat::json},
                                                     {"github", OutputFormat::github},
                                                     {"sarif", OutputFormat::sarif},
                                                     {"junit", OutputFormat::junit}};
const std::map<std::string, ColorChoice> colors = {{"auto", ColorChoice::automatic},
                                                   {"always", ColorChoice::always},
                                                   {"never", ColorChoice::never}};

constexpr const char* main_examples = R"(Examples:
  troupe check                          check the project around the current folder
  troupe check --format json src        machine-readable, everything below src
  troupe lint --fix                     mend what can be mended safely
  troupe explain no-deprecated          what a rule is about
  troupe format                         format the same files in place
  troupe serve                          speak LSP over standard input and output

'troupe check --help' and 'troupe serve --help' tell more. Exit codes: 0 clean, 1 errors found,
2 wrong usage or a broken configuration.)";

constexpr const char* check_examples =
    R"(The workspace is DIR; without one, the nearest folder at or above the PATHs (or the current
folder) that holds a configuration file, else the folder itself. Without PATHs everything below the
current folder is reported.

Examples:
  troupe check                          check the project around the current folder
  troupe check examples/graphql         check one folder
  troupe check --format github          annotate a pull request in GitHub Actions
  troupe check --format sarif > troupe.sarif
  troupe check --workspace app app/queries/hero.graphql

Exit codes: 0 clean, 1 errors found, 2 wrong usage or a broken configuration.)";

constexpr const char* format_examples =
    R"(Files are found as 'troupe check' finds them, and files that are named are formatted whatever a
configuration says. A file with a syntax error is left as it is, and the error is shown.

Examples:
  troupe format                         format the project around the current folder
  troupe format --check                 list what is not formatted, for continuous integration
  troupe format queries schema.graphql
  troupe format --stdin-filepath q.graphql < q.graphql

Exit codes: 0 all is formatted, 1 a file has a syntax error or, with --check, is not formatted, 2 wrong
usage or a file that cannot be read or written.)";

constexpr const char* lint_examples =
    R"(Reports what 'troupe check' does, which includes lint rules: those that are recommended, or those that
troupe.yaml asks for. With --fix, files are changed first where that keeps what they mean.

Examples:
  troupe lint                           check and lint the project around the current folder
  troupe lint --fix src                 mend what can be mended, then report the rest
  troupe lint --max-warnings 0          fail on warnings, too
  troupe lint --format junit > lint.xml
  troupe explain no-deprecated          what a rule is about, and how to set it

Exit codes: 0 clean, 1 errors or too many warnings found, 2 wrong usage or a broken configuration.)";

constexpr const char* explain_examples =
    R"(The rules of validation and of linting are known by the codes that stand behind their messages.

Examples:
  troupe explain no-deprecated
  troupe explain graphql/known-type-names
  troupe explain @graphql-eslint/require-id-when-available

Exit codes: 0 explained, 2 no such rule.)";

constexpr const char* schema_examples = R"(Examples:
  troupe schema print                        the schema of the project in this folder
  troupe schema diff old.graphql new.graphql
  troupe schema fetch https://example.org/graphql --output schema.graphql
  git show main:schema.graphql | troupe schema diff - schema.graphql

'troupe schema diff --help' and 'troupe schema fetch --help' tell more.)";

constexpr const char* schema_fetch_examples =
    R"(Asks the server at URL by introspection and writes its schema, as 'troupe schema print' would. This is
the only command that uses the network, and it asks nobody but that server (or the proxy of https_proxy).

In a header, $NAME and ${NAME} stand for environment variables: in single quotes, the shell leaves them
alone, and no secret stands in its history or in the list of processes.

Examples:
  troupe schema fetch https://example.org/graphql > schema.graphql
  troupe schema fetch https://api.github.com/graphql --header 'Authorization: Bearer $GITHUB_TOKEN'       --output github.graphql
  troupe schema fetch https://example.org/graphql --output schema.graphql --check

Exit codes: 0 written, or the same, 1 with --check, FILE and the server differ, 2 wrong usage or a schema
that cannot be fetched.)";

constexpr const char* schema_print_examples =
    R"(Writes the schema with all its files merged and every extension folded into its type, types sorted by
name. PATH is a file, - for standard input, or a folder, whose configuration counts if it has one.

Examples:
  troupe schema print > merged.graphql
  troupe schema print --project shop app

Exit codes: 0 written, 2 wrong usage or a schema that cannot be read.)";

constexpr const char* schema_diff_examples =
    R"(OLD and NEW are files, - for standard input, or folders, whose configuration counts if they have one.
Breaking changes make documents fail that were right; dangerous ones may make clients behave differently;
safe ones are seen by nobody who does not look for them.

Examples:
  troupe schema diff old.graphql new.graphql
  troupe schema diff --fail-on dangerous --format json released.graphql schema
  git show main:schema.graphql | troupe schema diff - schema.graphql

Exit codes: 0 nothing that bad, 1 a change as bad as --fail-on says or worse, 2 wrong usage or a schema
that cannot be read.)";

constexpr const char* serve_examples =
    R"(Editors start this by themselves; the messages are those of the Language Server Protocol, and
nothing else is written to standard output.

Examples:
  troupe serve
  troupe --stdio                        the same
  troupe serve --log-level debug --log-file /tmp/troupe.log
  troupe serve --supervise              survive crashes
  troupe serve --socket /run/user/1000/troupe.sock
  troupe serve --listen 127.0.0.1:7700 --token-file ~/.config/troupe/token

A server on sockets ends by SIGTERM or SIGINT, after it has answered what it was asked.

Exit codes: 0 after an orderly shutdown, 1 otherwise, 2 wrong usage.)";

std::string version_text() {
  const int caf = CAF_VERSION;
  return "troupe " TROUPE_VERSION " (CAF " + std::to_string(caf / 10000) + "." +
         std::to_string(caf / 100 % 100) + "." + std::to_string(caf % 100) + ")\n";
}

/// Everything that options write to.
struct Values {
  bool stdio = false;
  bool version = false;
  std::int64_t client_process = 0;
  ServeCommand serve;
  CheckCommand check;
  CheckCommand lint;
  ExplainCommand explain;
  FormatCommand format;
  SchemaPrintCommand schema_print;
  SchemaDiffCommand schema_diff;
  SchemaFetchCommand schema_fetch;
  TraceValues trace;
  TraceDumpCommand trace_dump;
  ConnectCommand connect;
  StatusCommand status;
  TokenNewCommand token_new;
  LogSettings log;
  unsigned threads = 0;
};

/// A choice of names, shown as `{text,json}` and refused with the right ones.
template <typename Value>
void add_choice(CLI::App& app, const std::string& name, Value& value,
                const std::map<std::string, Value>& choices, const std::string& shown,
                const std::string& description) {
  app.add_option_function<std::string>(
         name,
         [&value, &choices, name](const std::string& given) {
           const auto found = choices.find(given);
           if (found == choices.end()) {
             std::vector<std::string> names;
             names.reserve(choices.size());
             for (const auto& [choice, unused] : choices) {
               names.push_back(choice);
             }
             std::string message = name + ": '" + given + "' is none of";
             for (const std::string& choice : names) {
               message += (&choice == &names.front() ? " " : ", ") + choice;
             }
             const std::string_view meant = nearest(given, names);
             if (!meant.empty()) {
               message += "; did you mean '" + std::string(meant) + "'?";
             }
             throw CLI::ValidationError(message);
           }
           value = found->second;
         },
         description)
      ->type_name(shown);
}

const std::map<std::string, LogLevel>& log_levels() {
  static const std::map<std::string, LogLevel> levels = [] {
    std::map<std::string, LogLevel> named;
    for (const LogLevel level :
         {LogLevel::debug, LogLevel::info, LogLevel::warning, LogLevel::error, LogLevel::off}) {
      named.emplace(handlers::log_level_name(level), level);
    }
    return named;
  }();
  return levels;
}

/// What every command takes, and the bare program.
void add_shared_options(CLI::App& app, Values& values) {
  app.set_help_flag("-h,--help", "Show this help and exit");
  app.add_flag("--stdio", values.stdio,
               "Use standard input and output; the default, accepted everywhere");
  app.add_option("--clientProcessId", values.client_process)->group("");
  add_choice(app, "--log-level", values.log.level, log_levels(), "LEVEL",
             "Log debug, info, warning (the default), error or off");
  app.add_option("--log-file", values.log.file, "Append the log to FILE, not standard error")
      ->type_name("FILE");
  app.add_option("--threads", values.threads, "Worker threads (default: one a core)")
      ->check(CLI::Range(0, 256))
      ->option_text("N");
}

void add_report_options(CLI::App& app, CheckCommand& command) {
  add_choice(app, "--format", command.format, formats, "FORMAT",
             "Write text (the default), json, github, sarif or junit");
  add_choice(app, "--color", command.color, colors, "WHEN",
             "Colour the text auto (the default), always or never");
  app.add_option("--workspace", command.workspace, "The workspace's folder")->type_name("DIR");
  app.add_option("PATH", command.paths, "Files and folders to report on")->type_name("");
}

void add_check(CLI::App& app, Values& values) {
  CLI::App* const check = app.add_subcommand("check", "Check files and report what is wrong");
  add_shared_options(*check, values);
  add_report_options(*check, values.check);
  check->footer(check_examples);
}

void add_lint(CLI::App& app, Values& values) {
  CLI::App* const lint = app.add_subcommand("lint", "Check files and mend what can be mended");
  add_shared_options(*lint, values);
  add_report_options(*lint, values.lint);
  lint->add_flag("--fix", values.lint.fix, "Change files where that keeps what they mean");
  lint->add_option("--max-warnings", values.lint.max_warnings,
                   "Fail when there are more than N warnings")
      ->option_text("N");
  lint->footer(lint_examples);
}

void add_explain(CLI::App& app, Values& values) {
  CLI::App* const explain = app.add_subcommand("explain", "Say what a rule is about");
  explain->set_help_flag("-h,--help", "Show this help and exit");
  add_choice(*explain, "--color", values.explain.color, colors, "WHEN",
             "Colour the text auto (the default), always or never");
  explain->add_option("RULE", values.explain.rule, "The rule's name or code")
      ->type_name("")
      ->required();
  explain->footer(explain_examples);
}

void add_format(CLI::App& app, Values& values) {
  CLI::App* const format = app.add_subcommand("format", "Format files in place");
  format->set_help_flag("-h,--help", "Show this help and exit");
  format->add_flag("--check", values.format.check,
                   "Change nothing; list the files that are not formatted");
  format
      ->add_option("--stdin-filepath", values.format.stdin_path,
                   "Format standard input to standard output, as if it were the file PATH")
      ->type_name("PATH");
  add_choice(*format, "--color", values.format.color, colors, "WHEN",
             "Colour the text auto (the default), always or never");
  format->add_option("--workspace", values.format.workspace, "The workspace's folder")
      ->type_name("DIR");
  format->add_option("PATH", values.format.paths, "Files and folders to format")->type_name("");
  format->footer(format_examples);
}

const std::map<std::string, bool> diff_formats = {{"text", false}, {"json", true}};
const std::map<std::string, SchemaDiffCommand::FailOn> diff_failures = {
    {"breaking", SchemaDiffCommand::FailOn::breaking},
    {"dangerous", SchemaDiffCommand::FailOn::dangerous},
    {"never", SchemaDiffCommand::FailOn::never}};

void add_schema_print(CLI::App& schema, Values& values) {
  CLI::App* const print = schema.add_subcommand("print", "Write a schema as one text");
  print->set_help_flag("-h,--help", "Show this help and exit");
  print
      ->add_option("--project", values.schema_print.project,
                   "The project, where a configuration has several")
      ->type_name("NAME");
  print->add_option("PATH", values.schema_print.path, "File or folder (default: this folder)")
      ->type_name("");
  print->footer(schema_print_examples);
}

void add_schema_diff(CLI::App& schema, Values& values) {
  CLI::App* const diff =
      schema.add_subcommand("diff", "Compare two schemas: breaking, dangerous and safe changes");
  diff->set_help_flag("-h,--help", "Show this help and exit");
  add_choice(*diff, "--format", values.schema_diff.json, diff_formats, "FORMAT",
             "Write text (the default) or json");
  add_choice(*diff, "--fail-on", values.schema_diff.fail_on, diff_failures, "IMPACT",
             "Exit with 1 for breaking (the default) or dangerous changes, or never");
  add_choice(*diff, "--color", values.schema_diff.color, colors, "WHEN",
             "Colour the text auto (the default), always or never");
  diff->add_option("--project", values.schema_diff.project,
                   "The project, where a configuration has several")
      ->type_name("NAME");
  diff->add_option("OLD", values.schema_diff.before, "The schema as it was")
      ->type_name("")
      ->required();
  diff->add_option("NEW", values.schema_diff.after, "The schema as it is")
      ->type_name("")
      ->required();
  diff->footer(schema_diff_examples);
}

const std::map<std::string, bool> fetch_formats = {{"sdl", false}, {"json", true}};
const std::map<std::string, bool> fetch_methods = {{"POST", false}, {"GET", true}};

void add_schema_fetch(CLI::App& schema, Values& values) {
  CLI::App* const fetch = schema.add_subcommand("fetch", "Get the schema of a server");
  SchemaFetchCommand& command = values.schema_fetch;
  fetch->set_help_flag("-h,--help", "Show this help and exit");
  fetch->add_option("--output", command.output, "Write FILE, if it would change")
      ->type_name("FILE");
  fetch
      ->add_option("--header", command.headers,
                   "Send 'Name: value', with environment variables as $NAME; may be repeated")
      ->type_name("HEADER")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  fetch->add_option("--timeout", command.timeout_seconds, "Wait for SECONDS at most (default: 30)")
      ->check(CLI::Range(0.001, 86400.0))
      ->option_text("SECONDS");
  fetch->add_option("--ca", command.authorities, "Trust the certificates in FILE, too")
      ->type_name("FILE");
  add_choice(*fetch, "--method", command.uses_get, fetch_methods, "METHOD",
             "Ask by POST (the default) or GET");
  add_choice(*fetch, "--format", command.json, fetch_formats, "FORMAT",
             "Write sdl (the default) or json");
  fetch->add_flag("--check", command.check,
                  "Write nothing; tell how FILE and the server's schema differ");
  fetch->add_option("URL", command.url, "The server's GraphQL endpoint")->type_name("")->required();
  fetch->footer(schema_fetch_examples);
}

void add_schema(CLI::App& app, Values& values) {
  CLI::App* const schema = app.add_subcommand("schema", "Print, compare and fetch schemas");
  schema->set_help_flag("-h,--help", "Show this help and exit");
  schema->require_subcommand(0, 1);
  add_schema_print(*schema, values);
  add_schema_diff(*schema, values);
  add_schema_fetch(*schema, values);
  schema->footer(schema_examples);
}

void add_serve(CLI::App& app, Values& values) {
  CLI::App* const serve = app.add_subcommand("serve", "Serve an editor (LSP)");
  add_shared_options(*serve, values);
  add_recording_options(*serve, values.serve.trace, values.serve.trace_memory);
  add_supervision_options(*serve, values.serve);
  add_socket_options(*serve, values.serve);
  serve->footer(serve_examples);
}

/// The names of the options and commands that may stand where `app` is parsed.
std::vector<std::string> names_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  for (const CLI::App* command : app.get_subcommands({})) {
    names.push_back(command->get_name());
  }
  return names;
}

UsageError unknown_argument(const CLI::App& app, const std::string& argument) {
  const std::string name = argument.substr(0, argument.find('='));
  const bool is_option = name.starts_with('-');
  std::string message =
      std::string("unknown ") + (is_option ? "option" : "command") + " '" + name + "'";
  const std::vector<std::string> names = names_of(app);
  const std::string_view meant = nearest(name, names);
  if (!meant.empty()) {
    message += "; did you mean '" + std::string(meant) + "'?";
  }
  return {std::move(message)};
}

/// The command that was being parsed when something was wrong, or the program.
const CLI::App* parsed_part(const CLI::App* app) {
  for (const CLI::App* command : app->get_subcommands({})) {
    if (command->parsed()) {
      return parsed_part(command);
    }
  }
  return app;
}

/// "troupe schema diff".
std::string full_name(const CLI::App& part) {
  const CLI::App* parent = part.get_parent();
  return parent == nullptr ? part.get_name() : full_name(*parent) + " " + part.get_name();
}

std::string usage_hint(const CLI::App& part) {
  return "Try '" + full_name(part) + " --help'.";
}

/// Parses; nothing when all is well.
std::optional<Command> parse(CLI::App& app, std::span<const std::string> arguments) {
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    const CLI::App& part = *parsed_part(&app);
    std::vector<std::string> rest = app.remaining(true);
    std::erase(rest, "--");
    if (!rest.empty()) {
      return UsageError{unknown_argument(part, rest.front()).message + "\n" + usage_hint(part)};
    }
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    const CLI::App& part = *parsed_part(&app);
    return PrintCommand{part.help(part.get_parent() ? full_name(*part.get_parent()) : "")};
  } catch (const CLI::ParseError& error) {
    return UsageError{std::string(error.what()) + "\n" + usage_hint(*parsed_part(&app))};
  }
}

Command schema_command(const CLI::App& schema, const Values& values) {
  if (schema.got_subcommand("print")) {
    return values.schema_print;
  }
  if (schema.got_subcommand("diff")) {
    return values.schema_diff;
  }
  if (schema.got_subcommand("fetch")) {
    return values.schema_fetch;
  }
  return UsageError{"say what to do: 'print', 'diff' or 'fetch'\nTry 'troupe schema --help'."};
}

/// What a command line without mistakes asks for.
Command chosen_command(const CLI::App& app, Values& values) {
  if (values.version) {
    return PrintCommand{version_text()};
  }
  for (const auto& [name, command] :
       {std::pair("check", &values.check), std::pair("lint", &values.lint)}) {
    if (app.got_subcommand(name)) {
      command->log = values.log;
      command->threads = values.threads;
      return *command;
    }
  }
  if (app.got_subcommand("explain")) {
    return values.explain;
  }
  if (app.got_subcommand("format")) {
    if (!values.format.stdin_path.empty() && !values.format.paths.empty()) {
      return UsageError{"--stdin-filepath goes without paths\nTry 'troupe format --help'."};
    }
    return values.format;
  }
  if (app.got_subcommand("schema")) {
    return schema_command(*app.get_subcommand("schema"), values);
  }
  if (app.got_subcommand("replay")) {
    return values.trace.replay;
  }
  if (app.got_subcommand("trace")) {
    if (app.get_subcommand("trace")->got_subcommand("dump")) {
      return values.trace_dump;
    }
    if (const std::optional<TraceCommand> command = chosen_trace_command(app, values.trace)) {
      return *command;
    }
    return UsageError{"say what to do with the trace\nTry 'troupe trace --help'."};
  }
  if (app.got_subcommand("connect")) {
    return values.connect;
  }
  if (app.got_subcommand("status")) {
    return values.status;
  }
  if (app.got_subcommand("token")) {
    if (!app.get_subcommand("token")->got_subcommand("new")) {
      return UsageError{"say what to do: 'new'\nTry 'troupe token --help'."};
    }
    return values.token_new;
  }
  if (!app.got_subcommand("serve") && !values.stdio) {
    return UsageError{"say what to do: 'check' or 'serve'\nTry 'troupe --help'."};
  }
  values.serve.log = values.log;
  values.serve.threads = values.threads;
  return values.serve;
}

}  // namespace

Command parse_command_line(std::span<const std::string> arguments) {
  Values values;
  CLI::App app(
      "Troupe, a language server for several languages, and a checker on the command line.",
      "troupe");
  app.footer(main_examples);
  app.allow_extras();
  app.require_subcommand(0, 1);
  add_shared_options(app, values);
  app.add_flag("--version", values.version, "Show the version and exit");
  add_check(app, values);
  add_lint(app, values);
  add_explain(app, values);
  add_format(app, values);
  add_schema(app, values);
  add_serve(app, values);
  add_replay_command(app, values.trace);
  add_trace_command(app, values.trace);
  add_trace_dump(app, values.trace_dump);
  add_connect(app, values.connect);
  add_status(app, values.status);
  add_token(app, values.token_new);
  for (CLI::App* command : app.get_subcommands({})) {
    command->allow_extras();
    for (CLI::App* inner : command->get_subcommands({})) {
      inner->allow_extras();
    }
  }
  if (std::optional<Command> failed = parse(app, arguments)) {
    return std::move(*failed);
  }
  Command command = chosen_command(app, values);
  if (auto* const serve = std::get_if<ServeCommand>(&command); serve && serve->supervise) {
    serve->arguments.assign(arguments.begin(), arguments.end());
  }
  return command;
}

}  // namespace troupe::server
