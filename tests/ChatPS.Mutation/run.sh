#!/usr/bin/env bash
# Mutation testing: tests/ChatPS.Mutation/run.sh [--sample N] FOLDER...    as Text or Server; all folders when none is named.
# Stryker.NET changes one place of src/ChatPS/FOLDER after the other, and runs the tests that reach it: a change that none of them
# notices has survived. A score below the floor of a folder is an error. What survives for a reason stands in survivors.md.
# With --sample only stretches of 1500 characters are changed, every Nth of the folder, from a beginning that SEED decides:
# an estimate in an Nth of the time, which leaves out a block that is longer than its stretch.
set -euo pipefail
cd "$(dirname "$0")"

declare -A floors=([Text]=90 [Protocol]=90 [Server]=85 [Client]=80 [Commands]=80 [Interactive]=80)
sample=1
if [ "${1-}" = --sample ]; then
    sample=$2
    shift 2
fi
folders=("$@")
[ $# -gt 0 ] || folders=(Text Protocol Server Client Commands Interactive)
RANDOM=${SEED:-1}

# The places of a folder: all of it, or every Nth stretch, counted on from file to file.
places() {
    if [ "$sample" -eq 1 ]; then
        printf '%s\n' "**/ChatPS/$1/**/*.cs"
        return
    fi
    local stretch=1500 file size at next
    next=$((RANDOM % (stretch * sample)))
    while read -r file; do
        size=$(wc -m <"$file")
        local spans=""
        for ((at = next; at < size; at += stretch * sample)); do
            spans+="{$at..$((at + stretch))}"
        done
        next=$((at - size))
        [ -z "$spans" ] || printf '%s\n' "**/${file#../../src/}$spans"
    done < <(find "../../src/ChatPS/$1" -name '*.cs' | LC_ALL=C sort)
}

dotnet tool restore
failed=0
for folder in "${folders[@]}"; do
    floor=${floors[$folder]:?"$folder is none of: ${!floors[*]}"}
    echo "== $folder, at least $floor %"
    mutate=()
    while read -r place; do
        mutate+=(--mutate "$place")
    done < <(places "$folder")
    MutatedFolder=$folder dotnet stryker "${mutate[@]}" --break-at "$floor" --threshold-low "$floor" \
        --skip-version-check --output "../../out/mutation/$folder" || failed=1
    # A time-out counts as noticed, and may be the machine's: the score is as good as these are few.
    report=../../out/mutation/$folder/reports/mutation-report.json
    echo "$folder: $(grep -o '"status": *"Timeout"' "$report" | wc -l) mutants timed out, $(grep -o '"status": *"Killed"' "$report" | wc -l) were killed by a test"
done
exit $failed
