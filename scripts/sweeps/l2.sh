#!/bin/sh
# Strengths of L2 on SimpleNN with batch norm and augmentation:
# a plain loop over train.java, then one table of all its runs.
# Started again, it goes on where it stopped. SEEDS, EPOCHS and OUT (the folder for the runs) may be set in the
# environment; options are passed on to train.java:
#   EPOCHS=2 SEEDS=42 scripts/sweeps/l2.sh --dataset shapes10 --limit 1000
set -u
root=$(cd "$(dirname "$(readlink -f "$0")")/../.." && pwd)
out=${OUT:-$root/results/loop-l2}

for l2 in 1e-2 1e-3 1e-4 1e-5 0; do
  for seed in ${SEEDS:-42 43 44}; do
    "$root/jbang" train.java --net simplenn --batch-norm --schedule constant \
      --lr 0.01 --weight-decay "$l2" --no-nesterov --label-smoothing 0 --epochs "${EPOCHS:-30}" --seed "$seed" \
      --resume --out "$out/loop-l2-$l2-seed$seed" "$@"
    code=$?
    [ $code -le 1 ] || exit $code # 1: it diverged, or failed and said so; the others may do better
  done
done
"$root/jbang" collect.java "$out" --out "$out" --title "Strengths of L2 on SimpleNN with batch norm and augmentation"
