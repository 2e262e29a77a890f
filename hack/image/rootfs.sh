#!/bin/sh
# Puts into a folder all that the image holds below the program itself: Node, the libraries that it is linked with, and
# the few files that a process expects. No shell, no package manager. The Dockerfile runs this for each platform.
#
# usage: rootfs.sh NODE FOLDER
set -eu

node=$1
root=$2

mkdir -p "$root/usr/bin" "$root/etc/ssl/certs" "$root/app" "$root/tmp" "$root/proc" "$root/dev" "$root/sys"
cp "$node" "$root/usr/bin/node"
chmod 0755 "$root/usr/bin/node"

# `name => /path (address)`, and the loader as `/path (address)`; each goes where the program looks for it.
ldd "$node" | sed -n -e 's/.*=> \(\/[^ ]*\) .*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) (.*/\1/p' | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

# Whom hooks and notifications over TLS are trusted to be.
cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"

echo 'root:x:0:0:root:/:/sbin/nologin
nonroot:x:65532:65532:nonroot:/:/sbin/nologin' >"$root/etc/passwd"
echo 'root:x:0:
nonroot:x:65532:' >"$root/etc/group"
# Names first from the file, then from DNS, as everywhere.
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
