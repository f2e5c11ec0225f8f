#!/bin/sh
# Gradescope runs this once, as root, when it builds the image. It does the same on any Debian or Ubuntu.
set -eu
here=$(dirname "$(readlink -f "$0")")

# A command, and the packages that bring it: what submissions are built, run and watched with. Take out what your course
# does not need. What is there already is left as it is.
tools='
python3: python3
gcc: gcc libc6-dev
c++: g++
javac: default-jdk-headless
go: golang-go
bwrap: bubblewrap
unshare: util-linux
xz: xz-utils
strace: strace
'

# Node.js, as its own site publishes it (SHASUMS256.txt there), for where none came in the zip and none is here.
node_version=22.20.0
node_sha256=00bbd05e306ea68b6e13e17360d0e2f680b493ef95f2fea1c4296ff7437530bc

missing() {
  echo "$tools" | while IFS=: read -r command packages; do
    [ -z "$command" ] || command -v "$command" >/dev/null || echo "$packages"
  done
  if has_archive || node_fits node; then return; fi
  echo curl ca-certificates
}

has_archive() {
  [ -n "$(find "$here" -maxdepth 1 -name 'node.tar.*')" ]
}

# The Nodes that Sockmark runs on: its package.json says the same.
node_fits() {
  command -v "$1" >/dev/null && "$1" -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24 ? 0 : 1);'
}

install_tools() {
  packages=$(missing)
  [ -n "$packages" ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  # shellcheck disable=SC2086 # a list of names
  apt-get install -y --no-install-recommends $packages
}

install_node() {
  rm -rf "$here/node"
  mkdir -p "$here/node/bin"
  for archive in "$here"/node.tar.*; do
    if [ -e "$archive" ]; then
      tar -xf "$archive" -C "$here/node" --strip-components=1
      return
    fi
  done
  if node_fits node; then
    ln -s "$(command -v node)" "$here/node/bin/node"
    return
  fi
  if [ "$(uname -m)" != x86_64 ]; then
    echo "No Node.js for $(uname -m) is known here: give one to grade export gradescope with --node." >&2
    exit 1
  fi
  archive=$(mktemp)
  curl -fsSL --retry 3 -o "$archive" "https://nodejs.org/dist/v$node_version/node-v$node_version-linux-x64.tar.xz"
  echo "$node_sha256  $archive" | sha256sum -c -
  tar -xJf "$archive" -C "$here/node" --strip-components=1
  rm "$archive"
}

# The zip brings Sockmark's packages as the machine that made it had them. A part of one is made for each system; where it
# was not Linux on the same processor, they are installed anew, by the lock file.
install_packages() {
  PATH="$here/node/bin:$PATH"
  cd "$here/sockmark"
  node -e 'require("koffi")' 2>/dev/null || npm ci --omit=dev --ignore-scripts
}

install_tools
install_node
install_packages
chmod +x "$here/autograde" "$here/run_autograder"
# Programs of students run without root's rights: what another user keeps to himself they do not read.
for kept in "$here/task" "$here/sockmark/specs" "$here/sockmark/dist/reference"; do
  chown 65534:65534 "$kept"
  chmod 700 "$kept"
done
# What this image can do stands in the log of its making.
node dist/grade.js doctor || true
