# fish completion for troupe. Installed as share/fish/vendor_completions.d/troupe.fish.

set -l commands check explain format lint serve
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -f
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -a check -d 'Check files and report what is wrong'
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -a format -d 'Format files in place'
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -a lint -d 'Check files and mend what can be mended'
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -a explain -d 'Say what a rule is about'
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -a serve -d 'Serve an editor (LSP)'
complete -c troupe -n "not __fish_seen_subcommand_from $commands" -l version -d 'Show the version and exit'
complete -c troupe -s h -l help -d 'Show help and exit'
complete -c troupe -l stdio -d 'Use standard input and output'
complete -c troupe -l log-level -x -a 'debug info warning error off' -d 'How much to log'
complete -c troupe -l log-file -r -d 'Append the log to a file'
complete -c troupe -l threads -x -d 'Worker threads, 0 for one a core'
complete -c troupe -n '__fish_seen_subcommand_from check lint' -l format -x -a 'text json github sarif junit' -d 'How to write the report'
complete -c troupe -n '__fish_seen_subcommand_from check explain format lint' -l color -x -a 'auto always never' -d 'When to colour the text'
complete -c troupe -n '__fish_seen_subcommand_from check format lint' -l workspace -x -a '(__fish_complete_directories)' -d 'The folder of the workspace'
complete -c troupe -n '__fish_seen_subcommand_from format' -l check -d 'Change nothing, list the files that are not formatted'
complete -c troupe -n '__fish_seen_subcommand_from format' -l stdin-filepath -r -d 'Format standard input as if it were this file'
complete -c troupe -n '__fish_seen_subcommand_from lint' -l fix -d 'Change files where that keeps what they mean'
complete -c troupe -n '__fish_seen_subcommand_from lint' -l max-warnings -x -d 'Fail when there are more warnings'
