#!/usr/bin/env bash
# The module on Windows, as far as Wine is Windows: the Shell is published for win-x64 and run there. It shows that Windows' sockets,
# pipes and consoles are used rightly; how Wine draws, and which ports it lets be shared, proves nothing. Everything is done in a
# folder of its own, which is taken away again. The last line is "Wine: N passed, N failed". The exit code is 1 when one fails.
# Needs wine (Debian: wine, wine64) and, for the typing, tmux; what is missing is named. Takes about a minute.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)

command -v wine >/dev/null || { echo "The Shell for Windows was NOT run: there is no wine on PATH."; exit 0; }

work=$(mktemp -d)
terminal="chatps-wine-$$"
passed=0
failed=0
export WINEPREFIX="$work/prefix" WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES="mshtml,winedbg.exe,winemenubuilder.exe=" DOTNET_EnableWriteXorExecute=0
unset DISPLAY WAYLAND_DISPLAY

finish() {
    local code=$?
    tmux -L "$terminal" kill-server 2>/dev/null || true
    timeout 30 wineserver -k 2>/dev/null || true
    timeout 30 wineserver -w 2>/dev/null || true
    rm -rf "$work"
    [ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    echo "Wine: $passed passed, $failed failed"
    [ "$failed" -eq 0 ] || exit 1
}
trap finish EXIT

# $1 what must hold, $2... the command that says whether it does.
check() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1)); echo "  passed: $what"
    else
        failed=$((failed + 1)); echo "  FAILED: $what"
    fi
}

shell() { timeout -k 5 120 wine "$work/tree/shell/ChatPS.Shell.exe" "$@" 2>>"$work/errors"; }
has_line() { [ -f "$1" ] && LC_ALL=C tr -d '\r' <"$1" | LC_ALL=C grep -qxF -- "$2"; }
begins_with_bom() { [ "$(head -c 3 "$1" | od -An -tx1 | tr -d ' \n')" = efbbbf ]; }
has_no_bom() { ! begins_with_bom "$1"; }

press() { tmux -L "$terminal" send-keys "$@" || true; }

wait_for() {
    local end=$((SECONDS + 60))
    until tmux -L "$terminal" capture-pane -p 2>/dev/null | grep -qE -- "$1"; do
        [ "$SECONDS" -lt "$end" ] || { echo "waited in vain for '$1'; on the screen is:"; tmux -L "$terminal" capture-pane -p || true; return 1; }
        sleep 0.1
    done
}

# What is built here is not built into the folder that this script is in.
mkdir "$work/tree"
cp -R "$root/src" "$root/docs" "$root/ChatPS.psd1" "$root/Directory.Build.props" "$work/tree/"
rm -rf "$work"/tree/src/*/obj "$work"/tree/src/*/bin
echo "publishing for win-x64"
timeout -k 5 300 dotnet publish "$work/tree/src/ChatPS.Shell" -c Release -r win-x64 --self-contained -o "$work/tree/shell" -v q >"$work/publish" 2>&1 ||
    { cat "$work/publish"; echo "It could not be published."; exit 1; }
timeout -k 5 120 wine wineboot -i >"$work/errors" 2>&1 || { cat "$work/errors"; echo "Wine did not start."; exit 1; }

echo "cmdlets"
shell -File "$root/tests/Wine/Cmdlets.ps1" >"$work/cmdlets" || true
while IFS= read -r line; do
    case $line in
        "passed: "*) check "${line#passed: }" true ;;
        "FAILED: "*) check "${line#FAILED: }" false ;;
    esac
done < <(tr -d '\r' <"$work/cmdlets")
check "the script ran to its end" has_line "$work/cmdlets" "the end"
check "what it writes is UTF-8" has_line "$work/cmdlets" "output: 🎉 grün 你好"
check "and has no BOM" has_no_bom "$work/cmdlets"

echo "Demo.ps1 with piped input"
printf '%s\n' hello /who '🎉 grün' /quit | shell -File "$work/tree/docs/examples/Demo.ps1" | sed -E 's/^[0-9][0-9]:[0-9][0-9] //' >"$work/demo" || true
check "a line is said" has_line "$work/demo" "you: hello"
check "a command is carried out" has_line "$work/demo" "-- 2 here: be you"
check "a line with an emoji is said" has_line "$work/demo" "you: 🎉 grün"

if ! command -v tmux >/dev/null; then
    echo "Typing in a console was NOT tested: there is no tmux on PATH."
else
    echo "typing in a console"
    tmux -L "$terminal" -f /dev/null new-session -d -x 80 -y 24 \
        "timeout --foreground -k 5 120 wine '$work/tree/shell/ChatPS.Shell.exe' -File '$root/tests/Wine/Typing.ps1' '$work/typed'; sleep 60"
    if wait_for '^fo>'; then
        press -l 'Hello there'
        press Enter
        check "what is typed is said and shown" wait_for '^fo: Hello there'
        press -l /quit
        press Enter
        check "/quit leaves" wait_for '^the end'
        check "the others have received it" has_line "$work/typed" "Hello there"
    else
        check "the session begins" false
    fi
fi

[ "$failed" -eq 0 ] || { echo "standard error was:"; tail -n 50 "$work/errors"; echo "standard output was:"; tail -n 50 "$work/cmdlets" "$work/demo"; }
