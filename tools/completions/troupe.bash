# bash completion for troupe. Installed as share/bash-completion/completions/troupe.

_troupe() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= inner= word
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      check|connect|explain|format|lint|replay|schema|serve|status|token|trace) [[ $command ]] || command=$word ;;
      diff|fetch|print) [[ $command != schema ]] || inner=$word ;;
      bisect|dump|export|import|redact|shrink|stats|test) [[ $command != trace ]] || inner=$word ;;
      new) [[ $command != token ]] || inner=$word ;;
    esac
  done
  case $command$inner$previous in
    schemafetch--format) mapfile -t COMPREPLY < <(compgen -W 'sdl json' -- "$current"); return ;;
    traceexport--format)
      mapfile -t COMPREPLY < <(compgen -W 'text frames inspector perfetto shiviz' -- "$current"); return ;;
    traceimport--format) mapfile -t COMPREPLY < <(compgen -W 'inspector frames case' -- "$current"); return ;;
    schemadiff--format) mapfile -t COMPREPLY < <(compgen -W 'text json' -- "$current"); return ;;
  esac
  case $previous in
    --format) mapfile -t COMPREPLY < <(compgen -W 'text json github sarif junit' -- "$current"); return ;;
    --color) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current"); return ;;
    --log-level)
      mapfile -t COMPREPLY < <(compgen -W 'debug info warning error off' -- "$current"); return ;;
    --workspace) mapfile -t COMPREPLY < <(compgen -d -- "$current"); compopt -o filenames; return ;;
    --log-file|--stdin-filepath|--output|--case|--ca|--trace|--other|--socket|--token-file|--certificate|--key|--client-ca|--metrics) mapfile -t COMPREPLY < <(compgen -f -- "$current"); compopt -o filenames; return ;;
    --fail-on) mapfile -t COMPREPLY < <(compgen -W 'breaking dangerous never' -- "$current"); return ;;
    --method) mapfile -t COMPREPLY < <(compgen -W 'POST GET' -- "$current"); return ;;
    --threads|--max-warnings|--project|--header|--timeout|--until|--actor|--explore|--order|--speed|--fails-when|--listen|--max-sessions|--idle-timeout|--limit|--map) return ;;
  esac
  local options='--help --stdio --log-level --log-file --threads'
  case $command in
    check) options+=' --format --color --workspace' ;;
    lint) options+=' --format --color --workspace --fix --max-warnings' ;;
    explain) options='--help --color' ;;
    format) options='--help --check --stdin-filepath --color --workspace' ;;
    schema)
      options='--help'
      case $inner in
        diff) options+=' --format --fail-on --color --project' ;;
        fetch) options+=' --output --header --timeout --ca --method --format --check' ;;
        print) options+=' --project' ;;
      esac ;;
    serve)
      options+=' --trace --trace-memory --supervise --socket --listen --activated --token-file --certificate --key --client-ca --max-sessions --idle-timeout --map --metrics --limit' ;;
    connect) options='--help --token-file --tls --ca --certificate --key' ;;
    status) options='--help --token-file --tls --ca --certificate --key --json' ;;
    token) options='--help' ;;
    replay) options='--help --until --actor --inspect --answers --other --explore --order --speed --step' ;;
    trace)
      options='--help'
      case $inner in
        bisect) options+=' --fails-when --order' ;;
        dump) options+=' --token-file --tls --ca --certificate --key --session --output' ;;
        export) options+=' --format' ;;
        import) options+=' --format --workspace --output' ;;
        redact) options+=' --fails-when --order --output' ;;
        shrink) options+=' --fails-when --order --output --case' ;;
      esac ;;
    *) options+=' --version' ;;
  esac
  if [[ $current == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
  elif [[ $command == check || $command == format || $command == lint || $command == replay || $command == connect || $command == status || $inner == new || $inner == diff || $inner == print || ( $command == trace && $inner ) ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
    compopt -o filenames
  elif [[ $command == schema && -z $inner ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'diff fetch print' -- "$current")
  elif [[ $command == trace && -z $inner ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'bisect dump export import redact shrink stats test' -- "$current")
  elif [[ $command == token && -z $inner ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'new' -- "$current")
  elif [[ -z $command ]]; then
    mapfile -t COMPREPLY < <(compgen -W 'check connect explain format lint replay schema serve status token trace' -- "$current")
  fi
}
complete -F _troupe troupe
