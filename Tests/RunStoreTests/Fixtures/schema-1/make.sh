#!/usr/bin/env bash
# Makes record.db, a small file of schema 1, and what the program of that schema answered about it.
#
#     make.sh DESCENT    with a program built from a commit that has migration 0001 only
#
# Times, seconds and the machine differ each time; nothing else does. So the answers belong to the
# file that was made with them.
set -euo pipefail
descent=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export DESCENT_DB="$work/record.db"

moons="data=moons train_limit=40 hidden_layers=[3]"
# A grid, one point of which diverges; its second point keeps a tag, its first a note.
"$descent" sweep $moons task=regression activation=relu learning_rate=0.1,1e9 epochs=3 seed=1,2 \
  experiment=grid --name rates --jobs 1
# Stopped early, with an optimizer that has memory and weights of the best epoch only.
"$descent" train $moons optimizer=adam learning_rate=1 epochs=9 early_stopping=2 min_delta=0.5 \
  --weights best
# A run that is asked to go on in the tests.
goes_on=$("$descent" train data=iris hidden_layers='[4]' epochs=3 --weights last)
fork=$("$descent" fork "$goes_on" --epoch 3 epochs=2 learning_rate=0.25)
trash=$("$descent" train data=xor hidden_layers='[2]' epochs=1)
"$descent" verify "$goes_on"
"$descent" gradcheck "$goes_on" --epoch 3 --examples 3
"$descent" tag -F 'learning_rate = 0.1' --add good -y
"$descent" note "$fork" 'the one, with a comma'
"$descent" rm "$trash"
"$descent" db check

cp record.db "$here/record.db"
"$descent" export runs --format json -o "$here/runs.json"
"$descent" export epochs --format json -o "$here/epochs.json"
"$descent" export layers --format json -o "$here/layers.json"
"$descent" export weights --run "$goes_on" --epoch 3 --format json -o "$here/weights.json"
ls -l "$here"
