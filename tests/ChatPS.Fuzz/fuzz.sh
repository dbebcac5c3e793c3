#!/bin/sh
# Coverage-guided fuzzing of one target, or of all side by side, for so many minutes:
#   tests/ChatPS.Fuzz/fuzz.sh 10 [decoder|dialect|text|room]
# Needs afl++ (Debian: apt-get install afl++). What it finds is left in out/fuzz/<target>/default/{crashes,hangs}.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../out/fuzz
minutes=${1:?minutes}
shift
build=$out/build
mkdir -p "$out"
dotnet build -v q -c Release -o "$build" "$here/ChatPS.Fuzz.csproj"
dotnet "$build/ChatPS.Fuzz.dll" instrument "$build/ChatPS.dll"
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=60000
for target in ${*:-decoder dialect text room}; do
    rm -rf "${out:?}/$target"
    nice afl-fuzz -i "$here/corpus/$target" -o "$out/$target" -V $((minutes * 60)) -t 5000 -m none \
        ${AFL_DICTIONARY:+-x "$AFL_DICTIONARY"} -- dotnet "$build/ChatPS.Fuzz.dll" "$target" >"$out/$target.log" 2>&1 &
done
wait
for target in ${*:-decoder dialect text room}; do
    grep -E 'run_time|execs_done|execs_per_sec|corpus_count|saved_crashes|saved_hangs|bitmap_cvg|edges_found' "$out/$target/default/fuzzer_stats" | sed "s/^/$target: /"
done
