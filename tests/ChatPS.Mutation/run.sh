#!/usr/bin/env bash
# Mutation testing: tests/ChatPS.Mutation/run.sh FOLDER...    as Text or Server; all folders when none is named.
# Stryker.NET changes one place of src/ChatPS/FOLDER after the other, and runs the tests that reach it: a change that none of them
# notices has survived. A score below the floor of a folder is an error. What survives for a reason stands in survivors.md.
set -euo pipefail
cd "$(dirname "$0")"

declare -A floors=([Text]=90 [Protocol]=90 [Server]=85 [Client]=80 [Commands]=80 [Interactive]=80)
folders=("$@")
[ $# -gt 0 ] || folders=(Text Protocol Server Client Commands Interactive)

dotnet tool restore
failed=0
for folder in "${folders[@]}"; do
    floor=${floors[$folder]:?"$folder is none of: ${!floors[*]}"}
    echo "== $folder, at least $floor %"
    MutatedFolder=$folder dotnet stryker --test-runner mtp --project ChatPS.csproj --mutate "**/ChatPS/$folder/**/*.cs" \
        --break-at "$floor" --threshold-low "$floor" --threshold-high 95 --reporter cleartext --reporter html --reporter json \
        --skip-version-check --output "../../out/mutation/$folder" || failed=1
done
exit $failed
