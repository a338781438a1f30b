#include "server/socket_options.hpp"

namespace troupe::server {

namespace {

constexpr const char* connect_examples =
    R"(For editors that can only start a program: messages go from standard input to the server at ADDRESS and
back. ADDRESS is the path of a Unix socket, or HOST:PORT. The token is added to the editor's first message;
to other machines it is only ever sent through TLS.

Examples:
  troupe connect /run/user/1000/troupe.sock
  troupe connect 127.0.0.1:7700 --token-file ~/.config/troupe/token
  troupe connect dev.example.com:7700 --tls --token-file token

Exit codes: 0 the server closed the connection, 1 it could not be reached or trusted, 2 wrong usage.)";

constexpr const char* status_examples =
    R"(Sessions, their queues and latencies, and what their engines remember.

Examples:
  troupe status /run/user/1000/troupe.sock
  troupe status 127.0.0.1:7700 --token-file ~/.config/troupe/token --json

Exit codes: 0 shown, 1 the server could not be reached or trusted, 2 wrong usage.)";

constexpr const char* dump_examples =
    R"(A server keeps the newest part of every session in memory (--trace-memory); this makes a trace of it, for
'troupe trace' and, while it reaches back to the session's beginning, for 'troupe replay'. 'troupe status' tells
the numbers of sessions. The file holds the texts of the workspace.

Examples:
  troupe trace dump /run/user/1000/troupe.sock
  troupe trace dump 127.0.0.1:7700 --token-file ~/.config/troupe/token --session 2 --output slow.trace

Exit codes: 0 written, 1 the server could not be reached or trusted, or has no such session, 2 wrong usage.)";

constexpr const char* token_examples =
    R"(A token is what a client shows to be served over a socket: 256 random bits in a file that only you can read.

Examples:
  troupe token new ~/.config/troupe/token
  troupe serve --listen 127.0.0.1:7700 --token-file ~/.config/troupe/token

Exit codes: 0 written, 2 wrong usage or a file that exists or cannot be written.)";

}  // namespace

void add_socket_options(CLI::App& serve, ServeCommand& command) {
  const std::string group = "Sockets, in place of standard input and output";
  serve.add_option("--socket", command.sockets, "Listen on the Unix socket PATH (mode 0600)")
      ->type_name("PATH")
      ->allow_extra_args(false)
      ->group(group);
  serve.add_option("--listen", command.listen, "Listen on HOST:PORT")
      ->type_name("HOST:PORT")
      ->allow_extra_args(false)
      ->group(group);
  serve
      .add_flag("--activated", command.activated,
                "Take the listening sockets that the service manager passes (systemd)")
      ->group(group);
  serve.add_option("--token-file", command.token_file, "Ask clients for the token in FILE")
      ->type_name("FILE")
      ->group(group);
  serve.add_option("--certificate", command.certificate, "Serve TCP by TLS with this certificate")
      ->type_name("FILE")
      ->group(group);
  serve.add_option("--key", command.key, "... and this private key")
      ->type_name("FILE")
      ->group(group);
  serve
      .add_option("--client-ca", command.client_authorities,
                  "Ask clients for a certificate signed by one of these")
      ->type_name("FILE")
      ->group(group);
  serve.add_option("--max-sessions", command.sessions, "Serve N clients at once (default: 32)")
      ->check(CLI::Range(1, 10'000))
      ->option_text("N")
      ->group(group);
  serve
      .add_option("--idle-timeout", command.idle_timeout_s,
                  "Close connections that were silent for N seconds (default: never)")
      ->option_text("N")
      ->group(group);
  serve
      .add_option(
          "--map", command.maps,
          "Call the folder SERVER what the client calls CLIENT, as in /home/me/app=/workspace")
      ->type_name("CLIENT=SERVER")
      ->allow_extra_args(false);
  serve
      .add_option("--metrics", command.metrics,
                  "Show metrics (OpenMetrics) to who asks by HTTP on the Unix socket PATH")
      ->type_name("PATH");
  serve
      .add_option("--limit", command.limits,
                  "Set a limit, as in frame=8MiB; docs/architecture.md names them")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

void add_supervision_options(CLI::App& serve, ServeCommand& command) {
  serve.add_flag("--supervise", command.supervise,
                 "Survive crashes: start the server again and tell it what is open");
  serve.add_option("--crash-descriptor", command.crash_descriptor)->group("");
  serve.add_flag("--passed-connections", command.passed_connections)->group("");
}

namespace {

void add_endpoint(CLI::App& app, ServerEndpoint& server) {
  app.set_help_flag("-h,--help", "Show this help and exit");
  app.add_option("ADDRESS", server.address, "Where the server listens")->type_name("")->required();
  app.add_option("--token-file", server.token_file, "Show the server the token in FILE")
      ->type_name("FILE");
  app.add_flag("--tls", server.tls, "Speak TLS; implied by --ca and --certificate");
  app.add_option("--ca", server.authorities, "Trust these authorities, not the system's")
      ->type_name("FILE");
  app.add_option("--certificate", server.certificate, "Show the server this certificate")
      ->type_name("FILE");
  app.add_option("--key", server.key, "The certificate's private key")->type_name("FILE");
}

}  // namespace

void add_connect(CLI::App& app, ConnectCommand& command) {
  CLI::App* const connect = app.add_subcommand("connect", "Connect an editor to a server's socket");
  add_endpoint(*connect, command.server);
  connect->footer(connect_examples);
}

void add_status(CLI::App& app, StatusCommand& command) {
  CLI::App* const status = app.add_subcommand("status", "Say what a server on sockets is doing");
  add_endpoint(*status, command.server);
  status->add_flag("--json", command.json, "Write the whole status as JSON");
  status->footer(status_examples);
}

void add_trace_dump(CLI::App& app, TraceDumpCommand& command) {
  CLI::App* const dump = app.get_subcommand("trace")->add_subcommand(
      "dump", "Write what a server on sockets remembers of a session");
  add_endpoint(*dump, command.server);
  dump->add_option("--session", command.session, "The session's number, where there are several")
      ->option_text("N");
  dump->add_option("-o,--output", command.output, "Write this trace (default: session-N.trace)")
      ->type_name("FILE");
  dump->footer(dump_examples);
}

void add_token(CLI::App& app, TokenNewCommand& command) {
  CLI::App* const token = app.add_subcommand("token", "Make the secret that clients show");
  token->set_help_flag("-h,--help", "Show this help and exit");
  token->require_subcommand(0, 1);
  CLI::App* const make = token->add_subcommand("new", "Write a new token to a new file");
  make->set_help_flag("-h,--help", "Show this help and exit");
  make->add_option("FILE", command.file, "The file to make")->type_name("")->required();
  make->footer(token_examples);
  token->footer(token_examples);
}

}  // namespace troupe::server
