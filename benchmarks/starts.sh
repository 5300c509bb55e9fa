#!/usr/bin/env bash
# How long a server takes from its launching script to "is up", and how much processor time until then: medians of first and of later starts.
# usage: benchmarks/starts.sh HOME [COUNT]   (HOME is an unpacked distribution, or a source checkout)
set -euo pipefail

home=$1
count=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Starts a server on a data directory, writes "wall cpu" in milliseconds to a file once it is up, and stops it.
start() {
    local data=$1 file=$2 begin end process line
    begin=$EPOCHREALTIME
    exec 3< <(exec "$home/bin/postrider" run --data "$data" --set listen.port=0 2>&1)
    process=$!
    while read -r line <&3; do
        [[ $line != *"is up"* ]] || break
    done
    end=$EPOCHREALTIME
    awk -v wall=$(((${end/./} - ${begin/./}) / 1000)) -v tick="$(getconf CLK_TCK)" \
        '{ print wall, ($14 + $15) * 1000 / tick }' "/proc/$process/stat" >>"$file"
    kill "$process"
    cat <&3 >/dev/null
    exec 3<&-
    while kill -0 "$process" 2>/dev/null; do sleep 0.02; done
}

median() {
    sort -n | awk '{ all[NR] = $1 } END { printf "%d ms (%d to %d)", all[int((NR + 1) / 2)], all[1], all[NR] }'
}

# the first start makes the archive of classes, the second gives it its name
start "$work/warm" "$work/none"
start "$work/warm" "$work/none"
for ((i = 0; i < count; i++)); do
    start "$work/data$i" "$work/first"
    start "$work/data$i" "$work/later"
    start "$work/data$i" "$work/later"
done
for kind in first later; do
    echo "$kind start: wall $(cut -d' ' -f1 "$work/$kind" | median), processor $(cut -d' ' -f2 "$work/$kind" | median)"
done
