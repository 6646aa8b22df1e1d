/**
 * The program that sends a spec to HKube: for any image with a POSIX shell and curl, or else wget.
 *
 * It sends what `hkubectl algorithm apply` sends: a form with the spec, to `/store/algorithms/apply`, which creates the
 * algorithm or, with `forceUpdate`, replaces it. (PUT cannot create algorithms, and POST answers 201 to some refusals.)
 *
 * Its environment: HKUBE_ENDPOINT, HKUBE_ALGORITHM (the name), HKUBE_SPEC (the file), TMPDIR, and perhaps HKUBE_TOKEN.
 */

/** The exit code when another attempt would not help. */
export const REFUSED = 2;

// The answer to a success is not shown, since it holds the whole algorithm, tokens included. Kubernetes would replace
// $(NAME) as a variable, but no command here is just a name.
export const REGISTRATION_SCRIPT = `set -u
export LC_ALL=C
url=$HKUBE_ENDPOINT/store/algorithms/apply
body=$TMPDIR/body answer=$TMPDIR/answer log=$TMPDIR/log
boundary=hkube-registration-5f2c81d09e
content="Content-Type: multipart/form-data; boundary=$boundary"

give_up() { echo "$1" >&2; exit ${REFUSED}; }
try_again() { echo "$1" >&2; exit 1; }

# HKube's own words, if there are any, without credentials in addresses.
reason() {
  tr -d '\\r\\n' <"$answer" | sed -n -E 's/.*"error" *: *\\{.*"message" *: *"(([^"\\\\]|\\\\.)*)".*/: \\1/p' |
    sed -E 's#//[^/@ ]*@#//...@#g' | head -c 2000
}

{
  printf -- '--%s\\r\\nContent-Disposition: form-data; name="options"\\r\\n\\r\\n\
{"forceUpdate":true}\\r\\n' "$boundary" &&
  printf -- '--%s\\r\\nContent-Disposition: form-data; name="payload"\\r\\n\\r\\n' "$boundary" &&
  cat "$HKUBE_SPEC" &&
  printf -- '\\r\\n--%s--\\r\\n' "$boundary"
} >"$body" || give_up "cannot read the spec, or write to $TMPDIR"

token=$(printf %s "\${HKUBE_TOKEN-}" | tr -d '\\r\\n')
: >"$answer"
if command -v curl >/dev/null 2>&1; then
  # The token goes through a pipe, for arguments are seen by everyone.
  status=$({ [ -z "$token" ] || printf 'Authorization: Bearer %s\\n' "$token"; } |
    curl -sS --max-time 60 -o "$answer" -w '%{http_code}' -H @- -H "$content" --data-binary "@$body" "$url" 2>"$log")
elif command -v wget >/dev/null 2>&1; then
  set -- wget --header "$content"
  # Without this, which busybox' wget has not, HKube's reason stays unknown.
  if wget --help 2>&1 | grep -q content-on-error; then set -- "$@" --content-on-error; fi
  [ -z "$token" ] || set -- "$@" --header "Authorization: Bearer $token"
  if command -v timeout >/dev/null 2>&1; then set -- timeout 60 "$@"; fi
  if "$@" -O "$answer" --post-file "$body" "$url" 2>"$log"; then
    status=200
  else
    status=$(sed -n -E 's/.*(HTTP\\/[0-9.]+|ERROR|response\\.\\.\\.) ([1-5][0-9][0-9]).*/\\2/p' "$log" | tail -n 1)
  fi
else
  give_up "this image has neither curl nor wget"
fi

case $status in
  '' | 000) try_again "$HKUBE_ENDPOINT does not answer: $(tail -n 1 "$log")" ;;
  2??) ;;
  408 | 429 | 5??) try_again "$HKUBE_ENDPOINT answers $status$(reason)" ;;
  *) give_up "HKube refuses $HKUBE_ALGORITHM with status $status$(reason)" ;;
esac

# HKube answers 201 to some refusals.
if head -c 200 "$answer" | tr -d ' \\t\\r\\n' | grep -q '^{"error":{'; then
  give_up "HKube refuses $HKUBE_ALGORITHM, although it answers with success$(reason)"
fi
# Other servers answer too, a login page for instance.
grep -q -E "\\"name\\" *: *\\"$HKUBE_ALGORITHM\\"" "$answer" || \
give_up "$HKUBE_ENDPOINT answers, but not as HKube would: is it the address of HKube's API?"
echo "HKube has $HKUBE_ALGORITHM"
`;
