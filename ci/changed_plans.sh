#!/usr/bin/env bash
# The steps of the GitHub Action in action.yml, which run anywhere: review the plans that changed since a revision.
#
#   POLICY_EXTRACT_BASE     the revision to compare with; where it is empty, the commit before the last one
#   POLICY_EXTRACT_PATHS    which documents, one pattern of git a line; where it is empty, Word files anywhere
#   POLICY_EXTRACT_FAIL_ON  error (else), warning or never
#   POLICY_EXTRACT_OUT      a new folder for plans, findings and summary
#
# Names and texts of documents reach the program as arguments and files, never the shell as words.
set -euo pipefail

base=${POLICY_EXTRACT_BASE:-HEAD~1}
out=${POLICY_EXTRACT_OUT:-changed-plans}
paths=()
while IFS= read -r path; do
  if [[ -n $path ]]; then paths+=("$path"); fi
done <<< "${POLICY_EXTRACT_PATHS:-}"

code=0
policy-extract changed --output "$out" --fail-on "${POLICY_EXTRACT_FAIL_ON:-error}" --findings github -- \
  "$base" ${paths[@]+"${paths[@]}"} || code=$?

if [[ -f $out/summary.md ]]; then
  cat "$out/summary.md" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
  echo "folder=$out" >> "${GITHUB_OUTPUT:-/dev/null}"
fi
exit "$code"
